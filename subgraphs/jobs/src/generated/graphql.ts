import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Job as JobEntity } from '../jobs/job.entity.ts';
import type { JobPage } from '../jobs/job.service.ts';
import type { Attempt as AttemptEntity } from '../attempts/attempt.entity.ts';
import type { JobEvent as EventEntity, StatusEvent, ProgressEvent, MetricsEvent, LogEvent, CheckpointEvent } from '../events/event.entity.ts';
import type { EventPage, LogPage } from '../events/event.service.ts';
import type { Checkpoint as CheckpointRow } from '../events/checkpoints.ts';
import type { Series } from '../events/metrics.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number of bytes; larger than 2^31 is normal. */
  BigInt: { input: number; output: number; }
  /** An opaque position in a list or a stream. Hand it back unchanged. */
  Cursor: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value. Used only where the shape belongs to someone else (custom fields, raw dataset rows). */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type ChangeJobResult = ConflictError | CustomizationJob | NotFoundError;

/** The state of the training at a step, saved as a version of the output repository. */
export type Checkpoint = {
  __typename?: 'Checkpoint';
  /** The lowest validation loss so far; without validation, the newest. */
  isBest: Scalars['Boolean']['output'];
  metrics: Array<MetricValue>;
  savedAt: Scalars['DateTime']['output'];
  step: Scalars['Int']['output'];
  version?: Maybe<DatasetVersion>;
};

/** The state of the thing forbids this now: the name is taken, the job has ended, the branch has moved. */
export type ConflictError = Error & {
  __typename?: 'ConflictError';
  message: Scalars['String']['output'];
};

export type CreateCustomizationJobInput = {
  baseModelId: Scalars['ID']['input'];
  /** The same id twice makes one job. */
  clientRequestId?: InputMaybe<Scalars['ID']['input']>;
  dataset: DatasetAt;
  /** Serves the result as soon as it is registered, on a deployment of its base model. */
  deploy: Scalars['Boolean']['input'];
  finetuningType: FinetuningType;
  hyperparameters: HyperparametersInput;
  /** `<base model>-<dataset>` when left out. */
  name?: InputMaybe<Scalars['String']['input']>;
  namespace: Scalars['String']['input'];
  /** Named as the job when left out. */
  outputModel?: InputMaybe<OutputModelInput>;
  trainingType: TrainingType;
};

export type CreateJobResult = ConflictError | CustomizationJob | NotFoundError | ValidationError;

export type CustomizationJob = Job & Node & {
  __typename?: 'CustomizationJob';
  /** Oldest first. */
  attempts: Array<JobAttempt>;
  baseModel?: Maybe<Model>;
  bestCheckpoint?: Maybe<Checkpoint>;
  checkpoints: Array<Checkpoint>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** The exact version read, fixed when the job was made. */
  dataset?: Maybe<DatasetVersion>;
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Oldest first. */
  events: JobEventConnection;
  finetuningType: FinetuningType;
  hyperparameters: Hyperparameters;
  id: Scalars['ID']['output'];
  /** What the worker and the platform wrote, oldest first; at most 500 a page. */
  logs: JobLogLineConnection;
  /** Thinned to at most `points` a series (2 to 1,000), first and last kept, extremes kept. */
  metrics: Array<MetricSeries>;
  name: Scalars['String']['output'];
  namespace?: Maybe<Namespace>;
  /** Set as soon as the result is registered. */
  outputModel?: Maybe<Model>;
  progress: JobProgress;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: JobStatus;
  /**
   * Why it waits, failed, was stopped, or could not serve its result, in words a person can act on:
   * `waits for a free slot: 1 of 1 is taken; second in the queue`.
   */
  statusReason?: Maybe<Scalars['String']['output']>;
  trainingType: TrainingType;
};


export type CustomizationJobEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};


export type CustomizationJobLogsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};


export type CustomizationJobMetricsArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  points: Scalars['Int']['input'];
};

export type DatasetAt = {
  datasetId: Scalars['ID']['input'];
  /** A branch or a commit. */
  revision: Scalars['String']['input'];
};

export type DatasetVersion = {
  __typename?: 'DatasetVersion';
  id: Scalars['ID']['output'];
  /** The jobs that read this version, newest first. */
  usedBy: JobConnection;
};


export type DatasetVersionUsedByArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};

/** What was deleted. */
export type Deleted = {
  __typename?: 'Deleted';
  id: Scalars['ID']['output'];
};

/** Stops after `patience` validations in a row without the loss falling by `minDelta`. */
export type EarlyStopping = {
  __typename?: 'EarlyStopping';
  minDelta: Scalars['Float']['output'];
  patience: Scalars['Int']['output'];
};

export type EarlyStoppingInput = {
  minDelta: Scalars['Float']['input'];
  /** In validations. */
  patience: Scalars['Int']['input'];
};

/** A failure the caller can act on, returned in a mutation's result union. All other failures are top-level errors with a code. */
export type Error = {
  message: Scalars['String']['output'];
};

export type FinetuningType =
  | 'LORA';

export type Hyperparameters = {
  __typename?: 'Hyperparameters';
  /** Rows a step. */
  batchSize: Scalars['Int']['output'];
  earlyStopping?: Maybe<EarlyStopping>;
  epochs: Scalars['Int']['output'];
  /** The largest allowed norm of all gradients together. */
  gradientClipping?: Maybe<Scalars['Float']['output']>;
  learningRate: Scalars['Float']['output'];
  /** In steps. */
  logInterval: Scalars['Int']['output'];
  lora: LoraParameters;
  /** In tokens; the base model's context length when null. */
  maxSequenceLength?: Maybe<Scalars['Int']['output']>;
  maxSteps?: Maybe<Scalars['Int']['output']>;
  minLearningRate?: Maybe<Scalars['Float']['output']>;
  optimizer: Optimizer;
  schedule: LearningRateSchedule;
  seed: Scalars['Int']['output'];
  /** In steps. */
  validationInterval?: Maybe<Scalars['Int']['output']>;
  warmupSteps: Scalars['Int']['output'];
  weightDecay: Scalars['Float']['output'];
};

export type HyperparametersInput = {
  /** Rows a step, 1 to 1,024. */
  batchSize: Scalars['Int']['input'];
  earlyStopping?: InputMaybe<EarlyStoppingInput>;
  /** 1 to 1,000. */
  epochs: Scalars['Int']['input'];
  /** The largest allowed norm of all gradients together; null switches clipping off. */
  gradientClipping?: InputMaybe<Scalars['Float']['input']>;
  /** Above 0, at most 1. */
  learningRate: Scalars['Float']['input'];
  /** In steps. */
  logInterval: Scalars['Int']['input'];
  lora: LoraParametersInput;
  /** In tokens; longer rows are cut. */
  maxSequenceLength?: InputMaybe<Scalars['Int']['input']>;
  /** Ends the training after so many steps, whatever the epochs say. */
  maxSteps?: InputMaybe<Scalars['Int']['input']>;
  minLearningRate?: InputMaybe<Scalars['Float']['input']>;
  optimizer: Optimizer;
  schedule: LearningRateSchedule;
  seed: Scalars['Int']['input'];
  /** In steps; each validation saves a checkpoint. */
  validationInterval?: InputMaybe<Scalars['Int']['input']>;
  warmupSteps: Scalars['Int']['input'];
  weightDecay: Scalars['Float']['input'];
};

export type Job = {
  /** Oldest first. */
  attempts: Array<JobAttempt>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Oldest first. */
  events: JobEventConnection;
  id: Scalars['ID']['output'];
  /** What the worker and the platform wrote, oldest first; at most 500 a page. */
  logs: JobLogLineConnection;
  /** Thinned to at most `points` a series (2 to 1,000), first and last kept, extremes kept. */
  metrics: Array<MetricSeries>;
  name: Scalars['String']['output'];
  namespace?: Maybe<Namespace>;
  progress: JobProgress;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: JobStatus;
  /**
   * Why it waits, failed, was stopped, or could not serve its result, in words a person can act on:
   * `waits for a free slot: 1 of 1 is taken; second in the queue`.
   */
  statusReason?: Maybe<Scalars['String']['output']>;
};


export type JobEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};


export type JobLogsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};


export type JobMetricsArgs = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  points: Scalars['Int']['input'];
};

/** One run of the worker. */
export type JobAttempt = {
  __typename?: 'JobAttempt';
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null while it runs, when a signal ended it, and when the platform was not there to see. */
  exitCode?: Maybe<Scalars['Int']['output']>;
  /** From 1. */
  number: Scalars['Int']['output'];
  /** Why it ended as it did: an exit code, a signal, the worker's own words. */
  reason?: Maybe<Scalars['String']['output']>;
  startedAt: Scalars['DateTime']['output'];
  /** RUNNING until the process ended. */
  status: JobStatus;
};

export type JobCheckpointSaved = JobEvent & {
  __typename?: 'JobCheckpointSaved';
  at: Scalars['DateTime']['output'];
  checkpoint: Checkpoint;
  cursor: Scalars['Cursor']['output'];
  job: Job;
};

export type JobConnection = {
  __typename?: 'JobConnection';
  edges: Array<JobEdge>;
  nodes: Array<Job>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type JobEdge = {
  __typename?: 'JobEdge';
  cursor: Scalars['Cursor']['output'];
  node: Job;
};

/** One thing that happened. `cursor` orders all events of a job without gaps. */
export type JobEvent = {
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  job: Job;
};

export type JobEventConnection = {
  __typename?: 'JobEventConnection';
  edges: Array<JobEventEdge>;
  nodes: Array<JobEvent>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type JobEventEdge = {
  __typename?: 'JobEventEdge';
  cursor: Scalars['Cursor']['output'];
  node: JobEvent;
};

export type JobFilter = {
  /** Jobs that train on this model. */
  baseModelId?: InputMaybe<Scalars['ID']['input']>;
  /** Jobs that train on any version of this dataset. */
  datasetId?: InputMaybe<Scalars['ID']['input']>;
  namespace?: InputMaybe<Scalars['String']['input']>;
  statuses?: InputMaybe<Array<JobStatus>>;
};

export type JobLogLine = {
  __typename?: 'JobLogLine';
  at: Scalars['DateTime']['output'];
  attempt: Scalars['Int']['output'];
  cursor: Scalars['Cursor']['output'];
  stream: LogStream;
  text: Scalars['String']['output'];
};

export type JobLogLineConnection = {
  __typename?: 'JobLogLineConnection';
  edges: Array<JobLogLineEdge>;
  nodes: Array<JobLogLine>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type JobLogLineEdge = {
  __typename?: 'JobLogLineEdge';
  cursor: Scalars['Cursor']['output'];
  node: JobLogLine;
};

export type JobLogged = JobEvent & {
  __typename?: 'JobLogged';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  job: Job;
  line: JobLogLine;
};

export type JobMetricsReported = JobEvent & {
  __typename?: 'JobMetricsReported';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  job: Job;
  step: Scalars['Int']['output'];
  values: Array<MetricValue>;
};

export type JobPhase =
  | 'DONE'
  | 'DOWNLOADING'
  | 'REGISTERING'
  | 'UPLOADING'
  | 'WAITING'
  | 'WORKING';

export type JobProgress = {
  __typename?: 'JobProgress';
  epoch?: Maybe<Scalars['Float']['output']>;
  epochCount?: Maybe<Scalars['Int']['output']>;
  /** 0 to 100, as the worker reported it. */
  percent: Scalars['Float']['output'];
  phase: JobPhase;
  /** Reckoned by the worker from the speed of its steps so far. */
  secondsRemaining?: Maybe<Scalars['Float']['output']>;
  step?: Maybe<Scalars['Int']['output']>;
  stepCount?: Maybe<Scalars['Int']['output']>;
};

export type JobProgressed = JobEvent & {
  __typename?: 'JobProgressed';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  job: Job;
  progress: JobProgress;
};

export type JobStatus =
  | 'CANCELLED'
  | 'CANCELLING'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type JobStatusChanged = JobEvent & {
  __typename?: 'JobStatusChanged';
  at: Scalars['DateTime']['output'];
  cursor: Scalars['Cursor']['output'];
  /** Null when the job was made. */
  from?: Maybe<JobStatus>;
  job: Job;
  reason?: Maybe<Scalars['String']['output']>;
  to: JobStatus;
};

export type LearningRateSchedule =
  | 'CONSTANT'
  | 'COSINE'
  | 'LINEAR';

export type LogStream =
  | 'PLATFORM'
  | 'STDERR'
  | 'STDOUT';

export type LoraParameters = {
  __typename?: 'LoraParameters';
  alpha: Scalars['Float']['output'];
  rank: Scalars['Int']['output'];
  /** All linear layers when null. */
  targetModules?: Maybe<Array<Scalars['String']['output']>>;
};

export type LoraParametersInput = {
  alpha: Scalars['Float']['input'];
  /** 1 to 256. */
  rank: Scalars['Int']['input'];
  /** Of `q_proj k_proj v_proj o_proj gate_proj up_proj down_proj`; all of them when left out. */
  targetModules?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type MetricPoint = {
  __typename?: 'MetricPoint';
  at: Scalars['DateTime']['output'];
  step: Scalars['Int']['output'];
  value: Scalars['Float']['output'];
};

export type MetricSeries = {
  __typename?: 'MetricSeries';
  last?: Maybe<MetricPoint>;
  name: Scalars['String']['output'];
  points: Array<MetricPoint>;
};

export type MetricValue = {
  __typename?: 'MetricValue';
  name: Scalars['String']['output'];
  value: Scalars['Float']['output'];
};

export type Model = {
  __typename?: 'Model';
  /** The jobs that train on this model, newest first. */
  customizations: JobConnection;
  id: Scalars['ID']['output'];
  /** The job that made this model. */
  producedBy?: Maybe<Job>;
};


export type ModelCustomizationsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first: Scalars['Int']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Ends the worker; what it has saved stays. */
  cancelJob: ChangeJobResult;
  /** Trains on the version of the dataset that stands at the revision now, and registers what comes out. */
  createCustomizationJob: CreateJobResult;
};


export type MutationCancelJobArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCreateCustomizationJobArgs = {
  input: CreateCustomizationJobInput;
};

export type Namespace = {
  __typename?: 'Namespace';
  name: Scalars['String']['output'];
};

/** Everything with an id of its own. Ids carry their type (`model_…`, `dataset_…`, `job_…`) and sort by age. */
export type Node = {
  id: Scalars['ID']['output'];
};

/** The thing named does not exist, or the caller may not see it. */
export type NotFoundError = Error & {
  __typename?: 'NotFoundError';
  message: Scalars['String']['output'];
};

export type Optimizer =
  | 'ADAM'
  | 'ADAMW';

export type OutputModelInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  tags: Array<Scalars['String']['input']>;
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['Cursor']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['Cursor']['output']>;
};

export type Query = {
  __typename?: 'Query';
  job?: Maybe<Job>;
  /** Newest first. */
  jobs: JobConnection;
};


export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<JobFilter>;
  first: Scalars['Int']['input'];
};

/** A limit of the namespace would be passed. */
export type QuotaError = Error & {
  __typename?: 'QuotaError';
  allowed: Scalars['Float']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
  used: Scalars['Float']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Everything that happened to the job: from the start, or from after a cursor, then live, until it has ended.
   * Nothing is lost over a reconnect: give the last cursor seen.
   */
  jobEvents: JobEvent;
  /** The job as it is, then again after each change, until it has ended. */
  jobUpdated: Job;
};


export type SubscriptionJobEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  id: Scalars['ID']['input'];
};


export type SubscriptionJobUpdatedArgs = {
  id: Scalars['ID']['input'];
};

export type TrainingType =
  | 'SFT';

/** The input is well formed but breaks a rule. One problem a path. */
export type ValidationError = Error & {
  __typename?: 'ValidationError';
  message: Scalars['String']['output'];
  problems: Array<ValidationProblem>;
};

export type ValidationProblem = {
  __typename?: 'ValidationProblem';
  message: Scalars['String']['output'];
  /** Where: an input path such as `input.hyperparameters.learningRate`, or a file and line such as `training/a.jsonl:17`. */
  path: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  CustomizationJob: CustomizationJob;
  DatasetVersion: DatasetVersion;
  Model: Model;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  CustomizationJob:
    ( { __typename: 'CustomizationJob' }
    & GraphQLRecursivePick<FederationTypes['CustomizationJob'], {"id":true}> );
  DatasetVersion:
    ( { __typename: 'DatasetVersion' }
    & GraphQLRecursivePick<FederationTypes['DatasetVersion'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ChangeJobResult:
    | ( ConflictError )
    | ( JobEntity )
    | ( NotFoundError )
  ;
  CreateJobResult:
    | ( ConflictError )
    | ( JobEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Error:
    | ( ConflictError )
    | ( NotFoundError )
    | ( QuotaError )
    | ( ValidationError )
  ;
  Job: ( JobEntity );
  JobEvent:
    | ( CheckpointEvent )
    | ( LogEvent )
    | ( MetricsEvent )
    | ( ProgressEvent )
    | ( StatusEvent )
  ;
  Node: ( JobEntity );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  ChangeJobResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangeJobResult']>;
  Checkpoint: ResolverTypeWrapper<CheckpointRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ConflictError: ResolverTypeWrapper<ConflictError>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CreateCustomizationJobInput: CreateCustomizationJobInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CreateJobResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateJobResult']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  CustomizationJob: ResolverTypeWrapper<JobEntity>;
  DatasetAt: DatasetAt;
  DatasetVersion: ResolverTypeWrapper<{ id: string }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Deleted: ResolverTypeWrapper<Deleted>;
  EarlyStopping: ResolverTypeWrapper<EarlyStopping>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  EarlyStoppingInput: EarlyStoppingInput;
  Error: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Error']>;
  FinetuningType: FinetuningType;
  Hyperparameters: ResolverTypeWrapper<Hyperparameters>;
  HyperparametersInput: HyperparametersInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<JobEntity>;
  JobAttempt: ResolverTypeWrapper<AttemptEntity>;
  JobCheckpointSaved: ResolverTypeWrapper<CheckpointEvent>;
  JobConnection: ResolverTypeWrapper<JobPage>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node: ResolversTypes['Job'] }>;
  JobEvent: ResolverTypeWrapper<EventEntity>;
  JobEventConnection: ResolverTypeWrapper<EventPage>;
  JobEventEdge: ResolverTypeWrapper<Omit<JobEventEdge, 'node'> & { node: ResolversTypes['JobEvent'] }>;
  JobFilter: JobFilter;
  JobLogLine: ResolverTypeWrapper<LogEvent>;
  JobLogLineConnection: ResolverTypeWrapper<LogPage>;
  JobLogLineEdge: ResolverTypeWrapper<Omit<JobLogLineEdge, 'node'> & { node: ResolversTypes['JobLogLine'] }>;
  JobLogged: ResolverTypeWrapper<LogEvent>;
  JobMetricsReported: ResolverTypeWrapper<MetricsEvent>;
  JobPhase: JobPhase;
  JobProgress: ResolverTypeWrapper<JobProgress>;
  JobProgressed: ResolverTypeWrapper<ProgressEvent>;
  JobStatus: JobStatus;
  JobStatusChanged: ResolverTypeWrapper<StatusEvent>;
  LearningRateSchedule: LearningRateSchedule;
  LogStream: LogStream;
  LoraParameters: ResolverTypeWrapper<LoraParameters>;
  LoraParametersInput: LoraParametersInput;
  MetricPoint: ResolverTypeWrapper<MetricPoint>;
  MetricSeries: ResolverTypeWrapper<Series>;
  MetricValue: ResolverTypeWrapper<MetricValue>;
  Model: ResolverTypeWrapper<{ id: string }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Namespace: ResolverTypeWrapper<Namespace>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotFoundError: ResolverTypeWrapper<NotFoundError>;
  Optimizer: Optimizer;
  OutputModelInput: OutputModelInput;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuotaError: ResolverTypeWrapper<QuotaError>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrainingType: TrainingType;
  ValidationError: ResolverTypeWrapper<ValidationError>;
  ValidationProblem: ResolverTypeWrapper<ValidationProblem>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: Scalars['BigInt']['output'];
  ChangeJobResult: ResolversUnionTypes<ResolversParentTypes>['ChangeJobResult'];
  Checkpoint: CheckpointRow;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  ConflictError: ConflictError;
  String: Scalars['String']['output'];
  CreateCustomizationJobInput: CreateCustomizationJobInput;
  ID: Scalars['ID']['output'];
  CreateJobResult: ResolversUnionTypes<ResolversParentTypes>['CreateJobResult'];
  Cursor: Scalars['Cursor']['output'];
  CustomizationJob: JobEntity;
  DatasetAt: DatasetAt;
  DatasetVersion: { id: string };
  DateTime: Scalars['DateTime']['output'];
  Deleted: Deleted;
  EarlyStopping: EarlyStopping;
  Float: Scalars['Float']['output'];
  EarlyStoppingInput: EarlyStoppingInput;
  Error: ResolversInterfaceTypes<ResolversParentTypes>['Error'];
  Hyperparameters: Hyperparameters;
  HyperparametersInput: HyperparametersInput;
  JSON: Scalars['JSON']['output'];
  Job: JobEntity;
  JobAttempt: AttemptEntity;
  JobCheckpointSaved: CheckpointEvent;
  JobConnection: JobPage;
  JobEdge: Omit<JobEdge, 'node'> & { node: ResolversParentTypes['Job'] };
  JobEvent: EventEntity;
  JobEventConnection: EventPage;
  JobEventEdge: Omit<JobEventEdge, 'node'> & { node: ResolversParentTypes['JobEvent'] };
  JobFilter: JobFilter;
  JobLogLine: LogEvent;
  JobLogLineConnection: LogPage;
  JobLogLineEdge: Omit<JobLogLineEdge, 'node'> & { node: ResolversParentTypes['JobLogLine'] };
  JobLogged: LogEvent;
  JobMetricsReported: MetricsEvent;
  JobProgress: JobProgress;
  JobProgressed: ProgressEvent;
  JobStatusChanged: StatusEvent;
  LoraParameters: LoraParameters;
  LoraParametersInput: LoraParametersInput;
  MetricPoint: MetricPoint;
  MetricSeries: Series;
  MetricValue: MetricValue;
  Model: { id: string };
  Mutation: Record<PropertyKey, never>;
  Namespace: Namespace;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotFoundError: NotFoundError;
  OutputModelInput: OutputModelInput;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  QuotaError: QuotaError;
  Subscription: Record<PropertyKey, never>;
  ValidationError: ValidationError;
  ValidationProblem: ValidationProblem;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type ChangeJobResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeJobResult'] = ResolversParentTypes['ChangeJobResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'CustomizationJob' | 'NotFoundError', ParentType, ContextType>;
};

export type CheckpointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Checkpoint'] = ResolversParentTypes['Checkpoint']> = {
  isBest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  metrics?: Resolver<Array<ResolversTypes['MetricValue']>, ParentType, ContextType>;
  savedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateJobResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateJobResult'] = ResolversParentTypes['CreateJobResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'CustomizationJob' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type CustomizationJobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomizationJob'] = ResolversParentTypes['CustomizationJob'], FederationReferenceType extends FederationReferenceTypes['CustomizationJob'] = FederationReferenceTypes['CustomizationJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CustomizationJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempts?: Resolver<Array<ResolversTypes['JobAttempt']>, ParentType, ContextType>;
  baseModel?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  bestCheckpoint?: Resolver<Maybe<ResolversTypes['Checkpoint']>, ParentType, ContextType>;
  checkpoints?: Resolver<Array<ResolversTypes['Checkpoint']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['JobEventConnection'], ParentType, ContextType, RequireFields<CustomizationJobEventsArgs, 'first'>>;
  finetuningType?: Resolver<ResolversTypes['FinetuningType'], ParentType, ContextType>;
  hyperparameters?: Resolver<ResolversTypes['Hyperparameters'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  logs?: Resolver<ResolversTypes['JobLogLineConnection'], ParentType, ContextType, RequireFields<CustomizationJobLogsArgs, 'first'>>;
  metrics?: Resolver<Array<ResolversTypes['MetricSeries']>, ParentType, ContextType, RequireFields<CustomizationJobMetricsArgs, 'points'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['Namespace']>, ParentType, ContextType>;
  outputModel?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['JobProgress'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trainingType?: Resolver<ResolversTypes['TrainingType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersion'] = ResolversParentTypes['DatasetVersion'], FederationReferenceType extends FederationReferenceTypes['DatasetVersion'] = FederationReferenceTypes['DatasetVersion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['DatasetVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  usedBy?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, RequireFields<DatasetVersionUsedByArgs, 'first'>>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deleted'] = ResolversParentTypes['Deleted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type EarlyStoppingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EarlyStopping'] = ResolversParentTypes['EarlyStopping']> = {
  minDelta?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  patience?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Error'] = ResolversParentTypes['Error']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export type HyperparametersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Hyperparameters'] = ResolversParentTypes['Hyperparameters']> = {
  batchSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  earlyStopping?: Resolver<Maybe<ResolversTypes['EarlyStopping']>, ParentType, ContextType>;
  epochs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gradientClipping?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  learningRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  logInterval?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lora?: Resolver<ResolversTypes['LoraParameters'], ParentType, ContextType>;
  maxSequenceLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxSteps?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minLearningRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optimizer?: Resolver<ResolversTypes['Optimizer'], ParentType, ContextType>;
  schedule?: Resolver<ResolversTypes['LearningRateSchedule'], ParentType, ContextType>;
  seed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validationInterval?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  warmupSteps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weightDecay?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  __resolveType: TypeResolveFn<'CustomizationJob', ParentType, ContextType>;
};

export type JobAttemptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobAttempt'] = ResolversParentTypes['JobAttempt']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
};

export type JobCheckpointSavedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobCheckpointSaved'] = ResolversParentTypes['JobCheckpointSaved']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checkpoint?: Resolver<ResolversTypes['Checkpoint'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEvent'] = ResolversParentTypes['JobEvent']> = {
  __resolveType: TypeResolveFn<'JobCheckpointSaved' | 'JobLogged' | 'JobMetricsReported' | 'JobProgressed' | 'JobStatusChanged', ParentType, ContextType>;
};

export type JobEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEventConnection'] = ResolversParentTypes['JobEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JobEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['JobEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEventEdge'] = ResolversParentTypes['JobEventEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JobEvent'], ParentType, ContextType>;
};

export type JobLogLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobLogLine'] = ResolversParentTypes['JobLogLine']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['LogStream'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobLogLineConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobLogLineConnection'] = ResolversParentTypes['JobLogLineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JobLogLineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['JobLogLine']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobLogLineEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobLogLineEdge'] = ResolversParentTypes['JobLogLineEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JobLogLine'], ParentType, ContextType>;
};

export type JobLoggedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobLogged'] = ResolversParentTypes['JobLogged']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['JobLogLine'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobMetricsReportedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobMetricsReported'] = ResolversParentTypes['JobMetricsReported']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['MetricValue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobProgress'] = ResolversParentTypes['JobProgress']> = {
  epoch?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  epochCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['JobPhase'], ParentType, ContextType>;
  secondsRemaining?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  stepCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type JobProgressedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobProgressed'] = ResolversParentTypes['JobProgressed']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['JobProgress'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobStatusChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobStatusChanged'] = ResolversParentTypes['JobStatusChanged']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LoraParametersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoraParameters'] = ResolversParentTypes['LoraParameters']> = {
  alpha?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  targetModules?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type MetricPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricPoint'] = ResolversParentTypes['MetricPoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MetricSeriesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricSeries'] = ResolversParentTypes['MetricSeries']> = {
  last?: Resolver<Maybe<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  points?: Resolver<Array<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
};

export type MetricValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricValue'] = ResolversParentTypes['MetricValue']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customizations?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, RequireFields<ModelCustomizationsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  producedBy?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelJob?: Resolver<ResolversTypes['ChangeJobResult'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'id'>>;
  createCustomizationJob?: Resolver<ResolversTypes['CreateJobResult'], ParentType, ContextType, RequireFields<MutationCreateCustomizationJobArgs, 'input'>>;
};

export type NamespaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Namespace'] = ResolversParentTypes['Namespace']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'CustomizationJob', ParentType, ContextType>;
};

export type NotFoundErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFoundError'] = ResolversParentTypes['NotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobs?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, RequireFields<QueryJobsArgs, 'first'>>;
};

export type QuotaErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaError'] = ResolversParentTypes['QuotaError']> = {
  allowed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  jobEvents?: SubscriptionResolver<ResolversTypes['JobEvent'], "jobEvents", ParentType, ContextType, RequireFields<SubscriptionJobEventsArgs, 'id'>>;
  jobUpdated?: SubscriptionResolver<ResolversTypes['Job'], "jobUpdated", ParentType, ContextType, RequireFields<SubscriptionJobUpdatedArgs, 'id'>>;
};

export type ValidationErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationError'] = ResolversParentTypes['ValidationError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['ValidationProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ValidationProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationProblem'] = ResolversParentTypes['ValidationProblem']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  BigInt?: GraphQLScalarType;
  ChangeJobResult?: ChangeJobResultResolvers<ContextType>;
  Checkpoint?: CheckpointResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  CreateJobResult?: CreateJobResultResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  CustomizationJob?: CustomizationJobResolvers<ContextType>;
  DatasetVersion?: DatasetVersionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Deleted?: DeletedResolvers<ContextType>;
  EarlyStopping?: EarlyStoppingResolvers<ContextType>;
  Error?: ErrorResolvers<ContextType>;
  Hyperparameters?: HyperparametersResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  JobAttempt?: JobAttemptResolvers<ContextType>;
  JobCheckpointSaved?: JobCheckpointSavedResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobEvent?: JobEventResolvers<ContextType>;
  JobEventConnection?: JobEventConnectionResolvers<ContextType>;
  JobEventEdge?: JobEventEdgeResolvers<ContextType>;
  JobLogLine?: JobLogLineResolvers<ContextType>;
  JobLogLineConnection?: JobLogLineConnectionResolvers<ContextType>;
  JobLogLineEdge?: JobLogLineEdgeResolvers<ContextType>;
  JobLogged?: JobLoggedResolvers<ContextType>;
  JobMetricsReported?: JobMetricsReportedResolvers<ContextType>;
  JobProgress?: JobProgressResolvers<ContextType>;
  JobProgressed?: JobProgressedResolvers<ContextType>;
  JobStatusChanged?: JobStatusChangedResolvers<ContextType>;
  LoraParameters?: LoraParametersResolvers<ContextType>;
  MetricPoint?: MetricPointResolvers<ContextType>;
  MetricSeries?: MetricSeriesResolvers<ContextType>;
  MetricValue?: MetricValueResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Namespace?: NamespaceResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuotaError?: QuotaErrorResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  ValidationProblem?: ValidationProblemResolvers<ContextType>;
};

