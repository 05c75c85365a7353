import { roleIn } from '@weft/kit/identity'
import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import type { Resolvers } from '../generated/graphql.ts'
import { findModels } from '../models/model.pages.ts'
import { findProjects } from '../projects/project.service.ts'
import { deleteNamespace } from './namespace.deletion.ts'
import { createNamespace, findNamespaces, updateNamespace } from './namespace.service.ts'

export const resolvers = {
  Query: {
    namespace: (_, { name }, { loaders }) => loaders.namespacesByName.load(name),
    namespaces: (_, page, context) => findNamespaces(context, page),
  },

  Mutation: {
    createNamespace: (_, { input }, context) =>
      orError(() => createNamespace(context, input), ConflictError, ValidationError),
    updateNamespace: (_, { input }, context) =>
      orError(() => updateNamespace(context, input), NotFoundError, ValidationError),
    deleteNamespace: (_, { id }, context) =>
      orError(() => deleteNamespace(context, id), NotFoundError, ConflictError),
  },
  CreateNamespaceResult: resultOf('Namespace'),
  UpdateNamespaceResult: resultOf('Namespace'),

  Namespace: {
    __resolveReference: (reference, { loaders }) =>
      'id' in reference
        ? loaders.namespaces.load(reference.id)
        : loaders.namespacesByName.load(reference.name),
    quota: (namespace) => namespace.quota(),
    viewerRole: ({ name }, _, { viewer }) => roleIn(viewer, name),
    projects: ({ name }, page, context) =>
      findProjects(context, { ...page, filter: { namespace: name } }),
    models: ({ name }, { filter, ...page }, context) =>
      findModels(context, { ...page, filter: { ...filter, namespace: name } }),
  },
} satisfies Resolvers
