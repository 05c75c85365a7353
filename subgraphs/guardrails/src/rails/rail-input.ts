import { z } from 'zod'
import { KeywordParameters } from './keywords.ts'
import type { Rail } from './rail.ts'
import { RegexParameters } from './regex.ts'

const named = { name: z.string().nullish(), action: z.enum(['BLOCK', 'MASK', 'FLAG']) }
const RailInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('REGEX'), ...named, parameters: RegexParameters }),
  z.object({ kind: z.literal('KEYWORDS'), ...named, parameters: KeywordParameters }),
])

const railName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,95}$/u

/** The rails of a config as they are given, each with a name of its own; its parameters in full. */
export const Rails = z
  .array(RailInput)
  .min(1, 'needs a rail at least')
  .max(20, 'has more than 20 rails')
  .transform((rails) => rails.map(toRail))
  .superRefine((rails, check) => {
    rails.forEach(({ name }, index) => {
      const problem = railName.test(name)
        ? rails.findIndex((rail) => rail.name === name) < index && `\`${name}\` names two rails`
        : `\`${name.slice(0, 100)}\` is not a name: use letters, digits and \` ._-\`, 1 to 96 of them`
      if (problem) check.addIssue({ code: 'custom', path: [index, 'name'], message: problem })
    })
  })

function toRail(input: z.infer<typeof RailInput>, index: number): Rail {
  const { kind, action, parameters } = input
  return { kind, action, parameters, name: input.name ?? `${kind.toLowerCase()}-${index + 1}` }
}
