import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import type { AdapterSpec, ModelSpec } from './model-files.ts'

export const modelKinds = ['BASE', 'ADAPTER'] as const
export const modelFormats = ['SAFETENSORS', 'PEFT'] as const

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
    kind: p.enum(modelKinds),
    spec: p.json<ModelSpec>(),
    repositoryId: p.text(),
    revision: p.text(),
    format: p.enum(modelFormats),
    sizeBytes: p.bigint('number'),
    baseModelId: p.text().nullable().index(),
    adapter: p.json<AdapterSpec>().nullable(),
    tags: p.array<string>(),
    createdBy: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
  uniques: [{ properties: ['namespace', 'name', 'version'] }],
})

/** One version of a model. Written once: another version is another row. */
export class Model extends schema.class {
  ref(): string {
    return `${this.namespace}/${this.name}@${this.version}`
  }
}

schema.setClass(Model)
