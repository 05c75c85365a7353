import { setImmediate as nextTurn } from 'node:timers/promises'
import { buildSchema, getOperationAST, parse } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { expect, test } from 'vitest'
import { withCursor } from './cursor.ts'
import { createMailbox } from './mailbox.ts'
import type { Mailbox } from './mailbox.ts'
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
const told = (cursor: string) => ({ done: false, value: eventAt(cursor) })

/** Takes a while. */
async function complete(event: ExecutionResult): Promise<ExecutionResult> {
  await nextTurn()
  return event
}

/** Streams of an owner, which say what they are told to. */
function createOwner() {
  const { share } = createShare()
  const opened: { after: string | null; stream: Mailbox; hasEnded: boolean }[] = []
  const open = (after: string | null) => {
    const stream = createMailbox({ keeps: 'EVERY', onLeave: () => (entry.hasEnded = true) })
    const entry = { after, stream, hasEnded: false }
    opened.push(entry)
    return mapStream(stream, complete)
  }
  const subscribe = (after: string) => share({ key: 'all', open, after, isState: false })
  return { opened, subscribe }
}

test('who leaves while an event is completed for them leaves no stream for others to join', async () => {
  const { opened, subscribe } = createOwner()
  const first = subscribe('0')
  const late = subscribe('5')
  const onTheWay = late.next()
  opened[1]!.stream.put(eventAt('6'))
  await new Promise<void>((resolve) => queueMicrotask(resolve)) // it is being completed
  await Promise.all([first.return(), late.return(), onTheWay])

  const next = subscribe('6')
  expect(opened.map(({ after, hasEnded }) => [after, hasEnded])).toEqual([
    ['0', true],
    ['5', true],
    ['6', false],
  ])
  opened[2]!.stream.put(eventAt('7'))
  expect(await next.next()).toEqual(told('7'))
})

test('who is alone when the others have left is joined by those who come', async () => {
  const { opened, subscribe } = createOwner()
  const first = subscribe('0')
  const late = subscribe('5')
  await first.return()
  opened[1]!.stream.put(eventAt('6'))
  expect(await late.next()).toEqual(told('6'))
  const third = subscribe('6')
  const both = [late.next(), third.next()]
  opened[1]!.stream.put(eventAt('7'))
  expect(await Promise.all(both)).toEqual([told('7'), told('7')])
  expect(opened).toHaveLength(2)
})
