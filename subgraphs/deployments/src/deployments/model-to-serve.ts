import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import type { Graph } from '@weft/kit/graph'
import type { Viewer } from '@weft/kit/identity'
import { namespaceOf } from './deployment.workload.ts'
import { ModelToServeDocument } from '../generated/documents.ts'

/** A model as the graph has it, with where its weights are. */
export type ModelToServe = {
  modelId: string
  modelRef: string
  modelNamespace: string
  name: string
  kind: 'BASE' | 'ADAPTER'
  baseModel: { id: string; ref: string } | null
  repository: string
  revision: string
}

/**
 * Asks in the name of the caller: what the caller may not see cannot be served. `path` is where the input names the
 * model.
 */
export async function findModelToServe(
  { graph, viewer }: { graph: Graph; viewer: Viewer },
  { id, path }: { id: string; path: string },
): Promise<ModelToServe> {
  const { model } = await graph(viewer, ModelToServeDocument, { id })
  if (!model) throw new NotFoundError(`No model \`${id}\`.`)
  const { artifact, baseModel, kind } = model
  if (!artifact || kind === 'EXTERNAL')
    throw new ValidationError([
      { path, message: `\`${model.ref}\` is served elsewhere; there are no weights to deploy.` },
    ])
  if (artifact.format === 'GGUF')
    throw new ValidationError([
      {
        path,
        message: `\`${model.ref}\` has its weights as GGUF; only SAFETENSORS can be served.`,
      },
    ])
  if (!artifact.repository)
    throw new ConflictError(`The files of \`${model.ref}\` cannot be read: no such repository.`)
  return {
    modelId: model.id,
    modelRef: model.ref,
    modelNamespace: model.namespace.name,
    name: model.name,
    kind,
    baseModel: baseModel ? { id: baseModel.id, ref: baseModel.ref } : null,
    repository: `${namespaceOf(artifact.repository.ref)}/${artifact.repository.id}`,
    revision: artifact.revision,
  }
}
