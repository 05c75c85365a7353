import { startEntities } from './harness.ts'
import type { EntityStore, Files } from './harness.ts'

export const register = /* GraphQL */ `
  mutation ($input: RegisterModelInput!) {
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
          hiddenSize
          layerCount
          vocabularySize
          precision
          isChat
          isEmbedding
        }
        artifact {
          repository {
            id
          }
          revision
          format
          sizeBytes
        }
        baseModel {
          ref
        }
        adapter {
          rank
          alpha
          dropout
          targetModules
        }
        createdBy
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
`

export type Registered = { registerModel: { __typename: string; id: string; ref: string } }

export async function startWithNamespace(): Promise<EntityStore> {
  const store = await startEntities()
  await store.execute(/* GraphQL */ `
    mutation {
      createNamespace(input: { name: "acme" }) {
        __typename
      }
    }
  `)
  return store
}

export const inputOf = (store: EntityStore, files: Files, fields: object = {}) => ({
  input: {
    namespace: 'acme',
    name: 'tiny',
    source: { files: { repositoryId: store.repositoryWith(files).repositoryId } },
    ...fields,
  },
})
