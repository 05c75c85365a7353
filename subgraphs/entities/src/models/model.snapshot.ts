import type { Snapshot } from '../changes/change.entity.ts'
import { Model } from './model.entity.ts'

const kept = [
  'id',
  'namespace',
  'name',
  'version',
  'description',
  'projectId',
  'kind',
  'spec',
  'repositoryId',
  'revision',
  'format',
  'sizeBytes',
  'endpoint',
  'apiKeySetAt',
  'baseModelId',
  'adapter',
  'prompt',
  'tags',
  'customFields',
  'createdBy',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof Model)[]

/** What the history keeps of a model. */
export const snapshotOf = (model: Model): Snapshot =>
  JSON.parse(
    JSON.stringify(Object.fromEntries(kept.map((field) => [field, model[field] ?? null]))),
  ) as Snapshot

/** A model as it was, which no transaction writes. */
export function modelFrom(snapshot: Snapshot): Model {
  const { createdAt, updatedAt, ...fields } = snapshot
  return Object.assign(Object.create(Model.prototype) as Model, fields, {
    createdAt: new Date(String(createdAt)),
    updatedAt: new Date(String(updatedAt)),
  })
}
