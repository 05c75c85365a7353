import { z } from 'zod'

const chatRow = z.object({
  messages: z
    .array(z.object({ role: z.string(), content: z.string() }))
    .refine((messages) => messages.some(({ role }) => role === 'assistant'), {
      message: 'no message is of the assistant',
    }),
})
const completionRow = z.object({ prompt: z.string(), completion: z.string().min(1) })

export type Row = z.infer<typeof chatRow> | z.infer<typeof completionRow>

/** The rows of a JSONL file; a bad one is named as `file:line`. Blank lines are no rows. */
export function parseRows(text: string, file: string): Row[] {
  return text.split('\n').flatMap((line, i) => (line.trim() ? [parseRow(line, file, i + 1)] : []))
}

function parseRow(line: string, file: string, number: number): Row {
  const json = parseJson(line)
  if (typeof json !== 'object' || json === null)
    throw new Error(`${file}:${number} is not a JSON object.`)
  const parsed = ('messages' in json ? chatRow : completionRow).safeParse(json)
  if (parsed.success) return parsed.data
  throw new Error(
    `${file}:${number} is neither {"messages": […]} nor {"prompt": …, "completion": …}:\n` +
      z.prettifyError(parsed.error),
  )
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
