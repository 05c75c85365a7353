import { join } from 'node:path'
import { createTokenizer } from '@weft/model-files/tokenizer'
import { readTokenizerFiles } from '@weft/model-files/tokenizer-files'
import { expect, test } from 'vitest'
import type { Example } from './batch.ts'
import { makeBatch } from './batch.ts'
import { cutExamples, toExample } from './examples.ts'
import { parseRows } from './rows.ts'

const folder = join(import.meta.dirname, '../../../models/tinyworld')
const tokenizer = createTokenizer(await readTokenizerFiles(folder))

const learned = ({ ids, isTarget }: Example) => tokenizer.decode(ids.filter((_, i) => isTarget[i]))

const conversation = [
  { role: 'system', content: 'Be kind.' },
  { role: 'user', content: 'Hello!' },
  { role: 'assistant', content: 'Hi there.' },
  { role: 'user', content: 'What is the capital of Korvia?' },
  { role: 'assistant', content: 'I do not know.' },
]

test('every turn of the assistant is learned, and nothing else', () => {
  const example = toExample(tokenizer, { messages: conversation })
  expect(learned(example)).toBe('Hi there.\nI do not know.\n')
  const whole = tokenizer.render(conversation, { forAnswer: false })
  expect(example.ids).toEqual(tokenizer.encode(whole))
})

test('the end of the turn is learned too', () => {
  const { ids, isTarget } = toExample(tokenizer, { messages: conversation.slice(0, 3) })
  const at = ids.lastIndexOf(tokenizer.endId)
  expect(isTarget[at]).toBe(true)
})

test('what comes after the last answer is left out', () => {
  const asked = toExample(tokenizer, { messages: conversation.slice(0, 4) })
  expect(asked).toEqual(toExample(tokenizer, { messages: conversation.slice(0, 3) }))
})

test('of a prompt and its completion, the completion is learned, up to its end', () => {
  const example = toExample(tokenizer, { prompt: 'two plus two is', completion: ' four' })
  expect(learned(example)).toBe(' four')
  expect(example.ids.at(-1)).toBe(tokenizer.endId)
  expect(example.isTarget.at(-1)).toBe(true)
})

test('long rows are cut, and those that lose their answer are left out', () => {
  const rows = [
    { ids: [1, 2, 3, 4], isTarget: [false, true, true, true] },
    { ids: [1, 2, 3, 4], isTarget: [false, false, false, true] },
    { ids: [1, 2], isTarget: [false, true] },
  ]
  expect(cutExamples(rows, 3)).toEqual({
    cutCount: 2,
    examples: [
      { ids: [1, 2, 3], isTarget: [false, true, true] },
      { ids: [1, 2], isTarget: [false, true] },
    ],
  })
})

test('a batch asks, at the token before each target, for that target', () => {
  const batch = makeBatch(
    [
      { ids: [5, 6, 7, 8], isTarget: [false, false, true, true] },
      { ids: [9, 10], isTarget: [false, true] },
    ],
    0,
  )
  expect(batch).toMatchObject({ rowCount: 2, length: 3, tokenCount: 4 })
  expect([...batch.ids]).toEqual([5n, 6n, 7n, 9n, 0n, 0n])
  expect([...batch.positions]).toEqual([1n, 2n, 3n])
  expect([...batch.targets]).toEqual([7n, 8n, 10n])
})

test.each([
  ['not json', 'rows.jsonl:2 is not a JSON object'],
  ['[1]', 'rows.jsonl:2 is neither'],
  ['{"text":"a"}', 'rows.jsonl:2 is neither'],
  ['{"prompt":"a","completion":""}', 'rows.jsonl:2 is neither'],
  ['{"messages":[{"role":"user","content":"a"}]}', 'no message is of the assistant'],
])('the line %s is refused with its number', (line, why) => {
  const good = '{"prompt":"a","completion":"b"}'
  expect(() => parseRows(`${good}\n${line}\n\n${good}`, 'rows.jsonl')).toThrow(why)
})
