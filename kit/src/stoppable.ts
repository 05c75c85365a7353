/**
 * An async generator whose `return` does not wait for the value under way, as a generator's own would: it aborts the
 * signal that `start` was given. For subscriptions, so that one that nobody reads any more lets go of what it listens to.
 */
export function stoppable<T>(start: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
  const stopped = new AbortController()
  const values = start(stopped.signal)
  const end = async (): Promise<IteratorResult<T>> => {
    stopped.abort()
    return values.return(undefined)
  }
  return {
    next: () => values.next(),
    return: end,
    throw: (error: unknown) => {
      stopped.abort()
      return values.throw(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  }
}
