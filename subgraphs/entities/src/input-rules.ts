import { ValidationError } from '@weft/kit/errors'
import { z } from 'zod'

const longestJson = 65_536

/** Text that Postgres can keep, which knows neither NUL nor half a surrogate pair. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

export const text = (longest: number) =>
  z.string().max(longest).refine(isStorable, 'holds a character that is none')

const jsonObject = z.record(z.string(), z.unknown()).refine((value) => {
  const json = JSON.stringify(value)
  return json.length <= longestJson && !/\\u0000|\\ud[89a-f]/i.test(json)
}, `must be JSON of at most ${longestJson} characters, each of them whole`)

export const Description = text(10_000).nullish()
export const ClientRequestId = text(200).min(1).nullish()
export const Tags = z
  .array(text(96).min(1))
  .max(64)
  .transform((tags) => [...new Set(tags)])
  .nullish()
export const CustomFields = jsonObject.nullish()
export const Prompt = z
  .object({
    systemPrompt: text(longestJson).nullish(),
    examples: text(longestJson).nullish(),
    inferenceParameters: jsonObject.nullish(),
  })
  .nullish()

/** What of `input` the rules know, each problem with its path. */
export function checkInput<S extends z.ZodType>(rules: S, input: unknown): z.infer<S> {
  const parsed = rules.safeParse(input)
  if (parsed.success) return parsed.data
  throw ValidationError.from(parsed.error, 'input')
}
