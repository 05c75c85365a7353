import { setImmediate as nextTurn } from 'node:timers/promises'
import { buildSchema, getOperationAST, parse } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { expect, test } from 'vitest'
import { withCursor } from './cursor.ts'
import { createQueue } from './queue.ts'
import type { Queue } from './queue.ts'
import type { Results } from './reading.ts'
import { createShare } from './shared.ts'
import { mapStream } from './stream.ts'

const schema = buildSchema(`
  scalar Cursor
  type Query { none: Int }
  type Line { cursor: Cursor! }
  type Subscription { logged(after: Cursor): Line! }
`)
const document = parse('subscription { logged { __typename } }')
const { strip } = withCursor(document, getOperationAST(document)!, schema)!

const eventAt = (cursor: string): ExecutionResult =>
  strip({ data: { logged: { __typename: 'Line', weft_cursor: cursor } } })

/** Takes a while. */
async function complete(event: ExecutionResult): Promise<ExecutionResult> {
  await nextTurn()
  return event
}

/** Streams of an owner, which say what they are told to. */
function createOwner() {
  const { share } = createShare()
  const opened: { after: string | null; stream: Queue; hasEnded: boolean }[] = []
  const open = (after: string | null) => {
    const stream = createQueue({ keeps: 'EVERY', onLeave: () => (entry.hasEnded = true) })
    const entry = { after, stream, hasEnded: false }
    opened.push(entry)
    return mapStream(stream, complete, { atOnce: 1 })
  }
  const subscribe = (after: string) => share({ key: 'all', open, after, isState: false })
  return { opened, subscribe }
}

/** A reader that is never busy, and what it was told. */
function read(results: Results) {
  const told: ExecutionResult[] = []
  const reading = results({ take: (result) => told.push(result) > 0, end: () => {} })
  reading.next()
  return { told, leave: reading.leave }
}

const allIsTold = async () => {
  await nextTurn()
  await nextTurn()
}

test('who leaves while an event is completed for them leaves no stream for others to join', async () => {
  const { opened, subscribe } = createOwner()
  const first = read(subscribe('0'))
  const late = read(subscribe('5'))
  opened[1]!.stream.put(eventAt('6'))
  await new Promise<void>((resolve) => queueMicrotask(resolve)) // it is being completed
  first.leave()
  late.leave()
  await allIsTold()

  const next = read(subscribe('6'))
  expect(opened.map(({ after, hasEnded }) => [after, hasEnded])).toEqual([
    ['0', true],
    ['5', true],
    ['6', false],
  ])
  opened[2]!.stream.put(eventAt('7'))
  await allIsTold()
  expect(next.told).toEqual([eventAt('7')])
  expect(late.told).toEqual([])
})

test('who is alone when the others have left is joined by those who come', async () => {
  const { opened, subscribe } = createOwner()
  const first = read(subscribe('0'))
  const late = read(subscribe('5'))
  first.leave()
  opened[1]!.stream.put(eventAt('6'))
  await allIsTold()
  expect(late.told).toEqual([eventAt('6')])
  const third = read(subscribe('6'))
  opened[1]!.stream.put(eventAt('7'))
  await allIsTold()
  expect(late.told).toEqual([eventAt('6'), eventAt('7')])
  expect(third.told).toEqual([eventAt('7')])
  expect(opened).toHaveLength(2)
})

test('a reader that was busy is told everything, also when it leaves the shared stream for one of its own', async () => {
  const { opened, subscribe } = createOwner()
  const quick = read(subscribe('0'))
  const told: ExecutionResult[] = []
  const slow = subscribe('0')({ take: (result) => told.push(result) === 0, end: () => {} })
  slow.next()
  const events = Array.from({ length: 200 }, (_, index) => eventAt(String(index + 1)))
  for (const event of events) {
    opened[0]!.stream.put(event)
    await allIsTold()
  }
  expect(quick.told).toHaveLength(200)
  expect(told).toEqual([events[0]])

  slow.next()
  expect(opened[1]!.after).toBe('1')
  for (const event of events.slice(1)) {
    opened[1]?.stream.put(event)
    await allIsTold()
    slow.next()
  }
  await allIsTold()
  expect(told).toEqual(events)
  expect(opened[1]!.hasEnded).toBe(true)
})
