import { defineEntity, p } from '@mikro-orm/postgresql'
import { newId } from '@weft/kit/ids'
import type { Message, RailVerdict } from '../rails/check.ts'

export const outcomes = ['PASSED', 'MASKED', 'BLOCKED'] as const

const schema = defineEntity({
  name: 'GuardrailVerdict',
  properties: {
    id: p
      .text()
      .primary()
      .onCreate(() => newId('guardrail_verdict')),
    /** The guarded model's, or else the config's. */
    namespace: p.text().index(),
    configId: p.text().index(),
    modelId: p.text().nullable().index(),
    outcome: p.enum(outcomes),
    rails: p.json<RailVerdict[]>(),
    checkedBy: p.text(),
    checkedAt: p.datetime().onCreate(() => new Date()),
    durationMs: p.double(),
  },
})

/** How one check went. Where something was found is kept; what was written there is not. */
export class GuardrailVerdict extends schema.class {
  /** Only for whoever asked for the check, and only now. */
  messages: Message[] | null = null
}

schema.setClass(GuardrailVerdict)
