import { prefixOf } from '@weft/kit/ids'
import { AccessToken } from '../access-tokens/access-token.entity.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { Model } from '../models/model.entity.ts'
import { Namespace } from '../namespaces/namespace.entity.ts'
import { Project } from '../projects/project.entity.ts'

/** The types that other subgraphs own, by the prefix of their ids; the gateway asks the owner for their fields. */
const foreign = {
  dataset: 'Dataset',
  version: 'DatasetVersion',
  job: 'CustomizationJob',
  deployment: 'Deployment',
  guardrail_config: 'GuardrailConfig',
  guardrail_verdict: 'GuardrailVerdict',
} as const

const isForeign = (prefix: string | null): prefix is keyof typeof foreign =>
  prefix !== null && Object.hasOwn(foreign, prefix)

export const resolvers = {
  Query: {
    node: (_, { id }, { loaders }) => {
      const prefix = prefixOf(id)
      if (prefix === 'namespace') return loaders.namespaces.load(id)
      if (prefix === 'project') return loaders.projects.load(id)
      if (prefix === 'token') return loaders.accessTokens.load(id)
      if (prefix === 'model') return loaders.models.load(id)
      return isForeign(prefix) ? { __typename: foreign[prefix], id } : null
    },
  },
  Node: {
    __resolveType: (node) => {
      if (node instanceof Namespace) return 'Namespace'
      if (node instanceof Project) return 'Project'
      if (node instanceof AccessToken) return 'AccessToken'
      if (node instanceof Model) return 'Model'
      return (node as { __typename: (typeof foreign)[keyof typeof foreign] }).__typename
    },
  },
} satisfies Resolvers
