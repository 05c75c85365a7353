/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AdapterStatus =
  | 'FAILED'
  | 'LOADING'
  | 'READY';

/** A content that was uploaded to this repository, or stands in a version that you may read. */
export type AddFileInput = {
  path: string;
  sha256: string;
};

/** For small files: the content stands in the request. */
export type AddTextInput = {
  content: string;
  path: string;
};

export type AuditFilter = {
  namespace?: string | null | undefined;
  /** As an entry names it. */
  operation?: string | null | undefined;
  subject?: string | null | undefined;
};

/** Exactly one: a config, or the model whose guard is meant (a NotFoundError when nothing guards it). */
export type CheckBy =
  {   configId: string; modelId?: never; modelIds?: never; }
  |  { configId?: never;   modelId: string; modelIds?: never; }
  |  { configId?: never; modelId?: never;   /** The first of these that is guarded, such as an adapter and then its base model. The verdict is about the first one named. */
  modelIds: Array<string>; };

export type CheckMessageInput = {
  content: string;
  role: string;
};

export type CheckMessagesInput = {
  by: CheckBy;
  messages: Array<CheckMessageInput>;
};

export type CommitInput = {
  /** One that is not there yet begins where `main` stands. */
  branch?: string;
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: string | null | undefined;
  datasetId: string;
  /** Refused with a conflict when the branch has moved on from this commit. Its first seven digits or more will do. */
  expectedHead?: string | null | undefined;
  message: string;
  /** At most 10,000. */
  operations: Array<CommitOperation>;
};

/** Exactly one. */
export type CommitOperation =
  {   add: AddFileInput; addText?: never; copy?: never; delete?: never; }
  |  { add?: never;   addText: AddTextInput; copy?: never; delete?: never; }
  |  { add?: never; addText?: never;   copy: CopyFileInput; delete?: never; }
  |  { add?: never; addText?: never; copy?: never;   /** The path of a file. */
  delete: string; };

export type CompleteUploadInput = {
  parts: Array<UploadedPartInput>;
  uploadId: string;
};

/** A file of any version that you may read, as it is there. No byte moves. */
export type CopyFileInput = {
  /** This repository when left out. */
  fromDatasetId?: string | null | undefined;
  fromPath: string;
  fromRevision?: string;
  toPath: string;
};

export type CreateAccessTokenInput = {
  expiresAt?: string | null | undefined;
  name: string;
  /** Where it may be used; everywhere that the caller has rights when left out. */
  namespace?: string | null | undefined;
  /** At most the caller's own. */
  role: Role;
};

export type CreateBranchInput = {
  datasetId: string;
  /** As git takes it, such as `feature/short-answers`. */
  name: string;
  /** A branch, tag or commit. */
  revision?: string;
};

export type CreateCustomizationJobInput = {
  baseModelId: string;
  /** The same id twice makes one job. */
  clientRequestId?: string | null | undefined;
  dataset: DatasetAt;
  /** Serves the result as soon as it is registered, on a deployment of its base model. */
  deploy?: boolean;
  finetuningType?: FinetuningType;
  hyperparameters?: HyperparametersInput;
  /** `<base model>-<dataset>` when left out. */
  name?: string | null | undefined;
  namespace: string;
  /** Named as the job when left out. */
  outputModel?: OutputModelInput | null | undefined;
  trainingType?: TrainingType;
};

export type CreateDatasetInput = {
  /** Makes a retry safe: the same one gives the same repository. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  kind?: RepositoryKind;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit; unique in its namespace. */
  name: string;
  namespace: string;
  /** A project of the same namespace. */
  projectId?: string | null | undefined;
  tags?: Array<string>;
};

export type CreateDeploymentInput = {
  /** The same id twice makes one deployment. */
  clientRequestId?: string | null | undefined;
  modelId: string;
  /** The model's name when left out. */
  name?: string | null | undefined;
  namespace: string;
};

export type CreateNamespaceInput = {
  /** Makes a retry safe: the same one gives the same namespace. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit. */
  name: string;
  quota?: QuotaInput | null | undefined;
};

export type CreateProjectInput = {
  /** Makes a retry safe: in one namespace, the same one gives the same project. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit. */
  name: string;
  namespace: string;
};

export type CreateTagInput = {
  datasetId: string;
  message?: string | null | undefined;
  name: string;
  /** A branch, tag or commit. */
  revision?: string;
};

export type CreateUploadInput = {
  datasetId: string;
  /** At most 100. */
  files: Array<UploadFileInput>;
};

export type DatasetAt = {
  datasetId: string;
  /** A branch or a commit. */
  revision?: string;
};

export type DatasetFilter = {
  kind?: RepositoryKind | null | undefined;
  namespace?: string | null | undefined;
  projectId?: string | null | undefined;
  /** Matches the name or the description, case-insensitively. */
  search?: string | null | undefined;
  /** All of them. */
  tags?: Array<string> | null | undefined;
};

export type DatasetOrder =
  | 'CREATED_AT_ASC'
  | 'CREATED_AT_DESC'
  | 'NAME_ASC'
  | 'NAME_DESC'
  | 'UPDATED_AT_DESC';

export type DateTimeRange = {
  /** From this instant on. */
  from?: string | null | undefined;
  /** Before this instant. */
  to?: string | null | undefined;
};

export type DeleteRefInput = {
  datasetId: string;
  kind: RefKind;
  name: string;
};

export type DeploymentFilter = {
  modelId?: string | null | undefined;
  namespace?: string | null | undefined;
  statuses?: Array<DeploymentStatus> | null | undefined;
};

/** READY only after the server has answered a chat completion, and only while it answers its health checks: after three failures in a row it is started again. */
export type DeploymentStatus =
  | 'DELETING'
  | 'DOWNLOADING'
  | 'FAILED'
  | 'PENDING'
  | 'READY'
  | 'STARTING';

export type EarlyStoppingInput = {
  minDelta?: number;
  /** In validations. */
  patience?: number;
};

export type ExternalEndpointInput = {
  /** Kept encrypted, never returned. */
  apiKey?: string | null | undefined;
  modelName: string;
  /** http or https, without user, password or fragment. */
  url: string;
};

export type FinetuningType =
  | 'LORA';

export type GrantRoleInput = {
  /** `*` is the whole platform. */
  namespace: string;
  role: Role;
  /** `oidc:<sub>`, as the identity provider names a person, or `group:<name>`. */
  subject: string;
};

export type GuardModelInput = {
  configId?: string | null | undefined;
  modelId: string;
};

/** Exactly one. */
export type GuardrailConfigBy =
  {   id: string; ref?: never; }
  |  { id?: never;   ref: string; };

export type GuardrailOutcome =
  | 'BLOCKED'
  | 'MASKED'
  | 'PASSED';

export type GuardrailVerdictFilter = {
  configId?: string | null | undefined;
  modelId?: string | null | undefined;
  namespace?: string | null | undefined;
  outcome?: GuardrailOutcome | null | undefined;
};

export type HyperparametersInput = {
  /** Rows a step, 1 to 1,024. */
  batchSize?: number;
  earlyStopping?: EarlyStoppingInput | null | undefined;
  /** 1 to 1,000. */
  epochs?: number;
  /** The largest allowed norm of all gradients together; null switches clipping off. */
  gradientClipping?: number | null | undefined;
  /** Above 0, at most 1. */
  learningRate?: number;
  /** In steps. */
  logInterval?: number;
  lora?: LoraParametersInput;
  /** In tokens; longer rows are cut. */
  maxSequenceLength?: number | null | undefined;
  /** Ends the training after so many steps, whatever the epochs say. */
  maxSteps?: number | null | undefined;
  minLearningRate?: number | null | undefined;
  optimizer?: Optimizer;
  schedule?: LearningRateSchedule;
  seed?: number;
  /** In steps; each validation saves a checkpoint. */
  validationInterval?: number | null | undefined;
  warmupSteps?: number;
  weightDecay?: number;
};

export type JobFilter = {
  /** Jobs that train on this model. */
  baseModelId?: string | null | undefined;
  /** Jobs that train on any version of this dataset. */
  datasetId?: string | null | undefined;
  namespace?: string | null | undefined;
  statuses?: Array<JobStatus> | null | undefined;
};

export type JobPhase =
  | 'DONE'
  | 'DOWNLOADING'
  | 'REGISTERING'
  | 'UPLOADING'
  | 'WAITING'
  | 'WORKING';

export type JobStatus =
  | 'CANCELLED'
  | 'CANCELLING'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type LearningRateSchedule =
  | 'CONSTANT'
  | 'COSINE'
  | 'LINEAR';

export type LogStream =
  | 'PLATFORM'
  | 'STDERR'
  | 'STDOUT';

export type LoraParametersInput = {
  alpha?: number;
  /** 1 to 256. */
  rank?: number;
  /** Of `q_proj k_proj v_proj o_proj gate_proj up_proj down_proj`; all of them when left out. */
  targetModules?: Array<string> | null | undefined;
};

export type ModelFilesInput = {
  repositoryId: string;
  /** A branch or a commit; the commit it stands for now is what gets registered. */
  revision?: string;
};

export type ModelFilter = {
  baseModelId?: string | null | undefined;
  createdAt?: DateTimeRange | null | undefined;
  kind?: ModelKind | null | undefined;
  namespace?: string | null | undefined;
  projectId?: string | null | undefined;
  /** Models registered from this repository. */
  repositoryId?: string | null | undefined;
  /** Matches the name or the description, case-insensitively. */
  search?: string | null | undefined;
  /** Models that have all of these. */
  tags?: Array<string> | null | undefined;
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
  {   endpoint: ExternalEndpointInput; files?: never; }
  |  { endpoint?: never;   files: ModelFilesInput; };

export type Optimizer =
  | 'ADAM'
  | 'ADAMW';

export type OutputModelInput = {
  description?: string | null | undefined;
  name: string;
  tags?: Array<string>;
};

export type ProjectFilter = {
  namespace?: string | null | undefined;
  /** Matches the name or the description, case-insensitively. */
  search?: string | null | undefined;
};

export type PromptTemplateInput = {
  examples?: string | null | undefined;
  inferenceParameters?: unknown;
  systemPrompt?: string | null | undefined;
};

/** What is left out, or null, is without limit. */
export type QuotaInput = {
  runningJobs?: number | null | undefined;
  storageBytes?: number | null | undefined;
};

/** BLOCK stops it, MASK replaces the matching spans, FLAG only records. */
export type RailAction =
  | 'BLOCK'
  | 'FLAG'
  | 'MASK';

export type RailInput = {
  action?: RailAction;
  kind: RailKind;
  /** The kind and its place when left out, such as `regex-1`. */
  name?: string | null | undefined;
  parameters: unknown;
};

/**
 * REGEX: `{ "patterns": ["…"], "caseSensitive": false }`, RE2 syntax, which cannot be made to hang.
 * KEYWORDS: `{ "keywords": ["…"], "caseSensitive": false }`, whole words.
 */
export type RailKind =
  | 'KEYWORDS'
  | 'REGEX';

export type RefKind =
  | 'BRANCH'
  | 'TAG';

export type RegisterModelInput = {
  /** The base model of an adapter; found by the adapter's `base_model_name_or_path` when left out. */
  baseModelId?: string | null | undefined;
  /** Makes a retry safe: in one namespace, the same one gives the same model. */
  clientRequestId?: string | null | undefined;
  customFields?: unknown;
  description?: string | null | undefined;
  name: string;
  namespace: string;
  projectId?: string | null | undefined;
  prompt?: PromptTemplateInput | null | undefined;
  source: ModelSource;
  tags?: Array<string>;
  /** The next whole number when left out. */
  version?: string | null | undefined;
};

export type RepositoryKind =
  | 'DATASET'
  | 'MODEL';

export type RevokeRoleInput = {
  namespace: string;
  subject: string;
};

/** VIEWER reads; EDITOR also writes; ADMIN also grants; on the namespace `*` they hold for the whole platform. */
export type Role =
  | 'ADMIN'
  | 'EDITOR'
  | 'VIEWER';

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

export type SaveGuardrailConfigInput = {
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  inputRails: Array<RailInput>;
  name: string;
  namespace: string;
  refusal?: string;
};

export type SplitName =
  | 'TESTING'
  | 'TRAINING'
  | 'VALIDATION';

export type TrainingType =
  | 'SFT';

/** What is left out stays; null takes it away. */
export type UpdateDatasetInput = {
  description?: string | null | undefined;
  id: string;
  /** A project of the same namespace. */
  projectId?: string | null | undefined;
  tags?: Array<string> | null | undefined;
};

export type UpdateDeploymentInput = {
  adapterModelIds: Array<string>;
  id: string;
};

/** What is left out stays as it is; null takes it away. */
export type UpdateModelInput = {
  customFields?: unknown;
  description?: string | null | undefined;
  /** Of an external model. The API key stays when left out, which a new address does not allow; null takes it away. */
  endpoint?: ExternalEndpointInput | null | undefined;
  id: string;
  projectId?: string | null | undefined;
  prompt?: PromptTemplateInput | null | undefined;
  tags?: Array<string> | null | undefined;
};

/** What is left out, or null, stays as it is; a quota is replaced as a whole. */
export type UpdateNamespaceInput = {
  description?: string | null | undefined;
  id: string;
  quota?: QuotaInput | null | undefined;
};

/** What is left out stays as it is; null takes it away. */
export type UpdateProjectInput = {
  description?: string | null | undefined;
  id: string;
};

export type UploadFileInput = {
  path: string;
  /** Of the whole content, 64 hex digits. */
  sha256: string;
  sizeBytes: number;
};

export type UploadedPartInput = {
  etag: string;
  number: number;
};

export type ValidationStatus =
  | 'FAILED'
  | 'PASSED'
  | 'PENDING';

export type CreateNamespaceMutationVariables = Exact<{
  input: CreateNamespaceInput;
}>;


export type CreateNamespaceMutation = { createNamespace:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Namespace', id: string, name: string }
    | { __typename: 'ValidationError', message: string }
   };

export type CreateDatasetMutationVariables = Exact<{
  input: CreateDatasetInput;
}>;


export type CreateDatasetMutation = { createDataset:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Dataset', id: string, ref: string, kind: RepositoryKind }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type FindDatasetQueryVariables = Exact<{
  ref: string;
}>;


export type FindDatasetQuery = { dataset: { id: string, ref: string, kind: RepositoryKind, version: { id: string, number: number, commit: string } | null } | null };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { createUpload:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'QuotaError', message: string }
    | { __typename: 'UploadTargets', targets: Array<{ path: string, uploadId: string | null, parts: Array<{ number: number, url: string, sizeBytes: number }> }> }
    | { __typename: 'ValidationError', message: string }
   };

export type CompleteUploadMutationVariables = Exact<{
  input: CompleteUploadInput;
}>;


export type CompleteUploadMutation = { completeUpload:
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UploadedFile', sha256: string, sizeBytes: number }
    | { __typename: 'ValidationError', message: string }
   };

export type CommitMutationVariables = Exact<{
  input: CommitInput;
}>;


export type CommitMutation = { commit:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DatasetVersion', id: string, number: number, commit: string, sizeBytes: number, splits: Array<{ name: SplitName, rowCount: number, format: RowFormat }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'QuotaError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type RegisterModelMutationVariables = Exact<{
  input: RegisterModelInput;
}>;


export type RegisterModelMutation = { registerModel:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Model', id: string, ref: string, kind: ModelKind, spec: { architecture: string, parameterCount: number, contextLength: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type FindModelQueryVariables = Exact<{
  ref: string;
}>;


export type FindModelQuery = { model: { id: string, ref: string, kind: ModelKind, isServed: boolean, deployments: { nodes: Array<{ id: string, status: DeploymentStatus }> } } | null };

export type CreateDeploymentMutationVariables = Exact<{
  input: CreateDeploymentInput;
}>;


export type CreateDeploymentMutation = { createDeployment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deployment', id: string, name: string, status: DeploymentStatus }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type DeploymentUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type DeploymentUpdatedSubscription = { deploymentUpdated: { id: string, status: DeploymentStatus, statusReason: string | null, adapters: Array<{ status: AdapterStatus, statusReason: string | null, model: { id: string, ref: string } | null }> } };

export type CreateCustomizationJobMutationVariables = Exact<{
  input: CreateCustomizationJobInput;
}>;


export type CreateCustomizationJobMutation = { createCustomizationJob:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CustomizationJob', id: string, name: string, status: JobStatus, statusReason: string | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type CancelJobMutationVariables = Exact<{
  id: string;
}>;


export type CancelJobMutation = { cancelJob:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CustomizationJob', id: string, status: JobStatus }
    | { __typename: 'NotFoundError', message: string }
   };

export type JobEventsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type JobEventsSubscription = { jobEvents:
    | { __typename: 'JobCheckpointSaved', cursor: string, at: string, checkpoint: { step: number, isBest: boolean, version: { commit: string } | null } }
    | { __typename: 'JobLogged', cursor: string, at: string, line: { stream: LogStream, text: string } }
    | { __typename: 'JobMetricsReported', step: number, cursor: string, at: string, values: Array<{ name: string, value: number }> }
    | { __typename: 'JobProgressed', cursor: string, at: string, progress: { percent: number, phase: JobPhase, step: number | null, stepCount: number | null, epoch: number | null, epochCount: number | null, secondsRemaining: number | null } }
    | { __typename: 'JobStatusChanged', to: JobStatus, reason: string | null, cursor: string, at: string }
   };

export type DatasetsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: DatasetFilter | null | undefined;
  orderBy?: DatasetOrder;
}>;


export type DatasetsQuery = { datasets: { totalCount: number, nodes: Array<{ id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DatasetVersionQueryVariables = Exact<{
  id: string;
}>;


export type DatasetVersionQuery = { datasetVersion: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number, dataset: { id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string }, parent: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null, splits: Array<{ name: SplitName, rowCount: number, format: RowFormat }>, validation: { status: ValidationStatus, rowCount: number | null, problemCount: number | null } } | null };

export type RemainingDatasetQueryVariables = Exact<{
  id: string;
}>;


export type RemainingDatasetQuery = { remainingDataset: { id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null } | null };

export type DeploymentQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentQuery = { deployment: { id: string, name: string, status: DeploymentStatus, statusReason: string | null, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapters: Array<{ status: AdapterStatus, statusReason: string | null }> } | null };

export type DeploymentsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: DeploymentFilter | null | undefined;
}>;


export type DeploymentsQuery = { deployments: { totalCount: number, nodes: Array<{ id: string, name: string, status: DeploymentStatus, statusReason: string | null, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapters: Array<{ status: AdapterStatus, statusReason: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ServedModelsQueryVariables = Exact<{
  namespace?: string | null | undefined;
}>;


export type ServedModelsQuery = { servedModels: Array<{ name: string, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, deployment: { id: string, name: string, status: DeploymentStatus, statusReason: string | null, createdBy: string, createdAt: string, updatedAt: string } }> };

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node:
    | { __typename: 'AccessToken', name: string, role: Role, createdBy: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, id: string }
    | { __typename: 'CustomizationJob', name: string, statusReason: string | null, createdBy: string, createdAt: string, startedAt: string | null, endedAt: string | null, trainingType: TrainingType, finetuningType: FinetuningType, id: string, progress: { percent: number, phase: JobPhase, step: number | null, stepCount: number | null, epoch: number | null, epochCount: number | null, secondsRemaining: number | null }, attempts: Array<{ number: number, status: JobStatus, reason: string | null, startedAt: string, endedAt: string | null, exitCode: number | null }>, metrics: Array<{ name: string }>, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, hyperparameters: { epochs: number, maxSteps: number | null, batchSize: number, learningRate: number, minLearningRate: number | null, warmupSteps: number, weightDecay: number, optimizer: Optimizer, schedule: LearningRateSchedule, seed: number, maxSequenceLength: number | null, validationInterval: number | null, logInterval: number, gradientClipping: number | null }, checkpoints: Array<{ step: number, savedAt: string, isBest: boolean }>, bestCheckpoint: { step: number, savedAt: string, isBest: boolean } | null, outputModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null }
    | { __typename: 'Dataset', ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, id: string, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null }
    | { __typename: 'DatasetVersion', number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number, id: string, parent: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null, splits: Array<{ name: SplitName, rowCount: number, format: RowFormat }>, validation: { status: ValidationStatus, rowCount: number | null, problemCount: number | null } }
    | { __typename: 'Deployment', name: string, statusReason: string | null, createdBy: string, createdAt: string, updatedAt: string, id: string, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapters: Array<{ status: AdapterStatus, statusReason: string | null }> }
    | { __typename: 'GuardrailConfig', ref: string, name: string, description: string | null, refusal: string, createdBy: string, createdAt: string, id: string, inputRails: Array<{ kind: RailKind, name: string, action: RailAction, parameters: unknown }> }
    | { __typename: 'GuardrailVerdict', outcome: GuardrailOutcome, checkedBy: string, checkedAt: string, durationMs: number, id: string, config: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string }, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, rails: Array<{ rail: string, outcome: GuardrailOutcome, reason: string | null, durationMs: number }>, messages: Array<{ role: string, content: string }> | null }
    | { __typename: 'Model', isServed: boolean, ref: string, name: string, description: string | null, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string, id: string, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, spec: { architecture: string, parameterCount: number, contextLength: number, hiddenSize: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean, isEmbedding: boolean } | null, artifact: { revision: string, format: ModelFormat, sizeBytes: number } | null, endpoint: { url: string, modelName: string } | null, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapter: { rank: number, alpha: number, dropout: number, targetModules: Array<string> } | null, prompt: { systemPrompt: string | null, examples: string | null, inferenceParameters: unknown } | null, guardrails: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string } | null }
    | { __typename: 'Namespace', name: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string, id: string, quota: { storageBytes: number | null, runningJobs: number | null } }
    | { __typename: 'Project', name: string, description: string | null, createdAt: string, updatedAt: string, id: string }
   | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, grants: Array<{ subject: string, namespace: string, role: Role }> } };

export type AuditLogQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { totalCount: number, nodes: Array<{ id: string, at: string, subject: string, token: string | null, operation: string, namespaces: Array<string>, ids: Array<string>, outcome: string, requestId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AccessTokensQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type AccessTokensQuery = { accessTokens: { totalCount: number, nodes: Array<{ id: string, name: string, namespace: string | null, role: Role, createdBy: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type NamespaceQueryVariables = Exact<{
  name: string;
}>;


export type NamespaceQuery = { namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string, quota: { storageBytes: number | null, runningJobs: number | null } } | null };

export type NamespacesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type NamespacesQuery = { namespaces: { totalCount: number, nodes: Array<{ name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string, quota: { storageBytes: number | null, runningJobs: number | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: ModelFilter | null | undefined;
  orderBy?: ModelOrder;
}>;


export type ModelsQuery = { models: { totalCount: number, nodes: Array<{ id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string }, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, spec: { architecture: string, parameterCount: number, contextLength: number, hiddenSize: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean, isEmbedding: boolean } | null, artifact: { revision: string, format: ModelFormat, sizeBytes: number } | null, endpoint: { url: string, modelName: string } | null, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapter: { rank: number, alpha: number, dropout: number, targetModules: Array<string> } | null, prompt: { systemPrompt: string | null, examples: string | null, inferenceParameters: unknown } | null, guardrails: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProjectQueryVariables = Exact<{
  id: string;
}>;


export type ProjectQuery = { project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } } | null };

export type ProjectsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: ProjectFilter | null | undefined;
}>;


export type ProjectsQuery = { projects: { totalCount: number, nodes: Array<{ id: string, name: string, description: string | null, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GuardrailConfigQueryVariables = Exact<{
  by: GuardrailConfigBy;
}>;


export type GuardrailConfigQuery = { guardrailConfig: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, inputRails: Array<{ kind: RailKind, name: string, action: RailAction, parameters: unknown }> } | null };

export type GuardrailConfigsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  namespace?: string | null | undefined;
}>;


export type GuardrailConfigsQuery = { guardrailConfigs: { totalCount: number, nodes: Array<{ id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, inputRails: Array<{ kind: RailKind, name: string, action: RailAction, parameters: unknown }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GuardrailVerdictQueryVariables = Exact<{
  id: string;
}>;


export type GuardrailVerdictQuery = { guardrailVerdict: { id: string, outcome: GuardrailOutcome, checkedBy: string, checkedAt: string, durationMs: number, config: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string }, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, rails: Array<{ rail: string, outcome: GuardrailOutcome, reason: string | null, durationMs: number }>, messages: Array<{ role: string, content: string }> | null } | null };

export type GuardrailVerdictsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: GuardrailVerdictFilter | null | undefined;
}>;


export type GuardrailVerdictsQuery = { guardrailVerdicts: { totalCount: number, nodes: Array<{ id: string, outcome: GuardrailOutcome, checkedBy: string, checkedAt: string, durationMs: number, config: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string }, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, rails: Array<{ rail: string, outcome: GuardrailOutcome, reason: string | null, durationMs: number }>, messages: Array<{ role: string, content: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { __typename: 'CustomizationJob', trainingType: TrainingType, finetuningType: FinetuningType, id: string, name: string, status: JobStatus, statusReason: string | null, createdBy: string, createdAt: string, startedAt: string | null, endedAt: string | null, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, progress: { percent: number, phase: JobPhase, step: number | null, stepCount: number | null, epoch: number | null, epochCount: number | null, secondsRemaining: number | null }, attempts: Array<{ number: number, status: JobStatus, reason: string | null, startedAt: string, endedAt: string | null, exitCode: number | null }>, metrics: Array<{ name: string }>, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, dataset: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null, hyperparameters: { epochs: number, maxSteps: number | null, batchSize: number, learningRate: number, minLearningRate: number | null, warmupSteps: number, weightDecay: number, optimizer: Optimizer, schedule: LearningRateSchedule, seed: number, maxSequenceLength: number | null, validationInterval: number | null, logInterval: number, gradientClipping: number | null }, checkpoints: Array<{ step: number, savedAt: string, isBest: boolean }>, bestCheckpoint: { step: number, savedAt: string, isBest: boolean } | null, outputModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null } | null };

export type JobsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: JobFilter | null | undefined;
}>;


export type JobsQuery = { jobs: { totalCount: number, nodes: Array<{ __typename: 'CustomizationJob', trainingType: TrainingType, finetuningType: FinetuningType, id: string, name: string, status: JobStatus, statusReason: string | null, createdBy: string, createdAt: string, startedAt: string | null, endedAt: string | null, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, progress: { percent: number, phase: JobPhase, step: number | null, stepCount: number | null, epoch: number | null, epochCount: number | null, secondsRemaining: number | null }, attempts: Array<{ number: number, status: JobStatus, reason: string | null, startedAt: string, endedAt: string | null, exitCode: number | null }>, metrics: Array<{ name: string }>, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, dataset: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null, hyperparameters: { epochs: number, maxSteps: number | null, batchSize: number, learningRate: number, minLearningRate: number | null, warmupSteps: number, weightDecay: number, optimizer: Optimizer, schedule: LearningRateSchedule, seed: number, maxSequenceLength: number | null, validationInterval: number | null, logInterval: number, gradientClipping: number | null }, checkpoints: Array<{ step: number, savedAt: string, isBest: boolean }>, bestCheckpoint: { step: number, savedAt: string, isBest: boolean } | null, outputModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UpdateDatasetMutationVariables = Exact<{
  input: UpdateDatasetInput;
}>;


export type UpdateDatasetMutation = { updateDataset:
    | { __typename: 'Dataset', id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteDatasetMutationVariables = Exact<{
  id: string;
}>;


export type DeleteDatasetMutation = { deleteDataset:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type CreateBranchMutationVariables = Exact<{
  input: CreateBranchInput;
}>;


export type CreateBranchMutation = { createBranch:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'Ref', name: string, annotation: string | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type CreateTagMutationVariables = Exact<{
  input: CreateTagInput;
}>;


export type CreateTagMutation = { createTag:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'Ref', name: string, annotation: string | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteRefMutationVariables = Exact<{
  input: DeleteRefInput;
}>;


export type DeleteRefMutation = { deleteRef:
    | { __typename: 'Dataset', id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type UpdateDeploymentMutationVariables = Exact<{
  input: UpdateDeploymentInput;
}>;


export type UpdateDeploymentMutation = { updateDeployment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deployment', id: string, name: string, status: DeploymentStatus, statusReason: string | null, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapters: Array<{ status: AdapterStatus, statusReason: string | null }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteDeploymentMutationVariables = Exact<{
  id: string;
}>;


export type DeleteDeploymentMutation = { deleteDeployment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type GrantRoleMutationVariables = Exact<{
  input: GrantRoleInput;
}>;


export type GrantRoleMutation = { grantRole:
    | { __typename: 'Grant', subject: string, namespace: string, role: Role }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type RevokeRoleMutationVariables = Exact<{
  input: RevokeRoleInput;
}>;


export type RevokeRoleMutation = { revokeRole:
    | { __typename: 'Grant', subject: string, namespace: string, role: Role }
    | { __typename: 'NotFoundError', message: string }
   };

export type CreateAccessTokenMutationVariables = Exact<{
  input: CreateAccessTokenInput;
}>;


export type CreateAccessTokenMutation = { createAccessToken:
    | { __typename: 'NewAccessToken', secret: string, token: { id: string, name: string, namespace: string | null, role: Role, createdBy: string, createdAt: string, expiresAt: string | null, lastUsedAt: string | null } }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type RevokeAccessTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeAccessTokenMutation = { revokeAccessToken:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateNamespaceMutationVariables = Exact<{
  input: UpdateNamespaceInput;
}>;


export type UpdateNamespaceMutation = { updateNamespace:
    | { __typename: 'Namespace', name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string, quota: { storageBytes: number | null, runningJobs: number | null } }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteNamespaceMutationVariables = Exact<{
  id: string;
}>;


export type DeleteNamespaceMutation = { deleteNamespace:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'Project', id: string, name: string, description: string | null, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { updateProject:
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'Project', id: string, name: string, description: string | null, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteProjectMutationVariables = Exact<{
  id: string;
}>;


export type DeleteProjectMutation = { deleteProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateModelMutationVariables = Exact<{
  input: UpdateModelInput;
}>;


export type UpdateModelMutation = { updateModel:
    | { __typename: 'Model', id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string }, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, spec: { architecture: string, parameterCount: number, contextLength: number, hiddenSize: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean, isEmbedding: boolean } | null, artifact: { revision: string, format: ModelFormat, sizeBytes: number } | null, endpoint: { url: string, modelName: string } | null, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapter: { rank: number, alpha: number, dropout: number, targetModules: Array<string> } | null, prompt: { systemPrompt: string | null, examples: string | null, inferenceParameters: unknown } | null, guardrails: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DeleteModelMutationVariables = Exact<{
  id: string;
}>;


export type DeleteModelMutation = { deleteModel:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'Deleted', id: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type SaveGuardrailConfigMutationVariables = Exact<{
  input: SaveGuardrailConfigInput;
}>;


export type SaveGuardrailConfigMutation = { saveGuardrailConfig:
    | { __typename: 'GuardrailConfig', id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, inputRails: Array<{ kind: RailKind, name: string, action: RailAction, parameters: unknown }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type GuardModelMutationVariables = Exact<{
  input: GuardModelInput;
}>;


export type GuardModelMutation = { guardModel:
    | { __typename: 'Model', id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string }, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, spec: { architecture: string, parameterCount: number, contextLength: number, hiddenSize: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean, isEmbedding: boolean } | null, artifact: { revision: string, format: ModelFormat, sizeBytes: number } | null, endpoint: { url: string, modelName: string } | null, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapter: { rank: number, alpha: number, dropout: number, targetModules: Array<string> } | null, prompt: { systemPrompt: string | null, examples: string | null, inferenceParameters: unknown } | null, guardrails: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string } | null }
    | { __typename: 'NotFoundError', message: string }
   };

export type CheckMessagesMutationVariables = Exact<{
  input: CheckMessagesInput;
}>;


export type CheckMessagesMutation = { checkMessages:
    | { __typename: 'GuardrailVerdict', id: string, outcome: GuardrailOutcome, checkedBy: string, checkedAt: string, durationMs: number, config: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string }, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, rails: Array<{ rail: string, outcome: GuardrailOutcome, reason: string | null, durationMs: number }>, messages: Array<{ role: string, content: string }> | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string, problems: Array<{ path: string, message: string }> }
   };

export type DatasetUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type DatasetUpdatedSubscription = { datasetUpdated: { id: string, kind: RepositoryKind, ref: string, name: string, description: string | null, tags: Array<string>, sizeBytes: number, hubUrl: string, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, version: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null } };

export type ModelUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type ModelUpdatedSubscription = { modelUpdated: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string }, project: { id: string, name: string, description: string | null, createdAt: string, updatedAt: string } | null, spec: { architecture: string, parameterCount: number, contextLength: number, hiddenSize: number, layerCount: number, vocabularySize: number, precision: string, isChat: boolean, isEmbedding: boolean } | null, artifact: { revision: string, format: ModelFormat, sizeBytes: number } | null, endpoint: { url: string, modelName: string } | null, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, adapter: { rank: number, alpha: number, dropout: number, targetModules: Array<string> } | null, prompt: { systemPrompt: string | null, examples: string | null, inferenceParameters: unknown } | null, guardrails: { id: string, ref: string, name: string, version: number, description: string | null, refusal: string, createdBy: string, createdAt: string } | null } };

export type ModelsChangedSubscriptionVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ModelsChangedSubscription = { modelsChanged: { cursor: string, model: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } } };

export type JobUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type JobUpdatedSubscription = { jobUpdated: { __typename: 'CustomizationJob', trainingType: TrainingType, finetuningType: FinetuningType, id: string, name: string, status: JobStatus, statusReason: string | null, createdBy: string, createdAt: string, startedAt: string | null, endedAt: string | null, namespace: { name: string, id: string, description: string | null, viewerRole: Role | null, createdAt: string, updatedAt: string } | null, progress: { percent: number, phase: JobPhase, step: number | null, stepCount: number | null, epoch: number | null, epochCount: number | null, secondsRemaining: number | null }, attempts: Array<{ number: number, status: JobStatus, reason: string | null, startedAt: string, endedAt: string | null, exitCode: number | null }>, metrics: Array<{ name: string }>, baseModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null, dataset: { id: string, number: number, commit: string, message: string, author: string, committedAt: string, sizeBytes: number } | null, hyperparameters: { epochs: number, maxSteps: number | null, batchSize: number, learningRate: number, minLearningRate: number | null, warmupSteps: number, weightDecay: number, optimizer: Optimizer, schedule: LearningRateSchedule, seed: number, maxSequenceLength: number | null, validationInterval: number | null, logInterval: number, gradientClipping: number | null }, checkpoints: Array<{ step: number, savedAt: string, isBest: boolean }>, bestCheckpoint: { step: number, savedAt: string, isBest: boolean } | null, outputModel: { id: string, isServed: boolean, ref: string, name: string, version: string, description: string | null, kind: ModelKind, tags: Array<string>, customFields: unknown, createdBy: string, createdAt: string, updatedAt: string } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CreateNamespaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateNamespace($input: CreateNamespaceInput!) {
  createNamespace(input: $input) {
    __typename
    ... on Namespace {
      id
      name
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateNamespaceMutation, CreateNamespaceMutationVariables>;
export const CreateDatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDataset($input: CreateDatasetInput!) {
  createDataset(input: $input) {
    __typename
    ... on Dataset {
      id
      ref
      kind
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateDatasetMutation, CreateDatasetMutationVariables>;
export const FindDatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindDataset($ref: String!) {
  dataset(by: {ref: $ref}) {
    id
    ref
    kind
    version {
      id
      number
      commit
    }
  }
}
    `) as unknown as TypedDocumentString<FindDatasetQuery, FindDatasetQueryVariables>;
export const CreateUploadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateUpload($input: CreateUploadInput!) {
  createUpload(input: $input) {
    __typename
    ... on UploadTargets {
      targets {
        path
        uploadId
        parts {
          number
          url
          sizeBytes
        }
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUploadMutation, CreateUploadMutationVariables>;
export const CompleteUploadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CompleteUpload($input: CompleteUploadInput!) {
  completeUpload(input: $input) {
    __typename
    ... on UploadedFile {
      sha256
      sizeBytes
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteUploadMutation, CompleteUploadMutationVariables>;
export const CommitDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Commit($input: CommitInput!) {
  commit(input: $input) {
    __typename
    ... on DatasetVersion {
      id
      number
      commit
      sizeBytes
      splits {
        name
        rowCount
        format
      }
    }
    ... on Error {
      message
    }
    ... on ValidationError {
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CommitMutation, CommitMutationVariables>;
export const RegisterModelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RegisterModel($input: RegisterModelInput!) {
  registerModel(input: $input) {
    __typename
    ... on Model {
      id
      ref
      kind
      spec {
        architecture
        parameterCount
        contextLength
        layerCount
        vocabularySize
        precision
        isChat
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterModelMutation, RegisterModelMutationVariables>;
export const FindModelDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindModel($ref: String!) {
  model(by: {ref: $ref}) {
    id
    ref
    kind
    isServed
    deployments {
      nodes {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindModelQuery, FindModelQueryVariables>;
export const CreateDeploymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateDeployment($input: CreateDeploymentInput!) {
  createDeployment(input: $input) {
    __typename
    ... on Deployment {
      id
      name
      status
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateDeploymentMutation, CreateDeploymentMutationVariables>;
export const DeploymentUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription DeploymentUpdated($id: ID!) {
  deploymentUpdated(id: $id) {
    id
    status
    statusReason
    adapters {
      model {
        id
        ref
      }
      status
      statusReason
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentUpdatedSubscription, DeploymentUpdatedSubscriptionVariables>;
export const CreateCustomizationJobDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateCustomizationJob($input: CreateCustomizationJobInput!) {
  createCustomizationJob(input: $input) {
    __typename
    ... on CustomizationJob {
      id
      name
      status
      statusReason
    }
    ... on Error {
      message
    }
    ... on ValidationError {
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCustomizationJobMutation, CreateCustomizationJobMutationVariables>;
export const CancelJobDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelJob($id: ID!) {
  cancelJob(id: $id) {
    __typename
    ... on Job {
      id
      status
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelJobMutation, CancelJobMutationVariables>;
export const JobEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription JobEvents($id: ID!, $after: Cursor) {
  jobEvents(id: $id, after: $after) {
    __typename
    cursor
    at
    ... on JobStatusChanged {
      to
      reason
    }
    ... on JobProgressed {
      progress {
        percent
        phase
        step
        stepCount
        epoch
        epochCount
        secondsRemaining
      }
    }
    ... on JobMetricsReported {
      step
      values {
        name
        value
      }
    }
    ... on JobLogged {
      line {
        stream
        text
      }
    }
    ... on JobCheckpointSaved {
      checkpoint {
        step
        isBest
        version {
          commit
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobEventsSubscription, JobEventsSubscriptionVariables>;
export const DatasetsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Datasets($first: Int! = 20, $after: Cursor, $filter: DatasetFilter, $orderBy: DatasetOrder! = CREATED_AT_DESC) {
  datasets(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes {
      id
      kind
      ref
      name
      description
      tags
      sizeBytes
      hubUrl
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      version {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<DatasetsQuery, DatasetsQueryVariables>;
export const DatasetVersionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DatasetVersion($id: ID!) {
  datasetVersion(id: $id) {
    id
    number
    commit
    message
    author
    committedAt
    sizeBytes
    dataset {
      id
      kind
      ref
      name
      description
      tags
      sizeBytes
      hubUrl
      createdBy
      createdAt
      updatedAt
    }
    parent {
      id
      number
      commit
      message
      author
      committedAt
      sizeBytes
    }
    splits {
      name
      rowCount
      format
    }
    validation {
      status
      rowCount
      problemCount
    }
  }
}
    `) as unknown as TypedDocumentString<DatasetVersionQuery, DatasetVersionQueryVariables>;
export const RemainingDatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RemainingDataset($id: ID!) {
  remainingDataset(id: $id) {
    id
    kind
    ref
    name
    description
    tags
    sizeBytes
    hubUrl
    createdBy
    createdAt
    updatedAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
    project {
      id
      name
      description
      createdAt
      updatedAt
    }
    version {
      id
      number
      commit
      message
      author
      committedAt
      sizeBytes
    }
  }
}
    `) as unknown as TypedDocumentString<RemainingDatasetQuery, RemainingDatasetQueryVariables>;
export const DeploymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Deployment($id: ID!) {
  deployment(id: $id) {
    id
    name
    status
    statusReason
    createdBy
    createdAt
    updatedAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
    model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
    }
    adapters {
      status
      statusReason
    }
  }
}
    `) as unknown as TypedDocumentString<DeploymentQuery, DeploymentQueryVariables>;
export const DeploymentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Deployments($first: Int! = 20, $after: Cursor, $filter: DeploymentFilter) {
  deployments(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      name
      status
      statusReason
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapters {
        status
        statusReason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<DeploymentsQuery, DeploymentsQueryVariables>;
export const ServedModelsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ServedModels($namespace: String) {
  servedModels(namespace: $namespace) {
    name
    model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
    }
    deployment {
      id
      name
      status
      statusReason
      createdBy
      createdAt
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ServedModelsQuery, ServedModelsQueryVariables>;
export const NodeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Dataset {
      ref
      name
      description
      tags
      sizeBytes
      hubUrl
      createdBy
      createdAt
      updatedAt
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
    }
    ... on DatasetVersion {
      number
      commit
      message
      author
      committedAt
      sizeBytes
      parent {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
      splits {
        name
        rowCount
        format
      }
      validation {
        status
        rowCount
        problemCount
      }
    }
    ... on Namespace {
      name
      description
      viewerRole
      createdAt
      updatedAt
      quota {
        storageBytes
        runningJobs
      }
    }
    ... on Project {
      name
      description
      createdAt
      updatedAt
    }
    ... on Deployment {
      name
      statusReason
      createdBy
      createdAt
      updatedAt
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapters {
        status
        statusReason
      }
    }
    ... on Model {
      isServed
      ref
      name
      description
      tags
      customFields
      createdBy
      createdAt
      updatedAt
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      spec {
        architecture
        parameterCount
        contextLength
        hiddenSize
        layerCount
        vocabularySize
        precision
        isChat
        isEmbedding
      }
      artifact {
        revision
        format
        sizeBytes
      }
      endpoint {
        url
        modelName
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapter {
        rank
        alpha
        dropout
        targetModules
      }
      prompt {
        systemPrompt
        examples
        inferenceParameters
      }
      guardrails {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
    }
    ... on AccessToken {
      name
      role
      createdBy
      createdAt
      expiresAt
      lastUsedAt
    }
    ... on CustomizationJob {
      name
      statusReason
      createdBy
      createdAt
      startedAt
      endedAt
      trainingType
      finetuningType
      progress {
        percent
        phase
        step
        stepCount
        epoch
        epochCount
        secondsRemaining
      }
      attempts {
        number
        status
        reason
        startedAt
        endedAt
        exitCode
      }
      metrics {
        name
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      hyperparameters {
        epochs
        maxSteps
        batchSize
        learningRate
        minLearningRate
        warmupSteps
        weightDecay
        optimizer
        schedule
        seed
        maxSequenceLength
        validationInterval
        logInterval
        gradientClipping
      }
      checkpoints {
        step
        savedAt
        isBest
      }
      bestCheckpoint {
        step
        savedAt
        isBest
      }
      outputModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
    }
    ... on GuardrailConfig {
      ref
      name
      description
      refusal
      createdBy
      createdAt
      inputRails {
        kind
        name
        action
        parameters
      }
    }
    ... on GuardrailVerdict {
      outcome
      checkedBy
      checkedAt
      durationMs
      config {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      rails {
        rail
        outcome
        reason
        durationMs
      }
      messages {
        role
        content
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const ViewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    grants {
      subject
      namespace
      role
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($first: Int! = 20, $after: Cursor, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      at
      subject
      token
      operation
      namespaces
      ids
      outcome
      requestId
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AccessTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccessTokens($first: Int! = 20, $after: Cursor) {
  accessTokens(first: $first, after: $after) {
    nodes {
      id
      name
      namespace
      role
      createdBy
      createdAt
      expiresAt
      lastUsedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AccessTokensQuery, AccessTokensQueryVariables>;
export const NamespaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Namespace($name: String!) {
  namespace(name: $name) {
    name
    id
    description
    viewerRole
    createdAt
    updatedAt
    quota {
      storageBytes
      runningJobs
    }
  }
}
    `) as unknown as TypedDocumentString<NamespaceQuery, NamespaceQueryVariables>;
export const NamespacesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Namespaces($first: Int! = 20, $after: Cursor) {
  namespaces(first: $first, after: $after) {
    nodes {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
      quota {
        storageBytes
        runningJobs
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<NamespacesQuery, NamespacesQueryVariables>;
export const ModelsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Models($first: Int! = 20, $after: Cursor, $filter: ModelFilter, $orderBy: ModelOrder! = CREATED_AT_DESC) {
  models(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      spec {
        architecture
        parameterCount
        contextLength
        hiddenSize
        layerCount
        vocabularySize
        precision
        isChat
        isEmbedding
      }
      artifact {
        revision
        format
        sizeBytes
      }
      endpoint {
        url
        modelName
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapter {
        rank
        alpha
        dropout
        targetModules
      }
      prompt {
        systemPrompt
        examples
        inferenceParameters
      }
      guardrails {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const ProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Project($id: ID!) {
  project(id: $id) {
    id
    name
    description
    createdAt
    updatedAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectQuery, ProjectQueryVariables>;
export const ProjectsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Projects($first: Int! = 20, $after: Cursor, $filter: ProjectFilter) {
  projects(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      name
      description
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const GuardrailConfigDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GuardrailConfig($by: GuardrailConfigBy!) {
  guardrailConfig(by: $by) {
    id
    ref
    name
    version
    description
    refusal
    createdBy
    createdAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
    inputRails {
      kind
      name
      action
      parameters
    }
  }
}
    `) as unknown as TypedDocumentString<GuardrailConfigQuery, GuardrailConfigQueryVariables>;
export const GuardrailConfigsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GuardrailConfigs($first: Int! = 20, $after: Cursor, $namespace: String) {
  guardrailConfigs(first: $first, after: $after, namespace: $namespace) {
    nodes {
      id
      ref
      name
      version
      description
      refusal
      createdBy
      createdAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      inputRails {
        kind
        name
        action
        parameters
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<GuardrailConfigsQuery, GuardrailConfigsQueryVariables>;
export const GuardrailVerdictDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GuardrailVerdict($id: ID!) {
  guardrailVerdict(id: $id) {
    id
    outcome
    checkedBy
    checkedAt
    durationMs
    config {
      id
      ref
      name
      version
      description
      refusal
      createdBy
      createdAt
    }
    model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
    }
    rails {
      rail
      outcome
      reason
      durationMs
    }
    messages {
      role
      content
    }
  }
}
    `) as unknown as TypedDocumentString<GuardrailVerdictQuery, GuardrailVerdictQueryVariables>;
export const GuardrailVerdictsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query GuardrailVerdicts($first: Int! = 20, $after: Cursor, $filter: GuardrailVerdictFilter) {
  guardrailVerdicts(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      outcome
      checkedBy
      checkedAt
      durationMs
      config {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      rails {
        rail
        outcome
        reason
        durationMs
      }
      messages {
        role
        content
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<GuardrailVerdictsQuery, GuardrailVerdictsQueryVariables>;
export const JobDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Job($id: ID!) {
  job(id: $id) {
    __typename
    id
    name
    status
    statusReason
    createdBy
    createdAt
    startedAt
    endedAt
    ... on CustomizationJob {
      trainingType
      finetuningType
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      progress {
        percent
        phase
        step
        stepCount
        epoch
        epochCount
        secondsRemaining
      }
      attempts {
        number
        status
        reason
        startedAt
        endedAt
        exitCode
      }
      metrics {
        name
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      dataset {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
      hyperparameters {
        epochs
        maxSteps
        batchSize
        learningRate
        minLearningRate
        warmupSteps
        weightDecay
        optimizer
        schedule
        seed
        maxSequenceLength
        validationInterval
        logInterval
        gradientClipping
      }
      checkpoints {
        step
        savedAt
        isBest
      }
      bestCheckpoint {
        step
        savedAt
        isBest
      }
      outputModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobQuery, JobQueryVariables>;
export const JobsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Jobs($first: Int! = 20, $after: Cursor, $filter: JobFilter) {
  jobs(first: $first, after: $after, filter: $filter) {
    nodes {
      __typename
      id
      name
      status
      statusReason
      createdBy
      createdAt
      startedAt
      endedAt
      ... on CustomizationJob {
        trainingType
        finetuningType
        namespace {
          name
          id
          description
          viewerRole
          createdAt
          updatedAt
        }
        progress {
          percent
          phase
          step
          stepCount
          epoch
          epochCount
          secondsRemaining
        }
        attempts {
          number
          status
          reason
          startedAt
          endedAt
          exitCode
        }
        metrics {
          name
        }
        baseModel {
          id
          isServed
          ref
          name
          version
          description
          kind
          tags
          customFields
          createdBy
          createdAt
          updatedAt
        }
        dataset {
          id
          number
          commit
          message
          author
          committedAt
          sizeBytes
        }
        hyperparameters {
          epochs
          maxSteps
          batchSize
          learningRate
          minLearningRate
          warmupSteps
          weightDecay
          optimizer
          schedule
          seed
          maxSequenceLength
          validationInterval
          logInterval
          gradientClipping
        }
        checkpoints {
          step
          savedAt
          isBest
        }
        bestCheckpoint {
          step
          savedAt
          isBest
        }
        outputModel {
          id
          isServed
          ref
          name
          version
          description
          kind
          tags
          customFields
          createdBy
          createdAt
          updatedAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<JobsQuery, JobsQueryVariables>;
export const UpdateDatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateDataset($input: UpdateDatasetInput!) {
  updateDataset(input: $input) {
    __typename
    ... on Dataset {
      id
      kind
      ref
      name
      description
      tags
      sizeBytes
      hubUrl
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      version {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateDatasetMutation, UpdateDatasetMutationVariables>;
export const DeleteDatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteDataset($id: ID!) {
  deleteDataset(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteDatasetMutation, DeleteDatasetMutationVariables>;
export const CreateBranchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateBranch($input: CreateBranchInput!) {
  createBranch(input: $input) {
    __typename
    ... on Ref {
      name
      annotation
      version {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateBranchMutation, CreateBranchMutationVariables>;
export const CreateTagDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateTag($input: CreateTagInput!) {
  createTag(input: $input) {
    __typename
    ... on Ref {
      name
      annotation
      version {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTagMutation, CreateTagMutationVariables>;
export const DeleteRefDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteRef($input: DeleteRefInput!) {
  deleteRef(input: $input) {
    __typename
    ... on Dataset {
      id
      kind
      ref
      name
      description
      tags
      sizeBytes
      hubUrl
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      version {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteRefMutation, DeleteRefMutationVariables>;
export const UpdateDeploymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateDeployment($input: UpdateDeploymentInput!) {
  updateDeployment(input: $input) {
    __typename
    ... on Deployment {
      id
      name
      status
      statusReason
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapters {
        status
        statusReason
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateDeploymentMutation, UpdateDeploymentMutationVariables>;
export const DeleteDeploymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteDeployment($id: ID!) {
  deleteDeployment(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteDeploymentMutation, DeleteDeploymentMutationVariables>;
export const GrantRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantRole($input: GrantRoleInput!) {
  grantRole(input: $input) {
    __typename
    ... on Grant {
      subject
      namespace
      role
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GrantRoleMutation, GrantRoleMutationVariables>;
export const RevokeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeRole($input: RevokeRoleInput!) {
  revokeRole(input: $input) {
    __typename
    ... on Grant {
      subject
      namespace
      role
    }
    ... on NotFoundError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeRoleMutation, RevokeRoleMutationVariables>;
export const CreateAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateAccessToken($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) {
    __typename
    ... on NewAccessToken {
      secret
      token {
        id
        name
        namespace
        role
        createdBy
        createdAt
        expiresAt
        lastUsedAt
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAccessTokenMutation, CreateAccessTokenMutationVariables>;
export const RevokeAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeAccessToken($id: ID!) {
  revokeAccessToken(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeAccessTokenMutation, RevokeAccessTokenMutationVariables>;
export const UpdateNamespaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateNamespace($input: UpdateNamespaceInput!) {
  updateNamespace(input: $input) {
    __typename
    ... on Namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
      quota {
        storageBytes
        runningJobs
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateNamespaceMutation, UpdateNamespaceMutationVariables>;
export const DeleteNamespaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteNamespace($id: ID!) {
  deleteNamespace(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteNamespaceMutation, DeleteNamespaceMutationVariables>;
export const CreateProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    __typename
    ... on Project {
      id
      name
      description
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
    }
    ... on ConflictError {
      message
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const UpdateProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProject($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    __typename
    ... on Project {
      id
      name
      description
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProjectMutation, UpdateProjectMutationVariables>;
export const DeleteProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteProject($id: ID!) {
  deleteProject(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteProjectMutation, DeleteProjectMutationVariables>;
export const UpdateModelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateModel($input: UpdateModelInput!) {
  updateModel(input: $input) {
    __typename
    ... on Model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      spec {
        architecture
        parameterCount
        contextLength
        hiddenSize
        layerCount
        vocabularySize
        precision
        isChat
        isEmbedding
      }
      artifact {
        revision
        format
        sizeBytes
      }
      endpoint {
        url
        modelName
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapter {
        rank
        alpha
        dropout
        targetModules
      }
      prompt {
        systemPrompt
        examples
        inferenceParameters
      }
      guardrails {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateModelMutation, UpdateModelMutationVariables>;
export const DeleteModelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteModel($id: ID!) {
  deleteModel(id: $id) {
    __typename
    ... on Deleted {
      id
    }
    ... on NotFoundError {
      message
    }
    ... on ConflictError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteModelMutation, DeleteModelMutationVariables>;
export const SaveGuardrailConfigDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SaveGuardrailConfig($input: SaveGuardrailConfigInput!) {
  saveGuardrailConfig(input: $input) {
    __typename
    ... on GuardrailConfig {
      id
      ref
      name
      version
      description
      refusal
      createdBy
      createdAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      inputRails {
        kind
        name
        action
        parameters
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SaveGuardrailConfigMutation, SaveGuardrailConfigMutationVariables>;
export const GuardModelDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GuardModel($input: GuardModelInput!) {
  guardModel(input: $input) {
    __typename
    ... on Model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      project {
        id
        name
        description
        createdAt
        updatedAt
      }
      spec {
        architecture
        parameterCount
        contextLength
        hiddenSize
        layerCount
        vocabularySize
        precision
        isChat
        isEmbedding
      }
      artifact {
        revision
        format
        sizeBytes
      }
      endpoint {
        url
        modelName
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      adapter {
        rank
        alpha
        dropout
        targetModules
      }
      prompt {
        systemPrompt
        examples
        inferenceParameters
      }
      guardrails {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
    }
    ... on NotFoundError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<GuardModelMutation, GuardModelMutationVariables>;
export const CheckMessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CheckMessages($input: CheckMessagesInput!) {
  checkMessages(input: $input) {
    __typename
    ... on GuardrailVerdict {
      id
      outcome
      checkedBy
      checkedAt
      durationMs
      config {
        id
        ref
        name
        version
        description
        refusal
        createdBy
        createdAt
      }
      model {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      rails {
        rail
        outcome
        reason
        durationMs
      }
      messages {
        role
        content
      }
    }
    ... on NotFoundError {
      message
    }
    ... on ValidationError {
      message
      problems {
        path
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CheckMessagesMutation, CheckMessagesMutationVariables>;
export const DatasetUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription DatasetUpdated($id: ID!) {
  datasetUpdated(id: $id) {
    id
    kind
    ref
    name
    description
    tags
    sizeBytes
    hubUrl
    createdBy
    createdAt
    updatedAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
    project {
      id
      name
      description
      createdAt
      updatedAt
    }
    version {
      id
      number
      commit
      message
      author
      committedAt
      sizeBytes
    }
  }
}
    `) as unknown as TypedDocumentString<DatasetUpdatedSubscription, DatasetUpdatedSubscriptionVariables>;
export const ModelUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ModelUpdated($id: ID!) {
  modelUpdated(id: $id) {
    id
    isServed
    ref
    name
    version
    description
    kind
    tags
    customFields
    createdBy
    createdAt
    updatedAt
    namespace {
      name
      id
      description
      viewerRole
      createdAt
      updatedAt
    }
    project {
      id
      name
      description
      createdAt
      updatedAt
    }
    spec {
      architecture
      parameterCount
      contextLength
      hiddenSize
      layerCount
      vocabularySize
      precision
      isChat
      isEmbedding
    }
    artifact {
      revision
      format
      sizeBytes
    }
    endpoint {
      url
      modelName
    }
    baseModel {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
    }
    adapter {
      rank
      alpha
      dropout
      targetModules
    }
    prompt {
      systemPrompt
      examples
      inferenceParameters
    }
    guardrails {
      id
      ref
      name
      version
      description
      refusal
      createdBy
      createdAt
    }
  }
}
    `) as unknown as TypedDocumentString<ModelUpdatedSubscription, ModelUpdatedSubscriptionVariables>;
export const ModelsChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ModelsChanged($filter: ModelFilter, $after: Cursor) {
  modelsChanged(filter: $filter, after: $after) {
    cursor
    model {
      id
      isServed
      ref
      name
      version
      description
      kind
      tags
      customFields
      createdBy
      createdAt
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ModelsChangedSubscription, ModelsChangedSubscriptionVariables>;
export const JobUpdatedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription JobUpdated($id: ID!) {
  jobUpdated(id: $id) {
    __typename
    id
    name
    status
    statusReason
    createdBy
    createdAt
    startedAt
    endedAt
    ... on CustomizationJob {
      trainingType
      finetuningType
      namespace {
        name
        id
        description
        viewerRole
        createdAt
        updatedAt
      }
      progress {
        percent
        phase
        step
        stepCount
        epoch
        epochCount
        secondsRemaining
      }
      attempts {
        number
        status
        reason
        startedAt
        endedAt
        exitCode
      }
      metrics {
        name
      }
      baseModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
      dataset {
        id
        number
        commit
        message
        author
        committedAt
        sizeBytes
      }
      hyperparameters {
        epochs
        maxSteps
        batchSize
        learningRate
        minLearningRate
        warmupSteps
        weightDecay
        optimizer
        schedule
        seed
        maxSequenceLength
        validationInterval
        logInterval
        gradientClipping
      }
      checkpoints {
        step
        savedAt
        isBest
      }
      bestCheckpoint {
        step
        savedAt
        isBest
      }
      outputModel {
        id
        isServed
        ref
        name
        version
        description
        kind
        tags
        customFields
        createdBy
        createdAt
        updatedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobUpdatedSubscription, JobUpdatedSubscriptionVariables>;