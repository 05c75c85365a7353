/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type CreateAccessTokenInput = {
  expiresAt?: string | null | undefined;
  name: string;
  /** Where it may be used; everywhere that the caller has rights when left out. */
  namespace?: string | null | undefined;
  /** At most the caller's own. */
  role: Role;
};

export type CreateProjectInput = {
  /** Makes a retry safe: in one namespace, the same one gives the same project. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  /** Lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit. */
  name: string;
  namespace: string;
};

/** READY only after the server has answered a chat completion, and only while it answers its health checks: after three failures in a row it is started again. */
export type DeploymentStatus =
  | 'DELETING'
  | 'DOWNLOADING'
  | 'FAILED'
  | 'PENDING'
  | 'READY'
  | 'STARTING';

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

export type GuardrailOutcome =
  | 'BLOCKED'
  | 'MASKED'
  | 'PASSED';

export type JobStatus =
  | 'CANCELLED'
  | 'CANCELLING'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type LogStream =
  | 'PLATFORM'
  | 'STDERR'
  | 'STDOUT';

export type ModelKind =
  | 'ADAPTER'
  | 'BASE'
  /** Served elsewhere: its weights are not here. */
  | 'EXTERNAL';

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

export type SaveGuardrailConfigInput = {
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: string | null | undefined;
  description?: string | null | undefined;
  inputRails: Array<RailInput>;
  name: string;
  namespace: string;
  refusal?: string;
};

export type ChainQueryVariables = Exact<{
  id: string;
}>;


export type ChainQuery = { job: { status: JobStatus, statusReason: string | null, baseModel: { id: string, ref: string } | null, dataset: { number: number, dataset: { id: string, ref: string } } | null, outputModel: { ref: string, kind: ModelKind, isServed: boolean, adapter: { rank: number, alpha: number } | null, baseModel: { id: string } | null, producedBy: { id: string } | null, guardrails: { ref: string } | null, artifact: { repository: { ref: string, kind: RepositoryKind } | null } | null, deployments: { nodes: Array<{ id: string, status: DeploymentStatus }> } } | null } | null };

export type JobEventsAcrossSubgraphsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type JobEventsAcrossSubgraphsSubscription = { jobEvents:
    | { cursor: string, job: { status: JobStatus, dataset: { dataset: { ref: string } } | null, baseModel: { ref: string } | null, outputModel: { kind: ModelKind } | null } }
    | { cursor: string, job: { status: JobStatus, dataset: { dataset: { ref: string } } | null, baseModel: { ref: string } | null, outputModel: { kind: ModelKind } | null } }
    | { cursor: string, job: { status: JobStatus, dataset: { dataset: { ref: string } } | null, baseModel: { ref: string } | null, outputModel: { kind: ModelKind } | null } }
    | { cursor: string, job: { status: JobStatus, dataset: { dataset: { ref: string } } | null, baseModel: { ref: string } | null, outputModel: { kind: ModelKind } | null } }
    | { cursor: string, job: { status: JobStatus, dataset: { dataset: { ref: string } } | null, baseModel: { ref: string } | null, outputModel: { kind: ModelKind } | null } }
   };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, status: JobStatus, statusReason: string | null, checkpoints: Array<{ step: number, version: { commit: string } | null }>, outputModel: { ref: string } | null, attempts: Array<{ number: number, status: JobStatus, reason: string | null, exitCode: number | null }> } | null };

export type JobHistoryQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type JobHistoryQuery = { job: { events: { totalCount: number, edges: Array<{ cursor: string, node:
          | { __typename: 'JobCheckpointSaved' }
          | { __typename: 'JobLogged' }
          | { __typename: 'JobMetricsReported' }
          | { __typename: 'JobProgressed' }
          | { __typename: 'JobStatusChanged', to: JobStatus }
         }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type JobLogsQueryVariables = Exact<{
  id: string;
}>;


export type JobLogsQuery = { job: { logs: { nodes: Array<{ stream: LogStream, text: string }> } } | null };

export type SaveGuardrailConfigMutationVariables = Exact<{
  input: SaveGuardrailConfigInput;
}>;


export type SaveGuardrailConfigMutation = { saveGuardrailConfig:
    | { __typename: 'GuardrailConfig', id: string, ref: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type GuardModelMutationVariables = Exact<{
  input: GuardModelInput;
}>;


export type GuardModelMutation = { guardModel:
    | { __typename: 'Model', id: string, guardrails: { ref: string } | null }
    | { __typename: 'NotFoundError', message: string }
   };

export type VerdictsQueryVariables = Exact<{ [key: string]: never; }>;


export type VerdictsQuery = { guardrailVerdicts: { nodes: Array<{ outcome: GuardrailOutcome, config: { ref: string }, model: { ref: string } | null }> } };

export type FindNamespaceQueryVariables = Exact<{
  name: string;
}>;


export type FindNamespaceQuery = { namespace: { id: string } | null };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'ValidationError', message: string }
   };

export type CreateAccessTokenMutationVariables = Exact<{
  input: CreateAccessTokenInput;
}>;


export type CreateAccessTokenMutation = { createAccessToken:
    | { __typename: 'NewAccessToken', secret: string, token: { id: string } }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type RevokeAccessTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeAccessTokenMutation = { revokeAccessToken:
    | { __typename: 'ConflictError' }
    | { __typename: 'Deleted' }
    | { __typename: 'NotFoundError' }
   };

export type GrantRoleMutationVariables = Exact<{
  input: GrantRoleInput;
}>;


export type GrantRoleMutation = { grantRole:
    | { __typename: 'Grant' }
    | { __typename: 'NotFoundError' }
    | { __typename: 'ValidationError' }
   };

export type RevokeRoleMutationVariables = Exact<{
  input: RevokeRoleInput;
}>;


export type RevokeRoleMutation = { revokeRole:
    | { __typename: 'Grant' }
    | { __typename: 'NotFoundError' }
   };

export type CheckMessagesMutationVariables = Exact<{
  input: CheckMessagesInput;
}>;


export type CheckMessagesMutation = { checkMessages:
    | { __typename: 'GuardrailVerdict', id: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
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

export const ChainDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Chain($id: ID!) {
  job(id: $id) {
    status
    statusReason
    ... on CustomizationJob {
      baseModel {
        id
        ref
      }
      dataset {
        number
        dataset {
          id
          ref
        }
      }
      outputModel {
        ref
        kind
        adapter {
          rank
          alpha
        }
        baseModel {
          id
        }
        producedBy {
          id
        }
        isServed
        guardrails {
          ref
        }
        artifact {
          repository {
            ref
            kind
          }
        }
        deployments {
          nodes {
            id
            status
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChainQuery, ChainQueryVariables>;
export const JobEventsAcrossSubgraphsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription JobEventsAcrossSubgraphs($id: ID!, $after: Cursor) {
  jobEvents(id: $id, after: $after) {
    cursor
    job {
      status
      ... on CustomizationJob {
        dataset {
          dataset {
            ref
          }
        }
        baseModel {
          ref
        }
        outputModel {
          kind
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobEventsAcrossSubgraphsSubscription, JobEventsAcrossSubgraphsSubscriptionVariables>;
export const JobDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Job($id: ID!) {
  job(id: $id) {
    id
    status
    statusReason
    attempts {
      number
      status
      reason
      exitCode
    }
    ... on CustomizationJob {
      checkpoints {
        step
        version {
          commit
        }
      }
      outputModel {
        ref
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobQuery, JobQueryVariables>;
export const JobHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query JobHistory($id: ID!, $after: Cursor) {
  job(id: $id) {
    events(first: 100, after: $after) {
      totalCount
      edges {
        cursor
        node {
          __typename
          ... on JobStatusChanged {
            to
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobHistoryQuery, JobHistoryQueryVariables>;
export const JobLogsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query JobLogs($id: ID!) {
  job(id: $id) {
    logs {
      nodes {
        stream
        text
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JobLogsQuery, JobLogsQueryVariables>;
export const SaveGuardrailConfigDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SaveGuardrailConfig($input: SaveGuardrailConfigInput!) {
  saveGuardrailConfig(input: $input) {
    __typename
    ... on GuardrailConfig {
      id
      ref
    }
    ... on Error {
      message
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
      guardrails {
        ref
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<GuardModelMutation, GuardModelMutationVariables>;
export const VerdictsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Verdicts {
  guardrailVerdicts {
    nodes {
      outcome
      config {
        ref
      }
      model {
        ref
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VerdictsQuery, VerdictsQueryVariables>;
export const FindNamespaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindNamespace($name: String!) {
  namespace(name: $name) {
    id
  }
}
    `) as unknown as TypedDocumentString<FindNamespaceQuery, FindNamespaceQueryVariables>;
export const CreateProjectDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    __typename
    ... on Project {
      id
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const CreateAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateAccessToken($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) {
    ... on NewAccessToken {
      __typename
      secret
      token {
        id
      }
    }
    ... on Error {
      __typename
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAccessTokenMutation, CreateAccessTokenMutationVariables>;
export const RevokeAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeAccessToken($id: ID!) {
  revokeAccessToken(id: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RevokeAccessTokenMutation, RevokeAccessTokenMutationVariables>;
export const GrantRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantRole($input: GrantRoleInput!) {
  grantRole(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<GrantRoleMutation, GrantRoleMutationVariables>;
export const RevokeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeRole($input: RevokeRoleInput!) {
  revokeRole(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RevokeRoleMutation, RevokeRoleMutationVariables>;
export const CheckMessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CheckMessages($input: CheckMessagesInput!) {
  checkMessages(input: $input) {
    __typename
    ... on GuardrailVerdict {
      id
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CheckMessagesMutation, CheckMessagesMutationVariables>;