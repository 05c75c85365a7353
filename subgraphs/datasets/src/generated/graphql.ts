import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Repository as RepositoryEntity } from '../repositories/repository.entity.ts';
import type { Version as VersionEntity, VersionFile as VersionFileEntity } from '../versions/version.entity.ts';
import type { Diff } from '../versions/version.diff.ts';
import type { Ref as RefRow } from '../versions/page.loaders.ts';
import type { RefConnection as RefPage } from '../refs/ref.pages.ts';
import type { RepositoryPage } from '../repositories/repository.pages.ts';
import type { VersionPage, FilePage } from '../versions/version.service.ts';
import type { RowPage } from '../versions/version.rows.ts';
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

/** A content that was uploaded to this repository, or stands in a version that you may read. */
export type AddFileInput = {
  path: Scalars['String']['input'];
  sha256: Scalars['String']['input'];
};

/** For small files: the content stands in the request. */
export type AddTextInput = {
  content: Scalars['String']['input'];
  path: Scalars['String']['input'];
};

export type CommitInput = {
  /** One that is not there yet begins where `main` stands. */
  branch?: Scalars['String']['input'];
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  datasetId: Scalars['ID']['input'];
  /** Refused with a conflict when the branch has moved on from this commit. Its first seven digits or more will do. */
  expectedHead?: InputMaybe<Scalars['String']['input']>;
  message: Scalars['String']['input'];
  /** At most 10,000. */
  operations: Array<CommitOperation>;
};

/** Exactly one. */
export type CommitOperation =
  { add: AddFileInput; addText?: never; copy?: never; delete?: never; }
  |  { add?: never; addText: AddTextInput; copy?: never; delete?: never; }
  |  { add?: never; addText?: never; copy: CopyFileInput; delete?: never; }
  |  /** The path of a file. */
  { add?: never; addText?: never; copy?: never; delete: Scalars['String']['input']; };

export type CommitResult = ConflictError | DatasetVersion | NotFoundError | QuotaError | ValidationError;

export type CompleteUploadInput = {
  parts: Array<UploadedPartInput>;
  uploadId: Scalars['ID']['input'];
};

export type CompleteUploadResult = NotFoundError | UploadedFile | ValidationError;

/** The state of the thing forbids this now: the name is taken, the job has ended, the branch has moved. */
export type ConflictError = Error & {
  __typename?: 'ConflictError';
  message: Scalars['String']['output'];
};

/** A file of any version that you may read, as it is there. No byte moves. */
export type CopyFileInput = {
  /** This repository when left out. */
  fromDatasetId?: InputMaybe<Scalars['ID']['input']>;
  fromPath: Scalars['String']['input'];
  fromRevision?: Scalars['String']['input'];
  toPath: Scalars['String']['input'];
};

export type CreateBranchInput = {
  datasetId: Scalars['ID']['input'];
  /** As git takes it, such as `feature/short-answers`. */
  name: Scalars['String']['input'];
  /** A branch, tag or commit. */
  revision?: Scalars['String']['input'];
};

export type CreateDatasetInput = {
  /** Makes a retry safe: the same one gives the same repository. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  kind?: RepositoryKind;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit; unique in its namespace. */
  name: Scalars['String']['input'];
  namespace: Scalars['String']['input'];
  /** A project of the same namespace. */
  projectId?: InputMaybe<Scalars['ID']['input']>;
  tags?: Array<Scalars['String']['input']>;
};

export type CreateDatasetResult = ConflictError | Dataset | NotFoundError | ValidationError;

export type CreateRefResult = ConflictError | NotFoundError | Ref | ValidationError;

export type CreateTagInput = {
  datasetId: Scalars['ID']['input'];
  message?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  /** A branch, tag or commit. */
  revision?: Scalars['String']['input'];
};

export type CreateUploadInput = {
  datasetId: Scalars['ID']['input'];
  /** At most 100. */
  files: Array<UploadFileInput>;
};

export type CreateUploadResult = ConflictError | NotFoundError | QuotaError | UploadTargets | ValidationError;

/** A repository of files with a history. `DATASET` repositories hold data; `MODEL` repositories hold weights and adapters. */
export type Dataset = Node & {
  __typename?: 'Dataset';
  /** The names that move on with each commit, sorted. */
  branches: RefConnection;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  /** Its address for Hugging Face clients: their endpoint, then the path of the repository there. */
  hubUrl: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  kind: RepositoryKind;
  /** The tags: names that stay with one version, sorted. */
  labels: RefConnection;
  name: Scalars['String']['output'];
  namespace?: Maybe<Namespace>;
  project?: Maybe<Project>;
  /** `namespace/name` */
  ref: Scalars['String']['output'];
  /** Of all files of all versions, each content counted once. */
  sizeBytes: Scalars['BigInt']['output'];
  tags: Array<Scalars['String']['output']>;
  /** Of the last commit, or of the last change of what is said about it. */
  updatedAt: Scalars['DateTime']['output'];
  /** What stands at a branch, tag or commit; null when there is none. */
  version?: Maybe<DatasetVersion>;
  /** The history of a branch, tag or commit, newest first; empty when there is none of that name. */
  versions: DatasetVersionConnection;
};


/** A repository of files with a history. `DATASET` repositories hold data; `MODEL` repositories hold weights and adapters. */
export type DatasetBranchesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** A repository of files with a history. `DATASET` repositories hold data; `MODEL` repositories hold weights and adapters. */
export type DatasetLabelsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** A repository of files with a history. `DATASET` repositories hold data; `MODEL` repositories hold weights and adapters. */
export type DatasetVersionArgs = {
  revision?: Scalars['String']['input'];
};


/** A repository of files with a history. `DATASET` repositories hold data; `MODEL` repositories hold weights and adapters. */
export type DatasetVersionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
  revision?: Scalars['String']['input'];
};

/** Exactly one. */
export type DatasetBy =
  { id: Scalars['ID']['input']; ref?: never; }
  |  { id?: never; ref: Scalars['String']['input']; };

export type DatasetConnection = {
  __typename?: 'DatasetConnection';
  edges: Array<DatasetEdge>;
  nodes: Array<Dataset>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

/** The files that two versions do not share, each list sorted by path. */
export type DatasetDiff = {
  __typename?: 'DatasetDiff';
  /** Their paths are not there in the other version. */
  added: DatasetFileConnection;
  /** Their contents differ; as they stand in this version. */
  changed: DatasetFileConnection;
  /** Their paths are there in the other version only; as they stand there. */
  removed: DatasetFileConnection;
  /**
   * Rows of the splits that the other version has not, whatever files they stand in and in whatever order; a row that moved
   * to another split is added there. Null while rows are read for the first time, and when the files of a split that differ
   * on both sides hold more than 1,000,000 rows or 64 MiB.
   */
  rowsAdded?: Maybe<Scalars['BigInt']['output']>;
  /** Rows that only the other version has, counted and null as `rowsAdded` is. */
  rowsRemoved?: Maybe<Scalars['BigInt']['output']>;
};


/** The files that two versions do not share, each list sorted by path. */
export type DatasetDiffAddedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** The files that two versions do not share, each list sorted by path. */
export type DatasetDiffChangedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** The files that two versions do not share, each list sorted by path. */
export type DatasetDiffRemovedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type DatasetEdge = {
  __typename?: 'DatasetEdge';
  cursor: Scalars['Cursor']['output'];
  node: Dataset;
};

export type DatasetFile = {
  __typename?: 'DatasetFile';
  /** Presigned, straight from the object store; ends after 15 minutes. */
  downloadUrl: Scalars['String']['output'];
  path: Scalars['String']['output'];
  sha256: Scalars['String']['output'];
  sizeBytes: Scalars['BigInt']['output'];
};

export type DatasetFileConnection = {
  __typename?: 'DatasetFileConnection';
  edges: Array<DatasetFileEdge>;
  nodes: Array<DatasetFile>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DatasetFileEdge = {
  __typename?: 'DatasetFileEdge';
  cursor: Scalars['Cursor']['output'];
  node: DatasetFile;
};

export type DatasetFilter = {
  kind?: InputMaybe<RepositoryKind>;
  namespace?: InputMaybe<Scalars['String']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
  /** Matches the name or the description, case-insensitively. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** All of them. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type DatasetOrder =
  | 'CREATED_AT_ASC'
  | 'CREATED_AT_DESC'
  | 'NAME_ASC'
  | 'NAME_DESC'
  | 'UPDATED_AT_DESC';

export type DatasetRow = {
  __typename?: 'DatasetRow';
  /** In its split, from 0. */
  index: Scalars['BigInt']['output'];
  split: SplitName;
  value: Scalars['JSON']['output'];
};

export type DatasetRowConnection = {
  __typename?: 'DatasetRowConnection';
  edges: Array<DatasetRowEdge>;
  nodes: Array<DatasetRow>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DatasetRowEdge = {
  __typename?: 'DatasetRowEdge';
  cursor: Scalars['Cursor']['output'];
  node: DatasetRow;
};

export type DatasetSplit = {
  __typename?: 'DatasetSplit';
  files: Array<DatasetFile>;
  format: RowFormat;
  name: SplitName;
  /** Of those that have been read. */
  rowCount: Scalars['BigInt']['output'];
};

export type DatasetValidation = {
  __typename?: 'DatasetValidation';
  /** Null while PENDING. */
  problemCount?: Maybe<Scalars['Int']['output']>;
  /** The first hundred, with file and line. */
  problems: Array<ValidationProblem>;
  /** Null while PENDING. */
  rowCount?: Maybe<Scalars['BigInt']['output']>;
  status: ValidationStatus;
};

/** One commit: an immutable list of files. Jobs record the exact version that they used. */
export type DatasetVersion = Node & {
  __typename?: 'DatasetVersion';
  author: Scalars['String']['output'];
  /** 40 hex digits. */
  commit: Scalars['String']['output'];
  committedAt: Scalars['DateTime']['output'];
  dataset: Dataset;
  /** What this version has other than the branch, tag or commit `against` of the same repository; null when there is none of that name. */
  diff?: Maybe<DatasetDiff>;
  file?: Maybe<DatasetFile>;
  /** Sorted by path; those under the folder `path`, or all of them. */
  files: DatasetFileConnection;
  id: Scalars['ID']['output'];
  message: Scalars['String']['output'];
  /** 1 for the first commit of the repository, then 2, 3, … */
  number: Scalars['Int']['output'];
  parent?: Maybe<DatasetVersion>;
  /**
   * Rows as they stand in the files, for looking at, file after file: those that have been read once. A row that cannot be
   * read stands there as its text; a value of a CSV file is a text. What a number of JSON does not hold is a text too: a
   * whole number beyond ±(2^53 - 1), a decimal of a column of more than 15 digits, `NaN`, `Infinity`. Of Parquet, dates and
   * times are texts by ISO 8601, with a `Z` where they are UTC, and bytes are base64. A page ends before its rows take more
   * than 16 MiB of JSON, with at least one of them; `pageInfo` tells that there are more.
   */
  rows: DatasetRowConnection;
  sizeBytes: Scalars['BigInt']['output'];
  /** What training and evaluation would read: every .jsonl, .json, .csv and .parquet under training/, validation/ and testing/. */
  splits: Array<DatasetSplit>;
  /** Every row of the splits, read when it was committed, or in the background when there was too much to wait for. */
  validation: DatasetValidation;
};


/** One commit: an immutable list of files. Jobs record the exact version that they used. */
export type DatasetVersionDiffArgs = {
  against: Scalars['String']['input'];
};


/** One commit: an immutable list of files. Jobs record the exact version that they used. */
export type DatasetVersionFileArgs = {
  path: Scalars['String']['input'];
};


/** One commit: an immutable list of files. Jobs record the exact version that they used. */
export type DatasetVersionFilesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
  path?: Scalars['String']['input'];
};


/** One commit: an immutable list of files. Jobs record the exact version that they used. */
export type DatasetVersionRowsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
  split?: SplitName;
};

export type DatasetVersionConnection = {
  __typename?: 'DatasetVersionConnection';
  edges: Array<DatasetVersionEdge>;
  nodes: Array<DatasetVersion>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DatasetVersionEdge = {
  __typename?: 'DatasetVersionEdge';
  cursor: Scalars['Cursor']['output'];
  node: DatasetVersion;
};

export type DeleteRefInput = {
  datasetId: Scalars['ID']['input'];
  kind: RefKind;
  name: Scalars['String']['input'];
};

export type DeleteRefResult = Dataset | NotFoundError | ValidationError;

export type DeleteResult = ConflictError | Deleted | NotFoundError;

/** What was deleted. */
export type Deleted = {
  __typename?: 'Deleted';
  id: Scalars['ID']['output'];
};

/** A failure the caller can act on, returned in a mutation's result union. All other failures are top-level errors with a code. */
export type Error = {
  message: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Makes one new version out of file operations, whole or not at all. In a DATASET repository every row that is
   * added is read: a bad one refuses the commit, with its file and line. When the files of rows that are new take more than
   * 64 MiB together, they are read in the background instead, and `validation` of the version tells. Operations that would
   * change nothing make no version: the answer is the head.
   */
  commit: CommitResult;
  /**
   * Joins the parts of one uploaded file and checks its size and sha256. May be left out for a file of up to 64 MiB:
   * `commit` then checks it.
   */
  completeUpload: CompleteUploadResult;
  /** Begins a branch where a branch, tag or commit stands. */
  createBranch: CreateRefResult;
  createDataset: CreateDatasetResult;
  /** Names one version for good: a tag does not move. */
  createTag: CreateRefResult;
  /**
   * Asks for places to upload files to. The bytes go straight to the object store, in parts when large;
   * what is stored in this repository, or in a version that you may read, needs no upload. Nothing is visible until a commit names it.
   */
  createUpload: CreateUploadResult;
  /** Takes a repository away with all its versions; refused while a model was registered from it or a job was made on it. */
  deleteDataset: DeleteResult;
  /** Takes a branch or tag away. What it stood at stays readable by its commit. `main` stays. */
  deleteRef: DeleteRefResult;
  /** Changes what is said about a repository, not what is in it. */
  updateDataset: UpdateDatasetResult;
};


export type MutationCommitArgs = {
  input: CommitInput;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationCreateBranchArgs = {
  input: CreateBranchInput;
};


export type MutationCreateDatasetArgs = {
  input: CreateDatasetInput;
};


export type MutationCreateTagArgs = {
  input: CreateTagInput;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


export type MutationDeleteDatasetArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteRefArgs = {
  input: DeleteRefInput;
};


export type MutationUpdateDatasetArgs = {
  input: UpdateDatasetInput;
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

export type Project = {
  __typename?: 'Project';
  /** Newest first. */
  datasets: DatasetConnection;
  id: Scalars['ID']['output'];
};


export type ProjectDatasetsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type Query = {
  __typename?: 'Query';
  /** By id, or by reference `namespace/name`. */
  dataset?: Maybe<Dataset>;
  datasetVersion?: Maybe<DatasetVersion>;
  datasets: DatasetConnection;
  /**
   * A dataset that is still there once the deletion or the move that may be under way has ended: the answer waits for that. What
   * comes to need a dataset asks this after it was written down; then either it learns that the dataset is gone, or the deletion
   * that it is needed.
   */
  remainingDataset?: Maybe<Dataset>;
};


export type QueryDatasetArgs = {
  by: DatasetBy;
};


export type QueryDatasetVersionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDatasetsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DatasetFilter>;
  first?: Scalars['Int']['input'];
  orderBy?: DatasetOrder;
};


export type QueryRemainingDatasetArgs = {
  id: Scalars['ID']['input'];
};

/** A limit of the namespace would be passed. */
export type QuotaError = Error & {
  __typename?: 'QuotaError';
  allowed: Scalars['Float']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
  used: Scalars['Float']['output'];
};

/** A name for a version. */
export type Ref = {
  __typename?: 'Ref';
  /** What was said when a tag was made: its message. */
  annotation?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  version: DatasetVersion;
};

export type RefConnection = {
  __typename?: 'RefConnection';
  edges: Array<RefEdge>;
  nodes: Array<Ref>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type RefEdge = {
  __typename?: 'RefEdge';
  cursor: Scalars['Cursor']['output'];
  node: Ref;
};

export type RefKind =
  | 'BRANCH'
  | 'TAG';

export type RepositoryKind =
  | 'DATASET'
  | 'MODEL';

/**
 * CHAT: `messages` (and `tools`). COMPLETION: `prompt`, `completion`. PREFERENCE: `prompt`, `chosen`, `rejected`.
 * EMBEDDING: `query`, `pos_doc`, `neg_doc`. RETRIEVAL: `_id`, `text`, as in BEIR. TABLE: any other columns, or files of several formats.
 */
export type RowFormat =
  | 'CHAT'
  | 'COMPLETION'
  | 'EMBEDDING'
  | 'PREFERENCE'
  | 'RETRIEVAL'
  | 'TABLE';

export type SplitName =
  | 'TESTING'
  | 'TRAINING'
  | 'VALIDATION';

export type Subscription = {
  __typename?: 'Subscription';
  /** The repository as it is, then again after each change of it and of what is known of its rows. */
  datasetUpdated: Dataset;
};


export type SubscriptionDatasetUpdatedArgs = {
  id: Scalars['ID']['input'];
};

/** What is left out stays; null takes it away. */
export type UpdateDatasetInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  /** A project of the same namespace. */
  projectId?: InputMaybe<Scalars['ID']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type UpdateDatasetResult = Dataset | NotFoundError | ValidationError;

export type UploadFileInput = {
  path: Scalars['String']['input'];
  /** Of the whole content, 64 hex digits. */
  sha256: Scalars['String']['input'];
  sizeBytes: Scalars['BigInt']['input'];
};

export type UploadPart = {
  __typename?: 'UploadPart';
  /** From 1. */
  number: Scalars['Int']['output'];
  sizeBytes: Scalars['BigInt']['output'];
  /** Self-authorising; ends after 15 minutes. */
  url: Scalars['String']['output'];
};

export type UploadTarget = {
  __typename?: 'UploadTarget';
  /**
   * Where to PUT which bytes, in the order of their numbers; each answer's `ETag` is wanted by `completeUpload`. One alone up to
   * 64 MiB, and up to 1 GiB where the store checks the hash of what comes; several of 64 MiB or more for what is larger.
   */
  parts: Array<UploadPart>;
  path: Scalars['String']['output'];
  /** Null when this content need not be sent. */
  uploadId?: Maybe<Scalars['ID']['output']>;
};

export type UploadTargets = {
  __typename?: 'UploadTargets';
  targets: Array<UploadTarget>;
};

export type UploadedFile = {
  __typename?: 'UploadedFile';
  sha256: Scalars['String']['output'];
  sizeBytes: Scalars['BigInt']['output'];
};

export type UploadedPartInput = {
  etag: Scalars['String']['input'];
  number: Scalars['Int']['input'];
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

export type ValidationStatus =
  | 'FAILED'
  | 'PASSED'
  | 'PENDING';



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
  Dataset: Dataset;
  DatasetVersion: DatasetVersion;
  Project: Project;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Dataset:
    ( { __typename: 'Dataset' }
    & ( GraphQLRecursivePick<FederationTypes['Dataset'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Dataset'], {"ref":true}> ) );
  DatasetVersion:
    ( { __typename: 'DatasetVersion' }
    & GraphQLRecursivePick<FederationTypes['DatasetVersion'], {"id":true}> );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CommitResult:
    | ( ConflictError )
    | ( VersionEntity )
    | ( NotFoundError )
    | ( QuotaError )
    | ( ValidationError )
  ;
  CompleteUploadResult:
    | ( NotFoundError )
    | ( UploadedFile )
    | ( ValidationError )
  ;
  CreateDatasetResult:
    | ( ConflictError )
    | ( RepositoryEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  CreateRefResult:
    | ( ConflictError )
    | ( NotFoundError )
    | ( RefRow )
    | ( ValidationError )
  ;
  CreateUploadResult:
    | ( ConflictError )
    | ( NotFoundError )
    | ( QuotaError )
    | ( UploadTargets )
    | ( ValidationError )
  ;
  DeleteRefResult:
    | ( RepositoryEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  DeleteResult:
    | ( ConflictError )
    | ( Deleted )
    | ( NotFoundError )
  ;
  UpdateDatasetResult:
    | ( RepositoryEntity )
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
  Node:
    | ( RepositoryEntity )
    | ( VersionEntity )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddFileInput: AddFileInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddTextInput: AddTextInput;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CommitInput: CommitInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CommitOperation: CommitOperation;
  CommitResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CommitResult']>;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CompleteUploadResult']>;
  ConflictError: ResolverTypeWrapper<ConflictError>;
  CopyFileInput: CopyFileInput;
  CreateBranchInput: CreateBranchInput;
  CreateDatasetInput: CreateDatasetInput;
  CreateDatasetResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateDatasetResult']>;
  CreateRefResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateRefResult']>;
  CreateTagInput: CreateTagInput;
  CreateUploadInput: CreateUploadInput;
  CreateUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateUploadResult']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  Dataset: ResolverTypeWrapper<RepositoryEntity>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  DatasetBy: DatasetBy;
  DatasetConnection: ResolverTypeWrapper<RepositoryPage>;
  DatasetDiff: ResolverTypeWrapper<Diff>;
  DatasetEdge: ResolverTypeWrapper<Omit<DatasetEdge, 'node'> & { node: ResolversTypes['Dataset'] }>;
  DatasetFile: ResolverTypeWrapper<VersionFileEntity>;
  DatasetFileConnection: ResolverTypeWrapper<FilePage>;
  DatasetFileEdge: ResolverTypeWrapper<Omit<DatasetFileEdge, 'node'> & { node: ResolversTypes['DatasetFile'] }>;
  DatasetFilter: DatasetFilter;
  DatasetOrder: DatasetOrder;
  DatasetRow: ResolverTypeWrapper<DatasetRow>;
  DatasetRowConnection: ResolverTypeWrapper<RowPage>;
  DatasetRowEdge: ResolverTypeWrapper<DatasetRowEdge>;
  DatasetSplit: ResolverTypeWrapper<Omit<DatasetSplit, 'files'> & { files: Array<ResolversTypes['DatasetFile']> }>;
  DatasetValidation: ResolverTypeWrapper<DatasetValidation>;
  DatasetVersion: ResolverTypeWrapper<VersionEntity>;
  DatasetVersionConnection: ResolverTypeWrapper<VersionPage>;
  DatasetVersionEdge: ResolverTypeWrapper<Omit<DatasetVersionEdge, 'node'> & { node: ResolversTypes['DatasetVersion'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteRefInput: DeleteRefInput;
  DeleteRefResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteRefResult']>;
  DeleteResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteResult']>;
  Deleted: ResolverTypeWrapper<Deleted>;
  Error: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Error']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Namespace: ResolverTypeWrapper<Namespace>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotFoundError: ResolverTypeWrapper<NotFoundError>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Project: ResolverTypeWrapper<{ id: string }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuotaError: ResolverTypeWrapper<QuotaError>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Ref: ResolverTypeWrapper<RefRow>;
  RefConnection: ResolverTypeWrapper<RefPage>;
  RefEdge: ResolverTypeWrapper<Omit<RefEdge, 'node'> & { node: ResolversTypes['Ref'] }>;
  RefKind: RefKind;
  RepositoryKind: RepositoryKind;
  RowFormat: RowFormat;
  SplitName: SplitName;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateDatasetInput: UpdateDatasetInput;
  UpdateDatasetResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateDatasetResult']>;
  UploadFileInput: UploadFileInput;
  UploadPart: ResolverTypeWrapper<UploadPart>;
  UploadTarget: ResolverTypeWrapper<UploadTarget>;
  UploadTargets: ResolverTypeWrapper<UploadTargets>;
  UploadedFile: ResolverTypeWrapper<UploadedFile>;
  UploadedPartInput: UploadedPartInput;
  ValidationError: ResolverTypeWrapper<ValidationError>;
  ValidationProblem: ResolverTypeWrapper<ValidationProblem>;
  ValidationStatus: ValidationStatus;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddFileInput: AddFileInput;
  String: Scalars['String']['output'];
  AddTextInput: AddTextInput;
  BigInt: Scalars['BigInt']['output'];
  CommitInput: CommitInput;
  ID: Scalars['ID']['output'];
  CommitOperation: CommitOperation;
  CommitResult: ResolversUnionTypes<ResolversParentTypes>['CommitResult'];
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadResult: ResolversUnionTypes<ResolversParentTypes>['CompleteUploadResult'];
  ConflictError: ConflictError;
  CopyFileInput: CopyFileInput;
  CreateBranchInput: CreateBranchInput;
  CreateDatasetInput: CreateDatasetInput;
  CreateDatasetResult: ResolversUnionTypes<ResolversParentTypes>['CreateDatasetResult'];
  CreateRefResult: ResolversUnionTypes<ResolversParentTypes>['CreateRefResult'];
  CreateTagInput: CreateTagInput;
  CreateUploadInput: CreateUploadInput;
  CreateUploadResult: ResolversUnionTypes<ResolversParentTypes>['CreateUploadResult'];
  Cursor: Scalars['Cursor']['output'];
  Dataset: RepositoryEntity;
  Int: Scalars['Int']['output'];
  DatasetBy: DatasetBy;
  DatasetConnection: RepositoryPage;
  DatasetDiff: Diff;
  DatasetEdge: Omit<DatasetEdge, 'node'> & { node: ResolversParentTypes['Dataset'] };
  DatasetFile: VersionFileEntity;
  DatasetFileConnection: FilePage;
  DatasetFileEdge: Omit<DatasetFileEdge, 'node'> & { node: ResolversParentTypes['DatasetFile'] };
  DatasetFilter: DatasetFilter;
  DatasetRow: DatasetRow;
  DatasetRowConnection: RowPage;
  DatasetRowEdge: DatasetRowEdge;
  DatasetSplit: Omit<DatasetSplit, 'files'> & { files: Array<ResolversParentTypes['DatasetFile']> };
  DatasetValidation: DatasetValidation;
  DatasetVersion: VersionEntity;
  DatasetVersionConnection: VersionPage;
  DatasetVersionEdge: Omit<DatasetVersionEdge, 'node'> & { node: ResolversParentTypes['DatasetVersion'] };
  DateTime: Scalars['DateTime']['output'];
  DeleteRefInput: DeleteRefInput;
  DeleteRefResult: ResolversUnionTypes<ResolversParentTypes>['DeleteRefResult'];
  DeleteResult: ResolversUnionTypes<ResolversParentTypes>['DeleteResult'];
  Deleted: Deleted;
  Error: ResolversInterfaceTypes<ResolversParentTypes>['Error'];
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  Namespace: Namespace;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotFoundError: NotFoundError;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Project: { id: string };
  Query: Record<PropertyKey, never>;
  QuotaError: QuotaError;
  Float: Scalars['Float']['output'];
  Ref: RefRow;
  RefConnection: RefPage;
  RefEdge: Omit<RefEdge, 'node'> & { node: ResolversParentTypes['Ref'] };
  Subscription: Record<PropertyKey, never>;
  UpdateDatasetInput: UpdateDatasetInput;
  UpdateDatasetResult: ResolversUnionTypes<ResolversParentTypes>['UpdateDatasetResult'];
  UploadFileInput: UploadFileInput;
  UploadPart: UploadPart;
  UploadTarget: UploadTarget;
  UploadTargets: UploadTargets;
  UploadedFile: UploadedFile;
  UploadedPartInput: UploadedPartInput;
  ValidationError: ValidationError;
  ValidationProblem: ValidationProblem;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CommitResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommitResult'] = ResolversParentTypes['CommitResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'DatasetVersion' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export type CompleteUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteUploadResult'] = ResolversParentTypes['CompleteUploadResult']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'UploadedFile' | 'ValidationError', ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateDatasetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateDatasetResult'] = ResolversParentTypes['CreateDatasetResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Dataset' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type CreateRefResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRefResult'] = ResolversParentTypes['CreateRefResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'Ref' | 'ValidationError', ParentType, ContextType>;
};

export type CreateUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUploadResult'] = ResolversParentTypes['CreateUploadResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'UploadTargets' | 'ValidationError', ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type DatasetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset'], FederationReferenceType extends FederationReferenceTypes['Dataset'] = FederationReferenceTypes['Dataset']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Dataset']> | FederationReferenceType, FederationReferenceType, ContextType>;
  branches?: Resolver<ResolversTypes['RefConnection'], ParentType, ContextType, RequireFields<DatasetBranchesArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hubUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RepositoryKind'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['RefConnection'], ParentType, ContextType, RequireFields<DatasetLabelsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['Namespace']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType, RequireFields<DatasetVersionArgs, 'revision'>>;
  versions?: Resolver<ResolversTypes['DatasetVersionConnection'], ParentType, ContextType, RequireFields<DatasetVersionsArgs, 'first' | 'revision'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetConnection'] = ResolversParentTypes['DatasetConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DatasetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetDiffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetDiff'] = ResolversParentTypes['DatasetDiff']> = {
  added?: Resolver<ResolversTypes['DatasetFileConnection'], ParentType, ContextType, RequireFields<DatasetDiffAddedArgs, 'first'>>;
  changed?: Resolver<ResolversTypes['DatasetFileConnection'], ParentType, ContextType, RequireFields<DatasetDiffChangedArgs, 'first'>>;
  removed?: Resolver<ResolversTypes['DatasetFileConnection'], ParentType, ContextType, RequireFields<DatasetDiffRemovedArgs, 'first'>>;
  rowsAdded?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  rowsRemoved?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type DatasetEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetEdge'] = ResolversParentTypes['DatasetEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type DatasetFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetFile'] = ResolversParentTypes['DatasetFile']> = {
  downloadUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type DatasetFileConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetFileConnection'] = ResolversParentTypes['DatasetFileConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DatasetFileEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DatasetFile']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetFileEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetFileEdge'] = ResolversParentTypes['DatasetFileEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DatasetFile'], ParentType, ContextType>;
};

export type DatasetRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetRow'] = ResolversParentTypes['DatasetRow']> = {
  index?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  split?: Resolver<ResolversTypes['SplitName'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type DatasetRowConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetRowConnection'] = ResolversParentTypes['DatasetRowConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DatasetRowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DatasetRow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetRowEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetRowEdge'] = ResolversParentTypes['DatasetRowEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DatasetRow'], ParentType, ContextType>;
};

export type DatasetSplitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetSplit'] = ResolversParentTypes['DatasetSplit']> = {
  files?: Resolver<Array<ResolversTypes['DatasetFile']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['RowFormat'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['SplitName'], ParentType, ContextType>;
  rowCount?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type DatasetValidationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetValidation'] = ResolversParentTypes['DatasetValidation']> = {
  problemCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['ValidationProblem']>, ParentType, ContextType>;
  rowCount?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ValidationStatus'], ParentType, ContextType>;
};

export type DatasetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersion'] = ResolversParentTypes['DatasetVersion'], FederationReferenceType extends FederationReferenceTypes['DatasetVersion'] = FederationReferenceTypes['DatasetVersion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['DatasetVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  author?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  commit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  committedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  diff?: Resolver<Maybe<ResolversTypes['DatasetDiff']>, ParentType, ContextType, RequireFields<DatasetVersionDiffArgs, 'against'>>;
  file?: Resolver<Maybe<ResolversTypes['DatasetFile']>, ParentType, ContextType, RequireFields<DatasetVersionFileArgs, 'path'>>;
  files?: Resolver<ResolversTypes['DatasetFileConnection'], ParentType, ContextType, RequireFields<DatasetVersionFilesArgs, 'first' | 'path'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['DatasetRowConnection'], ParentType, ContextType, RequireFields<DatasetVersionRowsArgs, 'first' | 'split'>>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  splits?: Resolver<Array<ResolversTypes['DatasetSplit']>, ParentType, ContextType>;
  validation?: Resolver<ResolversTypes['DatasetValidation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionConnection'] = ResolversParentTypes['DatasetVersionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DatasetVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetVersionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionEdge'] = ResolversParentTypes['DatasetVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteRefResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRefResult'] = ResolversParentTypes['DeleteRefResult']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type DeleteResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteResult'] = ResolversParentTypes['DeleteResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Deleted' | 'NotFoundError', ParentType, ContextType>;
};

export type DeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deleted'] = ResolversParentTypes['Deleted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Error'] = ResolversParentTypes['Error']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  commit?: Resolver<ResolversTypes['CommitResult'], ParentType, ContextType, RequireFields<MutationCommitArgs, 'input'>>;
  completeUpload?: Resolver<ResolversTypes['CompleteUploadResult'], ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  createBranch?: Resolver<ResolversTypes['CreateRefResult'], ParentType, ContextType, RequireFields<MutationCreateBranchArgs, 'input'>>;
  createDataset?: Resolver<ResolversTypes['CreateDatasetResult'], ParentType, ContextType, RequireFields<MutationCreateDatasetArgs, 'input'>>;
  createTag?: Resolver<ResolversTypes['CreateRefResult'], ParentType, ContextType, RequireFields<MutationCreateTagArgs, 'input'>>;
  createUpload?: Resolver<ResolversTypes['CreateUploadResult'], ParentType, ContextType, RequireFields<MutationCreateUploadArgs, 'input'>>;
  deleteDataset?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationDeleteDatasetArgs, 'id'>>;
  deleteRef?: Resolver<ResolversTypes['DeleteRefResult'], ParentType, ContextType, RequireFields<MutationDeleteRefArgs, 'input'>>;
  updateDataset?: Resolver<ResolversTypes['UpdateDatasetResult'], ParentType, ContextType, RequireFields<MutationUpdateDatasetArgs, 'input'>>;
};

export type NamespaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Namespace'] = ResolversParentTypes['Namespace']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'DatasetVersion', ParentType, ContextType>;
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

export type ProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project'], FederationReferenceType extends FederationReferenceTypes['Project'] = FederationReferenceTypes['Project']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Project']> | FederationReferenceType, FederationReferenceType, ContextType>;
  datasets?: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<ProjectDatasetsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<QueryDatasetArgs, 'by'>>;
  datasetVersion?: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType, RequireFields<QueryDatasetVersionArgs, 'id'>>;
  datasets?: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<QueryDatasetsArgs, 'first' | 'orderBy'>>;
  remainingDataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<QueryRemainingDatasetArgs, 'id'>>;
};

export type QuotaErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaError'] = ResolversParentTypes['QuotaError']> = {
  allowed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Ref'] = ResolversParentTypes['Ref']> = {
  annotation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefConnection'] = ResolversParentTypes['RefConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RefEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Ref']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RefEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefEdge'] = ResolversParentTypes['RefEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Ref'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  datasetUpdated?: SubscriptionResolver<ResolversTypes['Dataset'], "datasetUpdated", ParentType, ContextType, RequireFields<SubscriptionDatasetUpdatedArgs, 'id'>>;
};

export type UpdateDatasetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateDatasetResult'] = ResolversParentTypes['UpdateDatasetResult']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type UploadPartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadPart'] = ResolversParentTypes['UploadPart']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadTargetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadTarget'] = ResolversParentTypes['UploadTarget']> = {
  parts?: Resolver<Array<ResolversTypes['UploadPart']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uploadId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type UploadTargetsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadTargets'] = ResolversParentTypes['UploadTargets']> = {
  targets?: Resolver<Array<ResolversTypes['UploadTarget']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadedFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadedFile'] = ResolversParentTypes['UploadedFile']> = {
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  CommitResult?: CommitResultResolvers<ContextType>;
  CompleteUploadResult?: CompleteUploadResultResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  CreateDatasetResult?: CreateDatasetResultResolvers<ContextType>;
  CreateRefResult?: CreateRefResultResolvers<ContextType>;
  CreateUploadResult?: CreateUploadResultResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  Dataset?: DatasetResolvers<ContextType>;
  DatasetConnection?: DatasetConnectionResolvers<ContextType>;
  DatasetDiff?: DatasetDiffResolvers<ContextType>;
  DatasetEdge?: DatasetEdgeResolvers<ContextType>;
  DatasetFile?: DatasetFileResolvers<ContextType>;
  DatasetFileConnection?: DatasetFileConnectionResolvers<ContextType>;
  DatasetFileEdge?: DatasetFileEdgeResolvers<ContextType>;
  DatasetRow?: DatasetRowResolvers<ContextType>;
  DatasetRowConnection?: DatasetRowConnectionResolvers<ContextType>;
  DatasetRowEdge?: DatasetRowEdgeResolvers<ContextType>;
  DatasetSplit?: DatasetSplitResolvers<ContextType>;
  DatasetValidation?: DatasetValidationResolvers<ContextType>;
  DatasetVersion?: DatasetVersionResolvers<ContextType>;
  DatasetVersionConnection?: DatasetVersionConnectionResolvers<ContextType>;
  DatasetVersionEdge?: DatasetVersionEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteRefResult?: DeleteRefResultResolvers<ContextType>;
  DeleteResult?: DeleteResultResolvers<ContextType>;
  Deleted?: DeletedResolvers<ContextType>;
  Error?: ErrorResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Namespace?: NamespaceResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuotaError?: QuotaErrorResolvers<ContextType>;
  Ref?: RefResolvers<ContextType>;
  RefConnection?: RefConnectionResolvers<ContextType>;
  RefEdge?: RefEdgeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpdateDatasetResult?: UpdateDatasetResultResolvers<ContextType>;
  UploadPart?: UploadPartResolvers<ContextType>;
  UploadTarget?: UploadTargetResolvers<ContextType>;
  UploadTargets?: UploadTargetsResolvers<ContextType>;
  UploadedFile?: UploadedFileResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  ValidationProblem?: ValidationProblemResolvers<ContextType>;
};

