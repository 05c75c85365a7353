import type { ExecutionResult } from 'graphql'

export type Next = IteratorResult<ExecutionResult, undefined>

/** Results in order. `return` ends the stream at once, also while `next` waits. */
export type ResultStream = {
  [Symbol.asyncIterator]: () => ResultStream
  next: () => Promise<Next>
  return: () => Promise<IteratorReturnResult<undefined>>
}

export function createStream(steps: Pick<ResultStream, 'next' | 'return'>): ResultStream {
  const stream: ResultStream = { [Symbol.asyncIterator]: () => stream, ...steps }
  return stream
}

/** How a stream ends. */
export const end: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** Each result changed. The next one is asked for only when the last was taken; it ends when a change fails. */
export const mapStream = (
  from: ResultStream,
  change: (result: ExecutionResult) => Promise<ExecutionResult>,
): ResultStream =>
  createStream({
    next: async () => {
      const next = await from.next()
      if (next.done) return next
      try {
        return { done: false, value: await change(next.value) }
      } catch (error) {
        await from.return()
        throw error
      }
    },
    return: () => from.return(),
  })

/** A stream that is still being opened. */
export function deferred(opening: Promise<ResultStream>): ResultStream {
  const opened = opening.catch(() => null)
  return createStream({
    next: async () => (await opening).next(),
    return: async () => (await opened)?.return() ?? end,
  })
}
