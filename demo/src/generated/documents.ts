/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** READY only after the server has answered a chat completion, and only while it answers its health checks: after three failures in a row it is started again. */
export type DeploymentStatus =
  | 'DELETING'
  | 'DOWNLOADING'
  | 'FAILED'
  | 'PENDING'
  | 'READY'
  | 'STARTING';

export type JobStatus =
  | 'CANCELLED'
  | 'CANCELLING'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type ModelKind =
  | 'ADAPTER'
  | 'BASE'
  /** Served elsewhere: its weights are not here. */
  | 'EXTERNAL';

export type ChainQueryVariables = Exact<{
  version: string;
}>;


export type ChainQuery = { node:
    | { number: number, commit: string, dataset: { ref: string }, usedBy: { nodes: Array<{ id: string, status: JobStatus, metrics: Array<{ points: Array<{ step: number, value: number }> }>, outputModel: { ref: string, kind: ModelKind, adapter: { rank: number } | null, deployments: { nodes: Array<{ name: string, status: DeploymentStatus, model: { ref: string } | null }> }, baseModel: { ref: string, spec: { parameterCount: number } | null } | null } | null }> } }
    | Record<PropertyKey, never>
   | null };

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
    query Chain($version: ID!) {
  node(id: $version) {
    ... on DatasetVersion {
      number
      commit
      dataset {
        ref
      }
      usedBy {
        nodes {
          ... on CustomizationJob {
            id
            status
            metrics(names: ["train_loss"], points: 2) {
              points {
                step
                value
              }
            }
            outputModel {
              ref
              kind
              adapter {
                rank
              }
              deployments {
                nodes {
                  name
                  status
                  model {
                    ref
                  }
                }
              }
              baseModel {
                ref
                spec {
                  parameterCount
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChainQuery, ChainQueryVariables>;