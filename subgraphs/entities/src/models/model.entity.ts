import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import type { ExternalEndpoint } from './external-endpoint.ts'
import type { AdapterSpec, ModelSpec } from './model-files.ts'

export const modelKinds = ['BASE', 'ADAPTER', 'EXTERNAL'] as const
export const modelFormats = ['SAFETENSORS', 'GGUF', 'PEFT'] as const

export type PromptTemplate = {
  systemPrompt?: string | null
  examples?: string | null
  inferenceParameters?: Record<string, unknown> | null
}

const schema = defineEntity({
  name: 'Model',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('model')),
    namespace: p.text(),
    name: p.text(),
    version: p.text(),
    description: p.text().nullable(),
    projectId: p.text().nullable(),
    kind: p.enum(modelKinds),
    spec: p.json<ModelSpec>().nullable(),
    repositoryId: p.text().nullable(),
    revision: p.text().nullable(),
    format: p.enum(modelFormats).nullable(),
    sizeBytes: p.bigint('number').nullable(),
    endpoint: p.json<ExternalEndpoint>().nullable(),
    /** Encrypted, for this row alone. */
    apiKey: p.text().nullable(),
    /** By this the history tells that a key was set or taken away. */
    apiKeySetAt: p.datetime(3).nullable(),
    baseModelId: p.text().nullable(),
    adapter: p.json<AdapterSpec>().nullable(),
    prompt: p.json<PromptTemplate>().nullable(),
    tags: p.array<string>(),
    customFields: p.json<Record<string, unknown>>().nullable(),
    clientRequestId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
  uniques: [
    { properties: ['namespace', 'name', 'version'] },
    { properties: ['namespace', 'clientRequestId'] },
  ],
  checks: [
    { name: 'model_endpoint_check', expression: `(kind = 'EXTERNAL') = (endpoint is not null)` },
    {
      name: 'model_files_check',
      expression: `num_nulls(spec, repository_id, revision, format, size_bytes) = case kind when 'EXTERNAL' then 5 else 0 end`,
    },
  ],
  // one for each order of a list, over all namespaces and in one, and one for each filter
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['name', 'id'] },
    { properties: ['updatedAt', 'id'] },
    { properties: ['namespace', 'createdAt', 'id'] },
    { properties: ['namespace', 'name', 'id'] },
    { properties: ['namespace', 'updatedAt', 'id'] },
    { properties: ['namespace', 'kind', 'createdAt', 'id'] },
    { properties: ['baseModelId', 'createdAt', 'id'] },
    { properties: ['projectId', 'createdAt', 'id'] },
    { properties: ['repositoryId', 'createdAt', 'id'] },
    { properties: ['tags'], type: 'gin' },
    {
      name: 'model_api_key_index',
      expression: 'create index model_api_key_index on model (id) where api_key is not null',
    },
    {
      name: 'model_search_index',
      expression:
        'create index model_search_index on model using gin (name gin_trgm_ops, description gin_trgm_ops)',
    },
  ],
})

/** One version of a model. What it is made of is written once; what is said about it may change. */
export class Model extends schema.class {
  ref(): string {
    return `${this.namespace}/${this.name}@${this.version}`
  }

  /** Where the weights are; null when they are not here. */
  artifact() {
    const { repositoryId, revision, format, sizeBytes } = this
    if (!repositoryId) return null
    return {
      repository: { id: repositoryId },
      revision: revision!,
      format: format!,
      sizeBytes: sizeBytes!,
    }
  }
}

schema.setClass(Model)
