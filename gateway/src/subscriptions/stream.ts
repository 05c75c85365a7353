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

/** Each result changed, in order; `atOnce` of them while the first is waited for. It ends when a change fails. */
export function mapStream(
  from: ResultStream,
  change: (result: ExecutionResult) => Promise<ExecutionResult>,
  { atOnce }: { atOnce: number },
): ResultStream {
  const begun: Promise<Next>[] = []
  let last: Promise<Next | null> = Promise.resolve(null)
  const changed = async (pulled: Promise<Next>): Promise<Next> => {
    const next = await pulled
    if (next.done) return next
    try {
      return { done: false, value: await change(next.value) }
    } catch (error) {
      await from.return()
      throw error
    }
  }
  const begin = () => {
    // one after the other, and none after it has ended or failed
    const pulled = last.then((before) => (before?.done ? before : from.next()))
    last = pulled
    const result = changed(pulled)
    result.catch(() => {}) // whoever takes it is told
    begun.push(result)
  }
  return createStream({
    next: () => {
      while (begun.length < atOnce) begin()
      return begun.shift()!
    },
    return: () => from.return(),
  })
}

/** A stream that is still being opened. */
export function deferred(opening: Promise<ResultStream>): ResultStream {
  const opened = opening.catch(() => null)
  return createStream({
    next: async () => (await opening).next(),
    return: async () => (await opened)?.return() ?? end,
  })
}
