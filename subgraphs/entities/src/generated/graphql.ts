import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Namespace as NamespaceEntity } from '../namespaces/namespace.entity.ts';
import type { Project as ProjectEntity } from '../projects/project.entity.ts';
import type { Model as ModelEntity } from '../models/model.entity.ts';
import type { AuditEntry as AuditEntryEntity } from '../audit/audit-entry.entity.ts';
import type { AuditPage } from '../audit/audit.service.ts';
import type { AccessToken as AccessTokenEntity } from '../access-tokens/access-token.entity.ts';
import type { AccessTokenPage } from '../access-tokens/access-token.service.ts';
import type { NamespacePage } from '../namespaces/namespace.service.ts';
import type { ProjectPage } from '../projects/project.service.ts';
import type { ModelPage } from '../models/model.pages.ts';
import type { Change } from '../changes/change.entity.ts';
import type { HistoryPage } from '../changes/change.service.ts';
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

/** Opens every door in the name of who made it, with at most the rights that they have at that moment. */
export type AccessToken = Node & {
  __typename?: 'AccessToken';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** Null is never. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** Exact to a minute; null is never. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  /** Where it may be used; null is everywhere that its maker has rights. */
  namespace?: Maybe<Scalars['String']['output']>;
  /** The most it may do there. */
  role: Role;
};

export type AccessTokenConnection = {
  __typename?: 'AccessTokenConnection';
  edges: Array<AccessTokenEdge>;
  nodes: Array<AccessToken>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AccessTokenEdge = {
  __typename?: 'AccessTokenEdge';
  cursor: Scalars['Cursor']['output'];
  node: AccessToken;
};

export type AdapterSpec = {
  __typename?: 'AdapterSpec';
  alpha: Scalars['Float']['output'];
  dropout: Scalars['Float']['output'];
  rank: Scalars['Int']['output'];
  targetModules: Array<Scalars['String']['output']>;
};

/** Who did what, and what came of it. Nothing of what was sent or answered is kept but ids and names of namespaces. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  at: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Those that were sent, then those that were answered. */
  ids: Array<Scalars['ID']['output']>;
  namespaces: Array<Scalars['String']['output']>;
  /** The name of the mutation; `hub.commit` or `hub.upload` through the Hub API. */
  operation: Scalars['String']['output'];
  /**
   * The type of the result, such as `Model` or `NotFoundError`, or the code of an error. Through the Hub API the HTTP
   * status, or `ABANDONED` when the caller left before the answer: it may have happened or not.
   */
  outcome: Scalars['String']['output'];
  requestId: Scalars['String']['output'];
  subject: Scalars['String']['output'];
  /** The id of the access token that they came with. */
  token?: Maybe<Scalars['ID']['output']>;
};

export type AuditEntryConnection = {
  __typename?: 'AuditEntryConnection';
  edges: Array<AuditEntryEdge>;
  nodes: Array<AuditEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AuditEntryEdge = {
  __typename?: 'AuditEntryEdge';
  cursor: Scalars['Cursor']['output'];
  node: AuditEntry;
};

export type AuditFilter = {
  namespace?: InputMaybe<Scalars['String']['input']>;
  /** As an entry names it. */
  operation?: InputMaybe<Scalars['String']['input']>;
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** The state of the thing forbids this now: the name is taken, the job has ended, the branch has moved. */
export type ConflictError = Error & {
  __typename?: 'ConflictError';
  message: Scalars['String']['output'];
};

export type CreateAccessTokenInput = {
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  name: Scalars['String']['input'];
  /** Where it may be used; everywhere that the caller has rights when left out. */
  namespace?: InputMaybe<Scalars['String']['input']>;
  /** At most the caller's own. */
  role: Role;
};

export type CreateAccessTokenResult = NewAccessToken | NotFoundError | ValidationError;

export type CreateNamespaceInput = {
  /** Makes a retry safe: the same one gives the same namespace. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit. */
  name: Scalars['String']['input'];
  quota?: InputMaybe<QuotaInput>;
};

export type CreateNamespaceResult = ConflictError | Namespace | ValidationError;

export type CreateProjectInput = {
  /** Makes a retry safe: in one namespace, the same one gives the same project. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit. */
  name: Scalars['String']['input'];
  namespace: Scalars['String']['input'];
};

export type CreateProjectResult = ConflictError | NotFoundError | Project | ValidationError;

export type CustomizationJob = Node & {
  __typename?: 'CustomizationJob';
  id: Scalars['ID']['output'];
};

export type Dataset = Node & {
  __typename?: 'Dataset';
  id: Scalars['ID']['output'];
};

export type DatasetVersion = Node & {
  __typename?: 'DatasetVersion';
  id: Scalars['ID']['output'];
};

export type DateTimeRange = {
  /** From this instant on. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before this instant. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

export type DeleteResult = ConflictError | Deleted | NotFoundError;

/** What was deleted. */
export type Deleted = {
  __typename?: 'Deleted';
  id: Scalars['ID']['output'];
};

export type Deployment = Node & {
  __typename?: 'Deployment';
  id: Scalars['ID']['output'];
};

/** A failure the caller can act on, returned in a mutation's result union. All other failures are top-level errors with a code. */
export type Error = {
  message: Scalars['String']['output'];
};

/** Where a model is served behind an API like OpenAI's. Its API key is kept encrypted and shown to nobody. */
export type ExternalEndpoint = {
  __typename?: 'ExternalEndpoint';
  /** What the model is called there. */
  modelName: Scalars['String']['output'];
  /** The address under which `chat/completions` is found, such as `https://api.example.com/v1`. */
  url: Scalars['String']['output'];
};

export type ExternalEndpointInput = {
  /** Kept encrypted, never returned. */
  apiKey?: InputMaybe<Scalars['String']['input']>;
  modelName: Scalars['String']['input'];
  /** http or https, without user, password or fragment. */
  url: Scalars['String']['input'];
};

export type Grant = {
  __typename?: 'Grant';
  namespace: Scalars['String']['output'];
  role: Role;
  /** `oidc:<sub>` for a person, `group:<name>` for all of a group. */
  subject: Scalars['String']['output'];
};

export type GrantRoleInput = {
  /** `*` is the whole platform. */
  namespace: Scalars['String']['input'];
  role: Role;
  /** `oidc:<sub>`, as the identity provider names a person, or `group:<name>`. */
  subject: Scalars['String']['input'];
};

export type GrantRoleResult = Grant | NotFoundError | ValidationError;

export type GuardrailConfig = Node & {
  __typename?: 'GuardrailConfig';
  id: Scalars['ID']['output'];
};

export type GuardrailVerdict = Node & {
  __typename?: 'GuardrailVerdict';
  id: Scalars['ID']['output'];
};

export type HistoryAction =
  | 'CREATED'
  | 'DELETED'
  | 'UPDATED';

/** One change of a model or a project. */
export type HistoryEntry = {
  __typename?: 'HistoryEntry';
  action: HistoryAction;
  /** All that was said of it afterwards; null when it was deleted. */
  after?: Maybe<Scalars['JSON']['output']>;
  at: Scalars['DateTime']['output'];
  /** All that was said of it before; null when it was created. */
  before?: Maybe<Scalars['JSON']['output']>;
  by: Scalars['String']['output'];
  /** 1, 2, 3, … without gaps. */
  number: Scalars['Int']['output'];
};

export type HistoryEntryConnection = {
  __typename?: 'HistoryEntryConnection';
  edges: Array<HistoryEntryEdge>;
  nodes: Array<HistoryEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type HistoryEntryEdge = {
  __typename?: 'HistoryEntryEdge';
  cursor: Scalars['Cursor']['output'];
  node: HistoryEntry;
};

/** One version of a model: a base model, an adapter made from one, or a model that is served elsewhere. */
export type Model = Node & {
  __typename?: 'Model';
  /** Set when the model is an adapter. */
  adapter?: Maybe<AdapterSpec>;
  /** Where the weights are; null for a model served elsewhere. */
  artifact?: Maybe<ModelArtifact>;
  /** The model this one was made from. */
  baseModel?: Maybe<Model>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** What its users keep with it: a JSON object. */
  customFields?: Maybe<Scalars['JSON']['output']>;
  /** All models made from this one, directly. Newest first. */
  derivedModels: ModelConnection;
  description?: Maybe<Scalars['String']['output']>;
  /** Where it is served when not by this platform. */
  endpoint?: Maybe<ExternalEndpoint>;
  /** Every change, oldest first. */
  history: HistoryEntryConnection;
  id: Scalars['ID']['output'];
  kind: ModelKind;
  name: Scalars['String']['output'];
  namespace: Namespace;
  project?: Maybe<Project>;
  prompt?: Maybe<PromptTemplate>;
  /** `namespace/name@version`: the name by which the inference API serves it. */
  ref: Scalars['String']['output'];
  /** Read from the files themselves: config.json, the tokenizer's settings, the safetensors headers; or the metadata of the GGUF. An adapter has its base model's; an external model has none. */
  spec?: Maybe<ModelSpec>;
  tags: Array<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['String']['output'];
  /** All versions of the same name, newest first. */
  versions: ModelConnection;
};


/** One version of a model: a base model, an adapter made from one, or a model that is served elsewhere. */
export type ModelDerivedModelsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** One version of a model: a base model, an adapter made from one, or a model that is served elsewhere. */
export type ModelHistoryArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** One version of a model: a base model, an adapter made from one, or a model that is served elsewhere. */
export type ModelVersionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type ModelArtifact = {
  __typename?: 'ModelArtifact';
  format: ModelFormat;
  /** The repository in the data store that holds the files. */
  repository?: Maybe<Dataset>;
  /** The commit that was registered, 40 hex digits. */
  revision: Scalars['String']['output'];
  sizeBytes: Scalars['BigInt']['output'];
};

/** Exactly one. */
export type ModelBy =
  { id: Scalars['ID']['input']; ref?: never; }
  |  { id?: never; ref: Scalars['String']['input']; };

export type ModelChange = {
  __typename?: 'ModelChange';
  cursor: Scalars['Cursor']['output'];
  /** As this change left it. */
  model: Model;
};

export type ModelConnection = {
  __typename?: 'ModelConnection';
  edges: Array<ModelEdge>;
  nodes: Array<Model>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ModelEdge = {
  __typename?: 'ModelEdge';
  cursor: Scalars['Cursor']['output'];
  node: Model;
};

export type ModelFilesInput = {
  repositoryId: Scalars['ID']['input'];
  /** A branch or a commit; the commit it stands for now is what gets registered. */
  revision?: Scalars['String']['input'];
};

export type ModelFilter = {
  baseModelId?: InputMaybe<Scalars['ID']['input']>;
  createdAt?: InputMaybe<DateTimeRange>;
  kind?: InputMaybe<ModelKind>;
  namespace?: InputMaybe<Scalars['String']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
  /** Models registered from this repository. */
  repositoryId?: InputMaybe<Scalars['ID']['input']>;
  /** Matches the name or the description, case-insensitively. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Models that have all of these. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ModelFormat =
  | 'GGUF'
  | 'PEFT'
  | 'SAFETENSORS';

export type ModelKind =
  | 'ADAPTER'
  | 'BASE'
  /** Served elsewhere: its weights are not here. */
  | 'EXTERNAL';

export type ModelOrder =
  | 'CREATED_AT_ASC'
  | 'CREATED_AT_DESC'
  | 'NAME_ASC'
  | 'NAME_DESC'
  | 'UPDATED_AT_DESC';

/** Exactly one. */
export type ModelSource =
  { endpoint: ExternalEndpointInput; files?: never; }
  |  { endpoint?: never; files: ModelFilesInput; };

export type ModelSpec = {
  __typename?: 'ModelSpec';
  /** As config.json names it (`LlamaForCausalLM`), or the GGUF (`llama`). */
  architecture: Scalars['String']['output'];
  /** In tokens. */
  contextLength: Scalars['Int']['output'];
  hiddenSize: Scalars['Int']['output'];
  /** Whether the tokenizer brings a chat template. */
  isChat: Scalars['Boolean']['output'];
  /** Whether its files say that it makes one vector of a text: a pooling module, or a GGUF with a type of pooling. */
  isEmbedding: Scalars['Boolean']['output'];
  layerCount: Scalars['Int']['output'];
  /** Counted from the shapes of the tensors. */
  parameterCount: Scalars['BigInt']['output'];
  /** The type most of the parameters have, such as `F32`, `BF16` or `Q4_K`. */
  precision: Scalars['String']['output'];
  vocabularySize: Scalars['Int']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** The secret is in the answer and never shown again. */
  createAccessToken: CreateAccessTokenResult;
  createNamespace: CreateNamespaceResult;
  createProject: CreateProjectResult;
  /** Refused while other models are made from this one, saying which. The files stay in their repository. */
  deleteModel: DeleteResult;
  /** By an ADMIN of `*`; refused while the namespace owns anything, saying what. The roles in it and the access tokens for it end with it. */
  deleteNamespace: DeleteResult;
  /** Refused while models belong to the project. */
  deleteProject: DeleteResult;
  /** Gives somebody a role in a namespace, in place of the one they had there. By an ADMIN of that namespace. */
  grantRole: GrantRoleResult;
  /** Makes a model known: the files of a repository, from which its spec is read, or one served elsewhere behind an OpenAI-compatible endpoint. */
  registerModel: RegisterModelResult;
  /** Within ten seconds every door is closed to it, and its open subscriptions end. */
  revokeAccessToken: DeleteResult;
  /** Takes away what `grantRole` gave. By an ADMIN of that namespace. */
  revokeRole: RevokeRoleResult;
  /** Changes what is said about a model, not what it is made of. */
  updateModel: UpdateModelResult;
  /** The description by an ADMIN of the namespace, the quota by an ADMIN of `*`. */
  updateNamespace: UpdateNamespaceResult;
  updateProject: UpdateProjectResult;
};


export type MutationCreateAccessTokenArgs = {
  input: CreateAccessTokenInput;
};


export type MutationCreateNamespaceArgs = {
  input: CreateNamespaceInput;
};


export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


export type MutationDeleteModelArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteNamespaceArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteProjectArgs = {
  id: Scalars['ID']['input'];
};


export type MutationGrantRoleArgs = {
  input: GrantRoleInput;
};


export type MutationRegisterModelArgs = {
  input: RegisterModelInput;
};


export type MutationRevokeAccessTokenArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeRoleArgs = {
  input: RevokeRoleInput;
};


export type MutationUpdateModelArgs = {
  input: UpdateModelInput;
};


export type MutationUpdateNamespaceArgs = {
  input: UpdateNamespaceInput;
};


export type MutationUpdateProjectArgs = {
  input: UpdateProjectInput;
};

/** What belongs together and is seen by the same people. Everything else belongs to one. */
export type Namespace = Node & {
  __typename?: 'Namespace';
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  /** Who may do what here; null for who is no ADMIN of the namespace. Roles on `*` hold here too, and only an ADMIN of `*` is shown them. */
  grants?: Maybe<Array<Grant>>;
  id: Scalars['ID']['output'];
  /** Newest first. */
  models: ModelConnection;
  name: Scalars['String']['output'];
  /** Newest first. */
  projects: ProjectConnection;
  quota: Quota;
  updatedAt: Scalars['DateTime']['output'];
  /** What the caller may do here. */
  viewerRole?: Maybe<Role>;
};


/** What belongs together and is seen by the same people. Everything else belongs to one. */
export type NamespaceModelsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ModelFilter>;
  first?: Scalars['Int']['input'];
};


/** What belongs together and is seen by the same people. Everything else belongs to one. */
export type NamespaceProjectsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type NamespaceConnection = {
  __typename?: 'NamespaceConnection';
  edges: Array<NamespaceEdge>;
  nodes: Array<Namespace>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type NamespaceEdge = {
  __typename?: 'NamespaceEdge';
  cursor: Scalars['Cursor']['output'];
  node: Namespace;
};

export type NewAccessToken = {
  __typename?: 'NewAccessToken';
  /** `hf_…`, so that Hugging Face clients accept it too. */
  secret: Scalars['String']['output'];
  token: AccessToken;
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

/** A label that groups the models of one undertaking. */
export type Project = Node & {
  __typename?: 'Project';
  createdAt: Scalars['DateTime']['output'];
  description?: Maybe<Scalars['String']['output']>;
  /** Every change, oldest first. */
  history: HistoryEntryConnection;
  id: Scalars['ID']['output'];
  /** Newest first. */
  models: ModelConnection;
  /** Unique in its namespace. */
  name: Scalars['String']['output'];
  namespace: Namespace;
  updatedAt: Scalars['DateTime']['output'];
};


/** A label that groups the models of one undertaking. */
export type ProjectHistoryArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


/** A label that groups the models of one undertaking. */
export type ProjectModelsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};

export type ProjectConnection = {
  __typename?: 'ProjectConnection';
  edges: Array<ProjectEdge>;
  nodes: Array<Project>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  __typename?: 'ProjectEdge';
  cursor: Scalars['Cursor']['output'];
  node: Project;
};

export type ProjectFilter = {
  namespace?: InputMaybe<Scalars['String']['input']>;
  /** Matches the name or the description, case-insensitively. */
  search?: InputMaybe<Scalars['String']['input']>;
};

export type PromptTemplate = {
  __typename?: 'PromptTemplate';
  /** Few-shot examples set before the user's message. */
  examples?: Maybe<Scalars['String']['output']>;
  /** A JSON object. */
  inferenceParameters?: Maybe<Scalars['JSON']['output']>;
  systemPrompt?: Maybe<Scalars['String']['output']>;
};

export type PromptTemplateInput = {
  examples?: InputMaybe<Scalars['String']['input']>;
  inferenceParameters?: InputMaybe<Scalars['JSON']['input']>;
  systemPrompt?: InputMaybe<Scalars['String']['input']>;
};

export type Query = {
  __typename?: 'Query';
  /** The caller's own, newest first; all of them for who is ADMIN of `*`. */
  accessTokens: AccessTokenConnection;
  /** Every mutation that reached its subgraph, and every change through the Hub API, newest first: those in the namespaces of which the caller is ADMIN. */
  auditLog: AuditEntryConnection;
  /** By id, or by reference `namespace/name[@version]` (the newest version when left out). */
  model?: Maybe<Model>;
  models: ModelConnection;
  namespace?: Maybe<Namespace>;
  namespaces: NamespaceConnection;
  /** Any node of the graph, whichever subgraph owns it; null when there is none, or none that the caller may see. */
  node?: Maybe<Node>;
  project?: Maybe<Project>;
  /** Newest first. */
  projects: ProjectConnection;
  /** Who is asking, and what they may do. */
  viewer: Viewer;
};


export type QueryAccessTokensArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryModelArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  by: ModelBy;
};


export type QueryModelsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ModelFilter>;
  first?: Scalars['Int']['input'];
  orderBy?: ModelOrder;
};


export type QueryNamespaceArgs = {
  name: Scalars['String']['input'];
};


export type QueryNamespacesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: Scalars['Int']['input'];
};

/** What a namespace may spend at most; null where nothing is set, and only the platform's own means are the limit. */
export type Quota = {
  __typename?: 'Quota';
  /** Jobs whose worker runs; others wait. */
  runningJobs?: Maybe<Scalars['Int']['output']>;
  /** All contents of its repositories, those that are announced for upload included. */
  storageBytes?: Maybe<Scalars['BigInt']['output']>;
};

/** A limit of the namespace would be passed. */
export type QuotaError = Error & {
  __typename?: 'QuotaError';
  allowed: Scalars['Float']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
  used: Scalars['Float']['output'];
};

/** What is left out, or null, is without limit. */
export type QuotaInput = {
  runningJobs?: InputMaybe<Scalars['Int']['input']>;
  storageBytes?: InputMaybe<Scalars['BigInt']['input']>;
};

export type RegisterModelInput = {
  /** The base model of an adapter; found by the adapter's `base_model_name_or_path` when left out. */
  baseModelId?: InputMaybe<Scalars['ID']['input']>;
  /** Makes a retry safe: in one namespace, the same one gives the same model. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  customFields?: InputMaybe<Scalars['JSON']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  namespace: Scalars['String']['input'];
  projectId?: InputMaybe<Scalars['ID']['input']>;
  prompt?: InputMaybe<PromptTemplateInput>;
  source: ModelSource;
  tags?: Array<Scalars['String']['input']>;
  /** The next whole number when left out. */
  version?: InputMaybe<Scalars['String']['input']>;
};

export type RegisterModelResult = ConflictError | Model | NotFoundError | ValidationError;

export type RevokeRoleInput = {
  namespace: Scalars['String']['input'];
  subject: Scalars['String']['input'];
};

export type RevokeRoleResult = Grant | NotFoundError;

/** VIEWER reads; EDITOR also writes; ADMIN also grants; on the namespace `*` they hold for the whole platform. */
export type Role =
  | 'ADMIN'
  | 'EDITOR'
  | 'VIEWER';

export type Subscription = {
  __typename?: 'Subscription';
  /** The model as it is, then again after each change; ends when it is deleted. */
  modelUpdated: Model;
  /** Each model that appears or changes and fits the filter then, from now on or from a cursor on: each change once, in order. */
  modelsChanged: ModelChange;
};


export type SubscriptionModelUpdatedArgs = {
  id: Scalars['ID']['input'];
};


export type SubscriptionModelsChangedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ModelFilter>;
};

/** What is left out stays as it is; null takes it away. */
export type UpdateModelInput = {
  customFields?: InputMaybe<Scalars['JSON']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  /** Of an external model. The API key stays when left out, which a new address does not allow; null takes it away. */
  endpoint?: InputMaybe<ExternalEndpointInput>;
  id: Scalars['ID']['input'];
  projectId?: InputMaybe<Scalars['ID']['input']>;
  prompt?: InputMaybe<PromptTemplateInput>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type UpdateModelResult = Model | NotFoundError | ValidationError;

/** What is left out, or null, stays as it is; a quota is replaced as a whole. */
export type UpdateNamespaceInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  quota?: InputMaybe<QuotaInput>;
};

export type UpdateNamespaceResult = Namespace | NotFoundError | ValidationError;

/** What is left out stays as it is; null takes it away. */
export type UpdateProjectInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};

export type UpdateProjectResult = NotFoundError | Project | ValidationError;

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

export type Viewer = {
  __typename?: 'Viewer';
  grants: Array<Grant>;
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
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
  AccessToken: AccessToken;
  Model: Model;
  Namespace: Namespace;
  Project: Project;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccessToken:
    ( { __typename: 'AccessToken' }
    & GraphQLRecursivePick<FederationTypes['AccessToken'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  Namespace:
    ( { __typename: 'Namespace' }
    & ( GraphQLRecursivePick<FederationTypes['Namespace'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Namespace'], {"name":true}> ) );
  Project:
    ( { __typename: 'Project' }
    & GraphQLRecursivePick<FederationTypes['Project'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CreateAccessTokenResult:
    | ( Omit<NewAccessToken, 'token'> & { token: _RefType['AccessToken'] } )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  CreateNamespaceResult:
    | ( ConflictError )
    | ( NamespaceEntity )
    | ( ValidationError )
  ;
  CreateProjectResult:
    | ( ConflictError )
    | ( NotFoundError )
    | ( ProjectEntity )
    | ( ValidationError )
  ;
  DeleteResult:
    | ( ConflictError )
    | ( Deleted )
    | ( NotFoundError )
  ;
  GrantRoleResult:
    | ( Grant )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  RegisterModelResult:
    | ( ConflictError )
    | ( ModelEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  RevokeRoleResult:
    | ( Grant )
    | ( NotFoundError )
  ;
  UpdateModelResult:
    | ( ModelEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  UpdateNamespaceResult:
    | ( NamespaceEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  UpdateProjectResult:
    | ( NotFoundError )
    | ( ProjectEntity )
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
    | ( AccessTokenEntity )
    | ( CustomizationJob )
    | ( Dataset )
    | ( DatasetVersion )
    | ( Deployment )
    | ( GuardrailConfig )
    | ( GuardrailVerdict )
    | ( ModelEntity )
    | ( NamespaceEntity )
    | ( ProjectEntity )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessToken: ResolverTypeWrapper<AccessTokenEntity>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccessTokenConnection: ResolverTypeWrapper<AccessTokenPage>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AccessTokenEdge: ResolverTypeWrapper<Omit<AccessTokenEdge, 'node'> & { node: ResolversTypes['AccessToken'] }>;
  AdapterSpec: ResolverTypeWrapper<AdapterSpec>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AuditEntry: ResolverTypeWrapper<AuditEntryEntity>;
  AuditEntryConnection: ResolverTypeWrapper<AuditPage>;
  AuditEntryEdge: ResolverTypeWrapper<Omit<AuditEntryEdge, 'node'> & { node: ResolversTypes['AuditEntry'] }>;
  AuditFilter: AuditFilter;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  ConflictError: ResolverTypeWrapper<ConflictError>;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateAccessTokenResult']>;
  CreateNamespaceInput: CreateNamespaceInput;
  CreateNamespaceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateNamespaceResult']>;
  CreateProjectInput: CreateProjectInput;
  CreateProjectResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateProjectResult']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  CustomizationJob: ResolverTypeWrapper<CustomizationJob>;
  Dataset: ResolverTypeWrapper<Dataset>;
  DatasetVersion: ResolverTypeWrapper<DatasetVersion>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeRange: DateTimeRange;
  DeleteResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteResult']>;
  Deleted: ResolverTypeWrapper<Deleted>;
  Deployment: ResolverTypeWrapper<Deployment>;
  Error: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Error']>;
  ExternalEndpoint: ResolverTypeWrapper<ExternalEndpoint>;
  ExternalEndpointInput: ExternalEndpointInput;
  Grant: ResolverTypeWrapper<Grant>;
  GrantRoleInput: GrantRoleInput;
  GrantRoleResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['GrantRoleResult']>;
  GuardrailConfig: ResolverTypeWrapper<GuardrailConfig>;
  GuardrailVerdict: ResolverTypeWrapper<GuardrailVerdict>;
  HistoryAction: HistoryAction;
  HistoryEntry: ResolverTypeWrapper<Change>;
  HistoryEntryConnection: ResolverTypeWrapper<HistoryPage>;
  HistoryEntryEdge: ResolverTypeWrapper<Omit<HistoryEntryEdge, 'node'> & { node: ResolversTypes['HistoryEntry'] }>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Model: ResolverTypeWrapper<ModelEntity>;
  ModelArtifact: ResolverTypeWrapper<ModelArtifact>;
  ModelBy: ModelBy;
  ModelChange: ResolverTypeWrapper<Omit<ModelChange, 'model'> & { model: ResolversTypes['Model'] }>;
  ModelConnection: ResolverTypeWrapper<ModelPage>;
  ModelEdge: ResolverTypeWrapper<Omit<ModelEdge, 'node'> & { node: ResolversTypes['Model'] }>;
  ModelFilesInput: ModelFilesInput;
  ModelFilter: ModelFilter;
  ModelFormat: ModelFormat;
  ModelKind: ModelKind;
  ModelOrder: ModelOrder;
  ModelSource: ModelSource;
  ModelSpec: ResolverTypeWrapper<ModelSpec>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Namespace: ResolverTypeWrapper<NamespaceEntity>;
  NamespaceConnection: ResolverTypeWrapper<NamespacePage>;
  NamespaceEdge: ResolverTypeWrapper<Omit<NamespaceEdge, 'node'> & { node: ResolversTypes['Namespace'] }>;
  NewAccessToken: ResolverTypeWrapper<Omit<NewAccessToken, 'token'> & { token: ResolversTypes['AccessToken'] }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotFoundError: ResolverTypeWrapper<NotFoundError>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Project: ResolverTypeWrapper<ProjectEntity>;
  ProjectConnection: ResolverTypeWrapper<ProjectPage>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectFilter: ProjectFilter;
  PromptTemplate: ResolverTypeWrapper<PromptTemplate>;
  PromptTemplateInput: PromptTemplateInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quota: ResolverTypeWrapper<Quota>;
  QuotaError: ResolverTypeWrapper<QuotaError>;
  QuotaInput: QuotaInput;
  RegisterModelInput: RegisterModelInput;
  RegisterModelResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterModelResult']>;
  RevokeRoleInput: RevokeRoleInput;
  RevokeRoleResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeRoleResult']>;
  Role: Role;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateModelInput: UpdateModelInput;
  UpdateModelResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateModelResult']>;
  UpdateNamespaceInput: UpdateNamespaceInput;
  UpdateNamespaceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateNamespaceResult']>;
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProjectResult']>;
  ValidationError: ResolverTypeWrapper<ValidationError>;
  ValidationProblem: ResolverTypeWrapper<ValidationProblem>;
  Viewer: ResolverTypeWrapper<Viewer>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessToken: AccessTokenEntity;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AccessTokenConnection: AccessTokenPage;
  Int: Scalars['Int']['output'];
  AccessTokenEdge: Omit<AccessTokenEdge, 'node'> & { node: ResolversParentTypes['AccessToken'] };
  AdapterSpec: AdapterSpec;
  Float: Scalars['Float']['output'];
  AuditEntry: AuditEntryEntity;
  AuditEntryConnection: AuditPage;
  AuditEntryEdge: Omit<AuditEntryEdge, 'node'> & { node: ResolversParentTypes['AuditEntry'] };
  AuditFilter: AuditFilter;
  BigInt: Scalars['BigInt']['output'];
  ConflictError: ConflictError;
  CreateAccessTokenInput: CreateAccessTokenInput;
  CreateAccessTokenResult: ResolversUnionTypes<ResolversParentTypes>['CreateAccessTokenResult'];
  CreateNamespaceInput: CreateNamespaceInput;
  CreateNamespaceResult: ResolversUnionTypes<ResolversParentTypes>['CreateNamespaceResult'];
  CreateProjectInput: CreateProjectInput;
  CreateProjectResult: ResolversUnionTypes<ResolversParentTypes>['CreateProjectResult'];
  Cursor: Scalars['Cursor']['output'];
  CustomizationJob: CustomizationJob;
  Dataset: Dataset;
  DatasetVersion: DatasetVersion;
  DateTime: Scalars['DateTime']['output'];
  DateTimeRange: DateTimeRange;
  DeleteResult: ResolversUnionTypes<ResolversParentTypes>['DeleteResult'];
  Deleted: Deleted;
  Deployment: Deployment;
  Error: ResolversInterfaceTypes<ResolversParentTypes>['Error'];
  ExternalEndpoint: ExternalEndpoint;
  ExternalEndpointInput: ExternalEndpointInput;
  Grant: Grant;
  GrantRoleInput: GrantRoleInput;
  GrantRoleResult: ResolversUnionTypes<ResolversParentTypes>['GrantRoleResult'];
  GuardrailConfig: GuardrailConfig;
  GuardrailVerdict: GuardrailVerdict;
  HistoryEntry: Change;
  HistoryEntryConnection: HistoryPage;
  HistoryEntryEdge: Omit<HistoryEntryEdge, 'node'> & { node: ResolversParentTypes['HistoryEntry'] };
  JSON: Scalars['JSON']['output'];
  Model: ModelEntity;
  ModelArtifact: ModelArtifact;
  ModelBy: ModelBy;
  ModelChange: Omit<ModelChange, 'model'> & { model: ResolversParentTypes['Model'] };
  ModelConnection: ModelPage;
  ModelEdge: Omit<ModelEdge, 'node'> & { node: ResolversParentTypes['Model'] };
  ModelFilesInput: ModelFilesInput;
  ModelFilter: ModelFilter;
  ModelSource: ModelSource;
  ModelSpec: ModelSpec;
  Boolean: Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Namespace: NamespaceEntity;
  NamespaceConnection: NamespacePage;
  NamespaceEdge: Omit<NamespaceEdge, 'node'> & { node: ResolversParentTypes['Namespace'] };
  NewAccessToken: Omit<NewAccessToken, 'token'> & { token: ResolversParentTypes['AccessToken'] };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotFoundError: NotFoundError;
  PageInfo: PageInfo;
  Project: ProjectEntity;
  ProjectConnection: ProjectPage;
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectFilter: ProjectFilter;
  PromptTemplate: PromptTemplate;
  PromptTemplateInput: PromptTemplateInput;
  Query: Record<PropertyKey, never>;
  Quota: Quota;
  QuotaError: QuotaError;
  QuotaInput: QuotaInput;
  RegisterModelInput: RegisterModelInput;
  RegisterModelResult: ResolversUnionTypes<ResolversParentTypes>['RegisterModelResult'];
  RevokeRoleInput: RevokeRoleInput;
  RevokeRoleResult: ResolversUnionTypes<ResolversParentTypes>['RevokeRoleResult'];
  Subscription: Record<PropertyKey, never>;
  UpdateModelInput: UpdateModelInput;
  UpdateModelResult: ResolversUnionTypes<ResolversParentTypes>['UpdateModelResult'];
  UpdateNamespaceInput: UpdateNamespaceInput;
  UpdateNamespaceResult: ResolversUnionTypes<ResolversParentTypes>['UpdateNamespaceResult'];
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectResult: ResolversUnionTypes<ResolversParentTypes>['UpdateProjectResult'];
  ValidationError: ValidationError;
  ValidationProblem: ValidationProblem;
  Viewer: Viewer;
};

export type AccessTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessToken'] = ResolversParentTypes['AccessToken'], FederationReferenceType extends FederationReferenceTypes['AccessToken'] = FederationReferenceTypes['AccessToken']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccessToken']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccessTokenConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessTokenConnection'] = ResolversParentTypes['AccessTokenConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AccessTokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AccessToken']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccessTokenEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessTokenEdge'] = ResolversParentTypes['AccessTokenEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccessToken'], ParentType, ContextType>;
};

export type AdapterSpecResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdapterSpec'] = ResolversParentTypes['AdapterSpec']> = {
  alpha?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dropout?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  targetModules?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ids?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  namespaces?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateAccessTokenResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateAccessTokenResult'] = ResolversParentTypes['CreateAccessTokenResult']> = {
  __resolveType: TypeResolveFn<'NewAccessToken' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type CreateNamespaceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateNamespaceResult'] = ResolversParentTypes['CreateNamespaceResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Namespace' | 'ValidationError', ParentType, ContextType>;
};

export type CreateProjectResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateProjectResult'] = ResolversParentTypes['CreateProjectResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'Project' | 'ValidationError', ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type CustomizationJobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomizationJob'] = ResolversParentTypes['CustomizationJob']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersion'] = ResolversParentTypes['DatasetVersion']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

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

export type DeploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Error'] = ResolversParentTypes['Error']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export type ExternalEndpointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExternalEndpoint'] = ResolversParentTypes['ExternalEndpoint']> = {
  modelName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Grant'] = ResolversParentTypes['Grant']> = {
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GrantRoleResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantRoleResult'] = ResolversParentTypes['GrantRoleResult']> = {
  __resolveType: TypeResolveFn<'Grant' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type GuardrailConfigResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailConfig'] = ResolversParentTypes['GuardrailConfig']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardrailVerdictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailVerdict'] = ResolversParentTypes['GuardrailVerdict']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HistoryEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HistoryEntry'] = ResolversParentTypes['HistoryEntry']> = {
  action?: Resolver<ResolversTypes['HistoryAction'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HistoryEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HistoryEntryConnection'] = ResolversParentTypes['HistoryEntryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HistoryEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['HistoryEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HistoryEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HistoryEntryEdge'] = ResolversParentTypes['HistoryEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['HistoryEntry'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  adapter?: Resolver<Maybe<ResolversTypes['AdapterSpec']>, ParentType, ContextType>;
  artifact?: Resolver<Maybe<ResolversTypes['ModelArtifact']>, ParentType, ContextType>;
  baseModel?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  customFields?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  derivedModels?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, RequireFields<ModelDerivedModelsArgs, 'first'>>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['ExternalEndpoint']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['HistoryEntryConnection'], ParentType, ContextType, RequireFields<ModelHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ModelKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['Namespace'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  prompt?: Resolver<Maybe<ResolversTypes['PromptTemplate']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spec?: Resolver<Maybe<ResolversTypes['ModelSpec']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, RequireFields<ModelVersionsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelArtifactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelArtifact'] = ResolversParentTypes['ModelArtifact']> = {
  format?: Resolver<ResolversTypes['ModelFormat'], ParentType, ContextType>;
  repository?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ModelChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelChange'] = ResolversParentTypes['ModelChange']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type ModelConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConnection'] = ResolversParentTypes['ModelConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ModelEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Model']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ModelEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelEdge'] = ResolversParentTypes['ModelEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type ModelSpecResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelSpec'] = ResolversParentTypes['ModelSpec']> = {
  architecture?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contextLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hiddenSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isChat?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isEmbedding?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  layerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  parameterCount?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  precision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vocabularySize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createAccessToken?: Resolver<ResolversTypes['CreateAccessTokenResult'], ParentType, ContextType, RequireFields<MutationCreateAccessTokenArgs, 'input'>>;
  createNamespace?: Resolver<ResolversTypes['CreateNamespaceResult'], ParentType, ContextType, RequireFields<MutationCreateNamespaceArgs, 'input'>>;
  createProject?: Resolver<ResolversTypes['CreateProjectResult'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  deleteModel?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationDeleteModelArgs, 'id'>>;
  deleteNamespace?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationDeleteNamespaceArgs, 'id'>>;
  deleteProject?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationDeleteProjectArgs, 'id'>>;
  grantRole?: Resolver<ResolversTypes['GrantRoleResult'], ParentType, ContextType, RequireFields<MutationGrantRoleArgs, 'input'>>;
  registerModel?: Resolver<ResolversTypes['RegisterModelResult'], ParentType, ContextType, RequireFields<MutationRegisterModelArgs, 'input'>>;
  revokeAccessToken?: Resolver<ResolversTypes['DeleteResult'], ParentType, ContextType, RequireFields<MutationRevokeAccessTokenArgs, 'id'>>;
  revokeRole?: Resolver<ResolversTypes['RevokeRoleResult'], ParentType, ContextType, RequireFields<MutationRevokeRoleArgs, 'input'>>;
  updateModel?: Resolver<ResolversTypes['UpdateModelResult'], ParentType, ContextType, RequireFields<MutationUpdateModelArgs, 'input'>>;
  updateNamespace?: Resolver<ResolversTypes['UpdateNamespaceResult'], ParentType, ContextType, RequireFields<MutationUpdateNamespaceArgs, 'input'>>;
  updateProject?: Resolver<ResolversTypes['UpdateProjectResult'], ParentType, ContextType, RequireFields<MutationUpdateProjectArgs, 'input'>>;
};

export type NamespaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Namespace'] = ResolversParentTypes['Namespace'], FederationReferenceType extends FederationReferenceTypes['Namespace'] = FederationReferenceTypes['Namespace']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Namespace']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grants?: Resolver<Maybe<Array<ResolversTypes['Grant']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  models?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, RequireFields<NamespaceModelsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<NamespaceProjectsArgs, 'first'>>;
  quota?: Resolver<ResolversTypes['Quota'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  viewerRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NamespaceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamespaceConnection'] = ResolversParentTypes['NamespaceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NamespaceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Namespace']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NamespaceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NamespaceEdge'] = ResolversParentTypes['NamespaceEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Namespace'], ParentType, ContextType>;
};

export type NewAccessTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewAccessToken'] = ResolversParentTypes['NewAccessToken']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['AccessToken'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccessToken' | 'CustomizationJob' | 'Dataset' | 'DatasetVersion' | 'Deployment' | 'GuardrailConfig' | 'GuardrailVerdict' | 'Model' | 'Namespace' | 'Project', ParentType, ContextType>;
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
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['HistoryEntryConnection'], ParentType, ContextType, RequireFields<ProjectHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  models?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, RequireFields<ProjectModelsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['Namespace'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type PromptTemplateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PromptTemplate'] = ResolversParentTypes['PromptTemplate']> = {
  examples?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inferenceParameters?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  systemPrompt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accessTokens?: Resolver<ResolversTypes['AccessTokenConnection'], ParentType, ContextType, RequireFields<QueryAccessTokensArgs, 'first'>>;
  auditLog?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType, RequireFields<QueryModelArgs, 'by'>>;
  models?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, RequireFields<QueryModelsArgs, 'first' | 'orderBy'>>;
  namespace?: Resolver<Maybe<ResolversTypes['Namespace']>, ParentType, ContextType, RequireFields<QueryNamespaceArgs, 'name'>>;
  namespaces?: Resolver<ResolversTypes['NamespaceConnection'], ParentType, ContextType, RequireFields<QueryNamespacesArgs, 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type QuotaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
  runningJobs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  storageBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type QuotaErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaError'] = ResolversParentTypes['QuotaError']> = {
  allowed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegisterModelResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterModelResult'] = ResolversParentTypes['RegisterModelResult']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'Model' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type RevokeRoleResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeRoleResult'] = ResolversParentTypes['RevokeRoleResult']> = {
  __resolveType: TypeResolveFn<'Grant' | 'NotFoundError', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  modelUpdated?: SubscriptionResolver<ResolversTypes['Model'], "modelUpdated", ParentType, ContextType, RequireFields<SubscriptionModelUpdatedArgs, 'id'>>;
  modelsChanged?: SubscriptionResolver<ResolversTypes['ModelChange'], "modelsChanged", ParentType, ContextType, Partial<SubscriptionModelsChangedArgs>>;
};

export type UpdateModelResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateModelResult'] = ResolversParentTypes['UpdateModelResult']> = {
  __resolveType: TypeResolveFn<'Model' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type UpdateNamespaceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateNamespaceResult'] = ResolversParentTypes['UpdateNamespaceResult']> = {
  __resolveType: TypeResolveFn<'Namespace' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type UpdateProjectResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProjectResult'] = ResolversParentTypes['UpdateProjectResult']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'Project' | 'ValidationError', ParentType, ContextType>;
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

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  grants?: Resolver<Array<ResolversTypes['Grant']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccessToken?: AccessTokenResolvers<ContextType>;
  AccessTokenConnection?: AccessTokenConnectionResolvers<ContextType>;
  AccessTokenEdge?: AccessTokenEdgeResolvers<ContextType>;
  AdapterSpec?: AdapterSpecResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  CreateAccessTokenResult?: CreateAccessTokenResultResolvers<ContextType>;
  CreateNamespaceResult?: CreateNamespaceResultResolvers<ContextType>;
  CreateProjectResult?: CreateProjectResultResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  CustomizationJob?: CustomizationJobResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DatasetVersion?: DatasetVersionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteResult?: DeleteResultResolvers<ContextType>;
  Deleted?: DeletedResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  Error?: ErrorResolvers<ContextType>;
  ExternalEndpoint?: ExternalEndpointResolvers<ContextType>;
  Grant?: GrantResolvers<ContextType>;
  GrantRoleResult?: GrantRoleResultResolvers<ContextType>;
  GuardrailConfig?: GuardrailConfigResolvers<ContextType>;
  GuardrailVerdict?: GuardrailVerdictResolvers<ContextType>;
  HistoryEntry?: HistoryEntryResolvers<ContextType>;
  HistoryEntryConnection?: HistoryEntryConnectionResolvers<ContextType>;
  HistoryEntryEdge?: HistoryEntryEdgeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Model?: ModelResolvers<ContextType>;
  ModelArtifact?: ModelArtifactResolvers<ContextType>;
  ModelChange?: ModelChangeResolvers<ContextType>;
  ModelConnection?: ModelConnectionResolvers<ContextType>;
  ModelEdge?: ModelEdgeResolvers<ContextType>;
  ModelSpec?: ModelSpecResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Namespace?: NamespaceResolvers<ContextType>;
  NamespaceConnection?: NamespaceConnectionResolvers<ContextType>;
  NamespaceEdge?: NamespaceEdgeResolvers<ContextType>;
  NewAccessToken?: NewAccessTokenResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  PromptTemplate?: PromptTemplateResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quota?: QuotaResolvers<ContextType>;
  QuotaError?: QuotaErrorResolvers<ContextType>;
  RegisterModelResult?: RegisterModelResultResolvers<ContextType>;
  RevokeRoleResult?: RevokeRoleResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpdateModelResult?: UpdateModelResultResolvers<ContextType>;
  UpdateNamespaceResult?: UpdateNamespaceResultResolvers<ContextType>;
  UpdateProjectResult?: UpdateProjectResultResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  ValidationProblem?: ValidationProblemResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

