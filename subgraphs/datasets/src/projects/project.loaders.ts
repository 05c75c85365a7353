import type { Graph } from '@weft/kit/graph'
import type { Viewer } from '@weft/kit/identity'
import { batchLoader } from '@weft/kit/loader'
import { ProjectOfRepositoryDocument } from '../generated/documents.ts'
import type { ProjectOfRepositoryQuery } from '../generated/documents.ts'

type Project = NonNullable<ProjectOfRepositoryQuery['project']>

/** Projects as the graph shows them to the viewer, each asked for once a request. */
export const createProjectLoaders = (graph: Graph, viewer: Viewer) => ({
  projects: batchLoader<Project>(
    async (ids) => {
      const asked = ids.map((id) => graph(viewer, ProjectOfRepositoryDocument, { id }))
      return (await Promise.all(asked)).flatMap(({ project }) => project ?? [])
    },
    ({ id }) => id,
  ),
})
