import type { Range } from '@weft/kit/objects'
import type { AsyncBuffer } from 'hyparquet'
import { readGroups } from './parquet.groups.ts'
import type { Answer, Question, Work } from './parquet.ts'
import type { RawRow } from './row.ts'

const waiting = new Map<number, (answer: Answer) => void>()
let asked = 0

process.on('message', (answer: Answer) => {
  waiting.get(answer.id)!(answer)
  waiting.delete(answer.id)
})

const ask = (question: { range: Range } | { rows: RawRow[] }): Promise<Answer> =>
  new Promise((resolve) => {
    waiting.set(++asked, resolve)
    process.send!({ ...question, id: asked } satisfies Question)
  })

const { sizeBytes, first, last } = JSON.parse(process.argv[2]!) as Work
const file: AsyncBuffer = {
  byteLength: sizeBytes,
  slice: async (start, end = sizeBytes) =>
    start < end ? (await ask({ range: { start, end: end - 1 } })).bytes! : new ArrayBuffer(),
}

for await (const rows of readGroups(file, first, last ?? Infinity)) await ask({ rows })
process.disconnect()
