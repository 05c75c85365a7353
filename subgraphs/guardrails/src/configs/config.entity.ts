import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import type { Rail } from '../rails/rail.ts'

const schema = defineEntity({
  name: 'GuardrailConfig',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('guardrail_config')),
    namespace: p.text(),
    name: p.text(),
    version: p.integer(),
    description: p.text().nullable(),
    inputRails: p.json<Rail[]>(),
    refusal: p.text(),
    clientRequestId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
  uniques: [
    { properties: ['namespace', 'name', 'version'] },
    { properties: ['namespace', 'clientRequestId'] },
  ],
})

/** One version of a config. Written once: another version is another row. */
export class GuardrailConfig extends schema.class {
  ref(): string {
    return `${this.namespace}/${this.name}@${this.version}`
  }
}

schema.setClass(GuardrailConfig)
