import { prefixOf } from '@weft/kit/ids'
import { AccessToken } from '../access-tokens/access-token.entity.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { Model } from '../models/model.entity.ts'
import { Namespace } from '../namespaces/namespace.entity.ts'
import { Project } from '../projects/project.entity.ts'
import type { ForeignNode } from './foreign-nodes.ts'

export const resolvers = {
  Query: {
    node: (_, { id }, { loaders }) => {
      const prefix = prefixOf(id)
      if (prefix === 'namespace') return loaders.namespaces.load(id)
      if (prefix === 'project') return loaders.projects.load(id)
      if (prefix === 'token') return loaders.accessTokens.load(id)
      if (prefix === 'model') return loaders.models.load(id)
      return loaders.foreignNodes.load(id)
    },
  },
  Node: {
    __resolveType: (node) => {
      if (node instanceof Namespace) return 'Namespace'
      if (node instanceof Project) return 'Project'
      if (node instanceof AccessToken) return 'AccessToken'
      if (node instanceof Model) return 'Model'
      return (node as ForeignNode).__typename
    },
  },
} satisfies Resolvers
