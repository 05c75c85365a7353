import { z } from 'zod'

export const rowFormats = [
  'CHAT',
  'COMPLETION',
  'PREFERENCE',
  'EMBEDDING',
  'RETRIEVAL',
  'TABLE',
] as const
export type RowFormat = (typeof rowFormats)[number]

export const splitNames = ['TRAINING', 'VALIDATION', 'TESTING'] as const
export type SplitName = (typeof splitNames)[number]

const roles = ['system', 'user', 'assistant', 'tool'] as const
const Content = z.union(
  [z.string(), z.array(z.looseObject({ type: z.literal('text'), text: z.string() })).min(1)],
  { error: 'is neither a text nor a list of parts {"type": "text", "text": …}' },
)
const Message = z
  .looseObject({
    role: z.enum(roles, { error: `is none of ${roles.join(', ')}` }),
    content: Content.nullish(),
    tool_calls: z.array(z.looseObject({})).nullish(),
  })
  .refine(({ content, tool_calls }) => content != null || tool_calls?.length, {
    path: ['content'],
    error: 'is missing',
  })
const Messages = z.array(Message).min(1, { error: 'is empty' })
const Text = z.union([z.string(), Messages], { error: 'is neither a text nor a list of messages' })
const Documents = z.union([z.string(), z.array(z.string()).min(1)], {
  error: 'is neither a text nor a list of texts',
})

const shapes: Record<RowFormat, z.ZodType> = {
  CHAT: z.looseObject({ messages: Messages, tools: z.array(z.looseObject({})).nullish() }),
  COMPLETION: z.looseObject({ prompt: Text, completion: Text }),
  PREFERENCE: z.looseObject({ prompt: Text, chosen: Text, rejected: Text }),
  EMBEDDING: z.looseObject({ query: z.string(), pos_doc: Documents, neg_doc: Documents }),
  RETRIEVAL: z.looseObject({ _id: z.string(), text: z.string(), title: z.string().nullish() }),
  TABLE: z.looseObject({}),
}

type Row = Record<string, unknown>

/** The format that a file's first row gives to the whole file. */
export function formatOf(row: Row): RowFormat {
  const has = (...columns: string[]) => columns.every((column) => column in row)
  if (has('messages')) return 'CHAT'
  if (has('prompt', 'completion')) return 'COMPLETION'
  if (has('prompt', 'chosen', 'rejected')) return 'PREFERENCE'
  if (has('query', 'pos_doc', 'neg_doc')) return 'EMBEDDING'
  if (has('_id', 'text')) return 'RETRIEVAL'
  return 'TABLE'
}

/** What is wrong with a row of `format`; null when nothing is. */
export function problemOf(row: Row, format: RowFormat, split: SplitName): string | null {
  const { success, error } = shapes[format].safeParse(row)
  if (!success) {
    const { path, message } = error.issues[0]!
    return `This row is not ${format}, as the first row of the file is: ${pathOf(path)} ${message}.`
  }
  if (format === 'CHAT' && split === 'TRAINING' && !hasAssistantTurn(row))
    return 'There is no turn of the assistant to learn from: no message has the role assistant.'
  return null
}

const hasAssistantTurn = ({ messages }: Row) =>
  (messages as { role: string }[]).some(({ role }) => role === 'assistant')

const pathOf = (path: PropertyKey[]) =>
  `\`${path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`)).join('')}\``
