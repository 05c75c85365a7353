import type { ExecutionResult } from 'graphql'
import { createStream, end } from './stream.ts'
import type { ResultStream } from './stream.ts'

/** A stream of what is put into it. */
export type Queue = ResultStream & {
  put: (result: ExecutionResult) => void
  /** Nothing more comes; what waits can still be taken. */
  close: (error?: unknown) => void
  /** How many results wait. */
  waiting: () => number
}

type Options = {
  /** `EVERY` result in order, or the `NEWEST` alone. */
  keeps: 'EVERY' | 'NEWEST'
  /** After a result was taken. */
  onTake?: () => void
  /** When its reader has left. */
  onLeave: () => void
}

export function createQueue({ keeps, onTake, onLeave }: Options): Queue {
  const waiting: ExecutionResult[] = []
  let closed: { error?: unknown } | null = null
  let wake = () => {}
  const close = (error?: unknown) => {
    closed ??= { error }
    wake()
  }
  const stream = createStream({
    next: async () => {
      while (!waiting.length && !closed) await new Promise<void>((resolve) => (wake = resolve))
      const value = waiting.shift()
      onTake?.()
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
      wake()
    },
    close,
    waiting: () => waiting.length,
  }
}

/** What came last, whenever its reader is ready for it: what it did not take meanwhile is forgotten. */
export function newestOf(from: ResultStream): ResultStream {
  const queue = createQueue({ keeps: 'NEWEST', onLeave: () => void from.return() })
  const fill = async () => {
    try {
      for await (const result of from) queue.put(result)
      queue.close()
    } catch (error) {
      queue.close(error)
    }
  }
  void fill()
  return queue
}
