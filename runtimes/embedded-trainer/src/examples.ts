import type { ChatMessage, Tokenizer } from '@weft/model-files/tokenizer'
import type { Example } from './batch.ts'
import type { Row } from './rows.ts'

/** What is learned of a row: every assistant turn of a chat, or the completion of a prompt. */
export function toExample(tokenizer: Tokenizer, row: Row): Example {
  if ('messages' in row) return chatExample(tokenizer, row.messages)
  const example: Example = { ids: [], isTarget: [] }
  if (tokenizer.addsBegin && tokenizer.beginId !== null) append(example, [tokenizer.beginId], false)
  append(example, tokenizer.encode(row.prompt), false)
  append(example, [...tokenizer.encode(row.completion), tokenizer.endId], true)
  return example
}

/**
 * The text is tokenized in pieces, cut where an answer begins and ends: so the model learns from
 * the very tokens that it will see when it is asked.
 */
function chatExample(tokenizer: Tokenizer, messages: readonly ChatMessage[]): Example {
  const example: Example = { ids: [], isTarget: [] }
  let done = ''
  for (const [i, { role }] of messages.entries()) {
    if (role !== 'assistant') continue
    const question = tokenizer.render(messages.slice(0, i), { forAnswer: true })
    const answered = tokenizer.render(messages.slice(0, i + 1), { forAnswer: false })
    append(example, tokenizer.encode(suffix(question, done)), false)
    append(example, tokenizer.encode(suffix(answered, question)), true)
    done = answered
  }
  return example
}

function suffix(text: string, before: string) {
  if (text.startsWith(before)) return text.slice(before.length)
  throw new Error(
    'The chat template rewrites earlier turns, so answers cannot be told from questions.',
  )
}

function append(example: Example, ids: readonly number[], isTarget: boolean) {
  for (const id of ids) {
    example.ids.push(id)
    example.isTarget.push(isTarget)
  }
}

/** Cuts the examples that are longer than `length` tokens and says how many there were. */
export function cutExamples(examples: readonly Example[], length: number) {
  const cut = examples.map(({ ids, isTarget }) => ({
    ids: ids.slice(0, length),
    isTarget: isTarget.slice(0, length),
  }))
  return {
    cutCount: examples.filter(({ ids }) => ids.length > length).length,
    // A row whose answer was cut away has nothing left to learn from.
    examples: cut.filter(({ isTarget }) => isTarget.includes(true, 1)),
  }
}
