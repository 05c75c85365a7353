import { GraphError } from './errors.ts'

const shortestPauseMs = 200
const longestPauseMs = 5_000

type Resuming<Result> = {
  /** Opens the stream with these variables. */
  ask: (variables: object) => AsyncIterableIterator<unknown>
  /** The data of a result; throws its errors. */
  read: (result: never) => Result
  query: string
  variables: object
  signal?: AbortSignal
  patienceSeconds?: number
}

/** A stream that is opened again when its connection broke, after the last cursor where it has cursors. */
export async function* resuming<Result>(
  how: Resuming<Result>,
): AsyncGenerator<Result, void, undefined> {
  const { query, signal, patienceSeconds = 60 } = how
  const takesCursor = /\$after\b/.test(query)
  let { variables } = how
  let heardAt = Date.now()
  for (let tries = 0; !signal?.aborted; tries++) {
    try {
      for await (const data of untilBroken(how, variables)) {
        const cursor = takesCursor ? cursorOf(data) : null
        if (cursor) variables = { ...variables, after: cursor }
        heardAt = Date.now()
        tries = 0
        yield data
      }
      return
    } catch (reason) {
      const error = toError(reason)
      const isOutOfPatience = Date.now() - heardAt > patienceSeconds * 1_000
      if (isFinal(error) || isOutOfPatience) throw error
      await pause(tries, signal)
    }
  }
}

/** One connection's part of it. Ends without a word when the signal says so. */
async function* untilBroken<Result>(
  { ask, read, signal }: Resuming<Result>,
  variables: object,
): AsyncGenerator<Result, void, undefined> {
  const results = ask(variables)
  const stop = () => void results.return?.()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for await (const result of results) yield read(result as never)
  } catch (error) {
    if (!signal?.aborted) throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

/** Of an event: a subscription has one field. */
function cursorOf(data: unknown): string | null {
  const [event] = Object.values(data as Record<string, { cursor?: unknown } | null>)
  return typeof event?.cursor === 'string' ? event.cursor : null
}

/** The socket gives errors of GraphQL as a list, and its end as an event. */
const toError = (reason: unknown): unknown =>
  Array.isArray(reason) ? new GraphError(reason as GraphError['errors']) : reason

/** The graph's own no, and a socket that the server closed for what we sent (4400 to 4499), stay a no. */
function isFinal(error: unknown): boolean {
  if (error instanceof GraphError) return error.code !== 'UPSTREAM_UNAVAILABLE'
  const code = Number((error as { code?: unknown } | null)?.code)
  return code >= 4400 && code < 4500
}

function pause(tries: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = Math.min(shortestPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2)
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
