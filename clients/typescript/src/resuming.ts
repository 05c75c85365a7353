import { GraphError } from './errors.ts'

const shortestPauseMs = 200
const longestPauseMs = 5_000

type Resuming<Result> = {
  /** Opens the stream with these variables. */
  ask: (variables: object) => AsyncIterableIterator<unknown>
  /** The data of a result; throws its errors. */
  read: (result: never) => Result
  /** When the connection was made last. */
  connectedAt: () => number
  query: string
  variables: object
  signal?: AbortSignal
  patienceSeconds?: number
}

/** A stream that is opened again when its connection broke, after the last cursor where it has cursors. */
export async function* resuming<Result>(
  how: Resuming<Result>,
): AsyncGenerator<Result, void, undefined> {
  const { query, signal } = how
  const patience = createPatience(how)
  const takesCursor = /\$after\b/.test(query)
  let { variables } = how
  for (let tries = 0; !signal?.aborted; tries++) {
    try {
      for await (const data of untilBroken(how, variables)) {
        const cursor = takesCursor ? cursorOf(data) : null
        if (cursor) variables = { ...variables, after: cursor }
        patience.restore()
        tries = 0
        yield data
      }
      return
    } catch (reason) {
      const error = toError(reason)
      if (isFinal(error) || patience.isOver()) throw error
      await pause(tries, signal)
    }
  }
}

/**
 * For how long there was no connection, since something came or one stood for long: what is quiet, or read slowly, is not
 * broken, and a connection that is taken and closed at once is no connection.
 */
function createPatience<Result>({ connectedAt, patienceSeconds = 60 }: Resuming<Result>) {
  const patienceMs = patienceSeconds * 1_000
  let brokenMs = 0
  let brokenAt: number | null = null
  return {
    restore: () => {
      brokenMs = 0
      brokenAt = null
    },
    isOver: () => {
      const now = Date.now()
      const connected = connectedAt()
      const hasStood = connected > (brokenAt ?? 0)
      if (brokenAt !== null) brokenMs += (hasStood ? connected : now) - brokenAt
      if (hasStood && now - connected > patienceMs) brokenMs = 0
      brokenAt = now
      return brokenMs > patienceMs
    },
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
function toError(reason: unknown): Error {
  if (Array.isArray(reason)) return new GraphError(reason as GraphError['errors'])
  if (reason instanceof Error) return reason
  const { code, reason: why } = (reason ?? {}) as { code?: unknown; reason?: unknown }
  const told = [code, why].filter((each) => typeof each === 'number' || typeof each === 'string')
  return Object.assign(new Error(`The connection broke: ${told.join(' ')}`), { code })
}

/** Of a socket that this client gave up itself, since it gave no sign of life. */
const givenUp = 4499

/** The graph's own no, and a socket that the server closed for what we sent (4400 to 4498), stay a no. */
function isFinal(error: unknown): boolean {
  if (error instanceof GraphError) return error.code !== 'UPSTREAM_UNAVAILABLE'
  const code = Number((error as { code?: unknown } | null)?.code)
  return code >= 4400 && code < givenUp
}

function pause(tries: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = Math.min(shortestPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2)
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}
