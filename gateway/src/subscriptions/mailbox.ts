import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'
import type { Reader, Reading } from './reading.ts'

/** Where one reader of a shared stream is handed its results, and where they wait while it is busy. */
export type Mailbox = Reading & {
  put: (result: ExecutionResult) => void
  /** Nothing more comes; what waits is handed out first. */
  close: (error?: unknown) => void
  /** Whether the reader waits, and not the results. */
  isHungry: () => boolean
  /** How many results wait. */
  waiting: () => number
}

/** How many events wait for a reader that is slower than the others. */
const capacity = 128

/** By which a stream ends for a reader that fell behind the others. */
export const tooSlow = new GraphQLError('You read too slowly. Go on after the last cursor.', {
  extensions: { code: 'RATE_LIMITED' },
})

type Options = {
  /** `EVERY` result in order, and an end as too slow when too many wait; or the `NEWEST` alone. */
  keeps: 'EVERY' | 'NEWEST'
  /** What has come before. */
  missed: ExecutionResult[]
  reader: Reader
  onHungry: () => void
  onLeave: () => void
}

export function createMailbox({ keeps, missed, reader, onHungry, onLeave }: Options): Mailbox {
  let waiting = missed
  let closed: { error: unknown } | null = null
  let isHungry = false
  let isOver = false

  const end = (error: unknown) => {
    isOver = true
    reader.end(error)
  }
  const close = (error: unknown = null) => {
    if (closed) return
    closed = { error }
    if (isHungry) end(error)
  }
  return {
    put: (result) => {
      if (closed) return
      if (isHungry) return void (isHungry = reader.take(result))
      if (keeps === 'NEWEST') waiting = []
      waiting.push(result)
      if (waiting.length <= capacity) return
      waiting = []
      close(tooSlow)
      onLeave()
    },
    next: () => {
      if (isOver) return
      isHungry = true
      while (isHungry && waiting.length) isHungry = reader.take(waiting.shift()!)
      if (!isHungry) return
      if (closed) end(closed.error)
      else onHungry()
    },
    leave: () => {
      isOver = true
      isHungry = false
      waiting = []
      closed ??= { error: null }
      onLeave()
    },
    close,
    isHungry: () => isHungry,
    waiting: () => waiting.length,
  }
}
