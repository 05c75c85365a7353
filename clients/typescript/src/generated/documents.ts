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

export type CommitInput = {
  /** One that is not there yet begins where `main` stands. */
  branch?: string;
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: string | null | undefined;
  datasetId: string;
  /** Refused with a conflict when the branch has moved on from this commit. */
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

export type ModelKind =
  | 'ADAPTER'
  | 'BASE'
  /** Served elsewhere: its weights are not here. */
  | 'EXTERNAL';

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

export type TrainingType =
  | 'SFT';

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