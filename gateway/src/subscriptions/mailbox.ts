import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { createStream, end } from './stream.ts'
import type { ResultStream } from './stream.ts'

/** Results that wait for one reader. */
export type Mailbox = ResultStream & {
  put: (result: ExecutionResult) => void
  /** Nothing more comes; what waits can still be taken. */
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
  onHungry?: () => void
  onLeave: () => void
}

export function createMailbox({ keeps, onHungry, onLeave }: Options): Mailbox {
  const waiting: ExecutionResult[] = []
  let closed: { error?: unknown } | null = null
  let wake: (() => void) | null = null
  const tell = () => {
    wake?.()
    wake = null
  }
  const close = (error?: unknown) => {
    closed ??= { error }
    tell()
  }
  const stream = createStream({
    next: async () => {
      while (!waiting.length && !closed)
        await new Promise<void>((resolve) => {
          wake = resolve
          onHungry?.()
        })
      const value = waiting.shift()
      if (value) return { done: false, value }
      if (closed?.error) throw closed.error
      return end
    },
    return: async () => {
      waiting.length = 0
      close()
      onLeave()
      return end
    },
  })
  return {
    ...stream,
    put: (result) => {
      if (closed) return
      if (keeps === 'NEWEST') waiting.length = 0
      waiting.push(result)
      if (waiting.length <= capacity) return tell()
      waiting.length = 0
      close(tooSlow)
      onLeave()
    },
    close,
    isHungry: () => wake !== null,
    waiting: () => waiting.length,
  }
}

/** What came last, whenever its reader is ready for it: what it did not take meanwhile is forgotten. */
export function newestOf(from: ResultStream): ResultStream {
  const box = createMailbox({ keeps: 'NEWEST', onLeave: () => void from.return() })
  const fill = async () => {
    try {
      for await (const result of from) box.put(result)
      box.close()
    } catch (error) {
      box.close(error)
    }
  }
  void fill()
  return box
}
