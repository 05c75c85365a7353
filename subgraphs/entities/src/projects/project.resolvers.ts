import { ConflictError, NotFoundError, ValidationError, orError, resultOf } from '@weft/kit/errors'
import { findHistory } from '../changes/change.service.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { findModels } from '../models/model.pages.ts'
import { createProject, deleteProject, findProjects, updateProject } from './project.service.ts'

export const resolvers = {
  Query: {
    project: (_, { id }, { loaders }) => loaders.projects.load(id),
    projects: (_, args, context) => findProjects(context, args),
  },

  Mutation: {
    createProject: (_, { input }, context) =>
      orError(() => createProject(context, input), ConflictError, NotFoundError, ValidationError),
    updateProject: (_, { input }, context) =>
      orError(() => updateProject(context, input), NotFoundError, ValidationError),
    deleteProject: (_, { id }, context) =>
      orError(() => deleteProject(context, id), NotFoundError, ConflictError),
  },
  CreateProjectResult: resultOf('Project'),
  UpdateProjectResult: resultOf('Project'),

  Project: {
    __resolveReference: ({ id }, { loaders }) => loaders.projects.load(id),
    namespace: async ({ namespace }, _, { loaders }) =>
      (await loaders.namespacesByName.load(namespace))!,
    history: ({ id }, page, context) => findHistory(context, id, page),
    models: ({ id }, page, context) => findModels(context, { ...page, filter: { projectId: id } }),
  },
} satisfies Resolvers
