import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Deployment as DeploymentEntity } from '../deployments/deployment.entity.ts';
import type { ServedAdapter as ServedAdapterEntity } from '../adapters/adapter.entity.ts';
import type { Served } from '../inference/served.service.ts';
import type { DeploymentPage, ModelReference } from '../deployments/deployment.service.ts';
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

export type AdapterStatus =
  | 'FAILED'
  | 'LOADING'
  | 'READY';

export type ChangeDeploymentResult = ConflictError | Deployment | NotFoundError | ValidationError;

/** The state of the thing forbids this now: the name is taken, the job has ended, the branch has moved. */
export type ConflictError = Error & {
  __typename?: 'ConflictError';
  message: Scalars['String']['output'];
};

export type CreateDeploymentInput = {
  /** The same id twice makes one deployment. */
  clientRequestId?: InputMaybe<Scalars['ID']['input']>;
  modelId: Scalars['ID']['input'];
  /** The model's name when left out. */
  name?: InputMaybe<Scalars['String']['input']>;
  namespace: Scalars['String']['input'];
};

export type CreateDeploymentResult = ConflictError | Deployment | NotFoundError | ValidationError;

export type DeleteResult = ConflictError | Deleted | NotFoundError;

/** What was deleted. */
export type Deleted = {
  __typename?: 'Deleted';
  id: Scalars['ID']['output'];
};

export type Deployment = Node & {
  __typename?: 'Deployment';
  /** Adapters served on top of this base model, in the order they joined. */
  adapters: Array<ServedAdapter>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  model?: Maybe<Model>;
  name: Scalars['String']['output'];
  namespace?: Maybe<Namespace>;
  status: DeploymentStatus;
  /** Why it is not ready, in words a person can act on. */
  statusReason?: Maybe<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
};

export type DeploymentConnection = {
  __typename?: 'DeploymentConnection';
  edges: Array<DeploymentEdge>;
  nodes: Array<Deployment>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DeploymentEdge = {
  __typename?: 'DeploymentEdge';
  cursor: Scalars['Cursor']['output'];
  node: Deployment;
};

export type DeploymentFilter = {
  modelId?: InputMaybe<Scalars['ID']['input']>;
  namespace?: InputMaybe<Scalars['String']['input']>;
  statuses?: InputMaybe<Array<DeploymentStatus>>;
};

/** READY only after the server has answered a chat completion, and only while it answers its health checks: after three failures in a row it is started again. */
export type DeploymentStatus =
  | 'DELETING'
  | 'DOWNLOADING'
  | 'FAILED'
  | 'PENDING'
  | 'READY'
  | 'STARTING';

/** A failure the caller can act on, returned in a mutation's result union. All other failures are top-level errors with a code. */
export type Error = {
  message: Scalars['String']['output'];
};

export type Model = {
  __typename?: 'Model';
  /** Those that serve it, as base model or as adapter; newest first. */
  deployments: DeploymentConnection;
  id: Scalars['ID']['output'];
  /** True when the inference API answers to this model's ref now. */
  isServed: Scalars['Boolean']['output'];
};


export type ModelDeploymentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Starts serving a model. An adapter joins a deployment of its base model, which goes on serving meanwhile. */
  createDeployment: CreateDeploymentResult;
  /** Stops serving. The model and its files stay. */
  deleteDeployment: DeleteResult;
  /** The adapters to serve from now on; those that stay are served without a break. */
  updateDeployment: ChangeDeploymentResult;
};


export type MutationCreateDeploymentArgs = {
  input: CreateDeploymentInput;
};


export type MutationDeleteDeploymentArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateDeploymentArgs = {
  input: UpdateDeploymentInput;
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

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['Cursor']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['Cursor']['output']>;
};

export type Query = {
  __typename?: 'Query';
  deployment?: Maybe<Deployment>;
  /** Newest first. */
  deployments: DeploymentConnection;
  /** Every name that the inference API answers to now, as its `/v1/models` lists them. */
  servedModels: Array<ServedModel>;
};


export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDeploymentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DeploymentFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryServedModelsArgs = {
  namespace?: InputMaybe<Scalars['String']['input']>;
};

/** A limit of the namespace would be passed. */
export type QuotaError = Error & {
  __typename?: 'QuotaError';
  allowed: Scalars['Float']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
  used: Scalars['Float']['output'];
};

export type ServedAdapter = {
  __typename?: 'ServedAdapter';
  model?: Maybe<Model>;
  status: AdapterStatus;
  statusReason?: Maybe<Scalars['String']['output']>;
};

export type ServedModel = {
  __typename?: 'ServedModel';
  deployment: Deployment;
  model?: Maybe<Model>;
  /** `namespace/name@version` */
  name: Scalars['String']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The deployment as it is, then again after each change, until it is deleted. */
  deploymentUpdated: Deployment;
};


export type SubscriptionDeploymentUpdatedArgs = {
  id: Scalars['ID']['input'];
};

export type UpdateDeploymentInput = {
  adapterModelIds: Array<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};

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
  Deployment: Deployment;
  Model: Model;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Deployment:
    ( { __typename: 'Deployment' }
    & GraphQLRecursivePick<FederationTypes['Deployment'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ChangeDeploymentResult:
    | ( ConflictError )
    | ( DeploymentEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  CreateDeploymentResult:
    | ( ConflictError )
    | ( DeploymentEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  DeleteResult:
    | ( ConflictError )
    | ( Deleted )
    | ( NotFoundError )
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
  Node: ( DeploymentEntity );
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AdapterStatus: AdapterStatus;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  ChangeDeploymentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangeDeploymentResult']>;
  ConflictError: ResolverTypeWrapper<ConflictError>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CreateDeploymentInput: CreateDeploymentInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CreateDeploymentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateDeploymentResult']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteResult']>;
  Deleted: ResolverTypeWrapper<Deleted>;
  Deployment: ResolverTypeWrapper<DeploymentEntity>;
  DeploymentConnection: ResolverTypeWrapper<DeploymentPage>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  DeploymentEdge: ResolverTypeWrapper<Omit<DeploymentEdge, 'node'> & { node: ResolversTypes['Deployment'] }>;
  DeploymentFilter: DeploymentFilter;
  DeploymentStatus: DeploymentStatus;
  Error: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Error']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Model: ResolverTypeWrapper<ModelReference>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Namespace: ResolverTypeWrapper<Namespace>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotFoundError: ResolverTypeWrapper<NotFoundError>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuotaError: ResolverTypeWrapper<QuotaError>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ServedAdapter: ResolverTypeWrapper<ServedAdapterEntity>;
  ServedModel: ResolverTypeWrapper<Served>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateDeploymentInput: UpdateDeploymentInput;
  ValidationError: ResolverTypeWrapper<ValidationError>;
  ValidationProblem: ResolverTypeWrapper<ValidationProblem>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: Scalars['BigInt']['output'];
  ChangeDeploymentResult: ResolversUnionTypes<ResolversParentTypes>['ChangeDeploymentResult'];
  ConflictError: ConflictError;
  String: Scalars['String']['output'];
  CreateDeploymentInput: CreateDeploymentInput;
  ID: Scalars['ID']['output'];
  CreateDeploymentResult: ResolversUnionTypes<ResolversParentTypes>['CreateDeploymentResult'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeleteResult: ResolversUnionTypes<ResolversParentTypes>['DeleteResult'];
  Deleted: Deleted;
  Deployment: DeploymentEntity;
  DeploymentConnection: DeploymentPage;
  Int: Scalars['Int']['output'];
  DeploymentEdge: Omit<DeploymentEdge, 'node'> & { node: ResolversParentTypes['Deployment'] };
  DeploymentFilter: DeploymentFilter;
  Error: ResolversInterfaceTypes<ResolversParentTypes>['Error'];
  JSON: Scalars['JSON']['output'];
  Model: ModelReference;
  Boolean: Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Namespace: Namespace;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotFoundError: NotFoundError;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  QuotaError: QuotaError;
  Float: Scalars['Float']['output'];
  ServedAdapter: ServedAdapterEntity;
  ServedModel: Served;
  Subscription: Record<PropertyKey, never>;
  UpdateDeploymentInput: UpdateDeploymentInput;
  ValidationError: ValidationError;
  ValidationProblem: ValidationProblem;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type ChangeDeploymentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeDeploymentResult'] = ResolversParentTypes['ChangeDeploymentResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Deployment' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateDeploymentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateDeploymentResult'] = ResolversParentTypes['CreateDeploymentResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Deployment' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteResult'] = ResolversParentTypes['DeleteResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Deleted' | 'NotFoundError', ParentType, ContextType>;
};

export type DeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deleted'] = ResolversParentTypes['Deleted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment'], FederationReferenceType extends FederationReferenceTypes['Deployment'] = FederationReferenceTypes['Deployment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Deployment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  adapters?: Resolver<Array<ResolversTypes['ServedAdapter']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['Namespace']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeploymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeploymentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentEdge'] = ResolversParentTypes['DeploymentEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type ErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Error'] = ResolversParentTypes['Error']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  deployments?: Resolver<ResolversTypes['DeploymentConnection'], ParentType, ContextType, RequireFields<ModelDeploymentsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isServed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createDeployment?: Resolver<ResolversTypes['CreateDeploymentResult'], ParentType, ContextType, RequireFields<MutationCreateDeploymentArgs, 'input'>>;
  deleteDeployment?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationDeleteDeploymentArgs, 'id'>>;
  updateDeployment?: Resolver<ResolversTypes['ChangeDeploymentResult'], ParentType, ContextType, RequireFields<MutationUpdateDeploymentArgs, 'input'>>;
};

export type NamespaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Namespace'] = ResolversParentTypes['Namespace']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Deployment', ParentType, ContextType>;
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
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<QueryDeploymentArgs, 'id'>>;
  deployments?: Resolver<ResolversTypes['DeploymentConnection'], ParentType, ContextType, RequireFields<QueryDeploymentsArgs, 'first'>>;
  servedModels?: Resolver<Array<ResolversTypes['ServedModel']>, ParentType, ContextType, Partial<QueryServedModelsArgs>>;
};

export type QuotaErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaError'] = ResolversParentTypes['QuotaError']> = {
  allowed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ServedAdapterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServedAdapter'] = ResolversParentTypes['ServedAdapter']> = {
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AdapterStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServedModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServedModel'] = ResolversParentTypes['ServedModel']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deploymentUpdated?: SubscriptionResolver<ResolversTypes['Deployment'], "deploymentUpdated", ParentType, ContextType, RequireFields<SubscriptionDeploymentUpdatedArgs, 'id'>>;
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
  ChangeDeploymentResult?: ChangeDeploymentResultResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  CreateDeploymentResult?: CreateDeploymentResultResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeleteResult?: DeleteResultResolvers<ContextType>;
  Deleted?: DeletedResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  DeploymentEdge?: DeploymentEdgeResolvers<ContextType>;
  Error?: ErrorResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Model?: ModelResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Namespace?: NamespaceResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuotaError?: QuotaErrorResolvers<ContextType>;
  ServedAdapter?: ServedAdapterResolvers<ContextType>;
  ServedModel?: ServedModelResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  ValidationProblem?: ValidationProblemResolvers<ContextType>;
};

