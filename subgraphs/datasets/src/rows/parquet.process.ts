import type { Range } from '@weft/kit/objects'
import type { AsyncBuffer } from 'hyparquet'
import { readGroups } from './parquet.groups.ts'
import type { Answer, Question, Work } from './parquet.ts'
import type { RawRow } from './row.ts'
import { createTurns } from '../turns.ts'

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
/** So much of the file is asked for at a time, and four times at once: the service holds no more of it. */
const pieceBytes = 8 * 1024 ** 2
const inTurn = createTurns(4)

const readInto = (whole: Uint8Array, start: number, at: number): Promise<void> =>
  inTurn('file', async () => {
    const end = Math.min(at + pieceBytes, whole.length)
    const { bytes } = await ask({ range: { start: start + at, end: start + end - 1 } })
    whole.set(new Uint8Array(bytes!), at)
  })

const file: AsyncBuffer = {
  byteLength: sizeBytes,
  slice: async (start, end = sizeBytes) => {
    const whole = new Uint8Array(end - start)
    const places = Array.from(
      { length: Math.ceil(whole.length / pieceBytes) },
      (_, index) => index * pieceBytes,
    )
    await Promise.all(places.map((at) => readInto(whole, start, at)))
    return whole.buffer
  },
}

for await (const rows of readGroups(file, first, last ?? Infinity)) await ask({ rows })
process.disconnect()
