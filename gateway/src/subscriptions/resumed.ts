import { setTimeout as wait } from 'node:timers/promises'
import { isUpstreamUnavailable, upstreamUnavailable } from '@weft/kit/errors'
import type { ExecutionResult } from 'graphql'
import { createStream } from './stream.ts'
import type { ResultStream } from './stream.ts'

/** For how long a stream that broke off is tried again before its client is told. */
const patienceSeconds = 60
const shortestPauseMs = 100
const longestPauseMs = 5_000

type Resuming = {
  /** The subgraph that owns it. */
  service: string
  /** Opens the stream after that cursor; null is where it begins. */
  open: (after: string | null) => Promise<ResultStream>
  /** Where the client wants to begin. */
  beginning: string | null
  /** Where an event stands; null of streams of states. */
  cursorOf: (event: ExecutionResult) => string | null
  /** Whether each stream begins with what is now, so that nothing that counts is missed. */
  isState: boolean
}

/**
 * A stream that is opened again when its owner breaks off, after the last event that was passed on: nothing is lost, and
 * nothing comes twice. Ends with the error when the owner stays away, or when nobody can say where to go on.
 */
export async function resumed({ open, ...how }: Resuming): Promise<ResultStream> {
  const stop = new AbortController()
  let stream = await open(how.beginning)
  let cursor = how.beginning

  const canGoOn = () => cursor !== null || how.isState
  const mayGoOn = (error: unknown, brokenSince: number) =>
    isUpstreamUnavailable(error) && Date.now() - brokenSince <= patienceSeconds * 1_000 && canGoOn()

  const next = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    let brokenSince = 0
    for (let tries = 0; !stop.signal.aborted; tries++) {
      try {
        const event = await stream.next()
        if (event.done) return event
        if (canGoOn() && isAway(event.value)) throw await givenUp(stream, how.service)
        cursor = how.cursorOf(event.value) ?? cursor
        return event
      } catch (error) {
        brokenSince ||= Date.now()
        if (!mayGoOn(error, brokenSince)) throw error
        await pause(tries, stop.signal)
        if (!stop.signal.aborted) stream = await open(cursor)
      }
    }
    return stream.return() // the client has gone meanwhile
  }
  return createStream({
    next,
    return: () => {
      stop.abort()
      return stream.return()
    },
  })
}

/** Whether its owner answers, but could not reach what it needs: then this is no event. */
const isAway = ({ data, errors }: ExecutionResult) =>
  !data && errors?.some(({ extensions }) => extensions?.code === 'UPSTREAM_UNAVAILABLE')

async function givenUp(stream: ResultStream, service: string) {
  await stream.return()
  const message = 'What this stream comes from does not answer now. Subscribe again.'
  return upstreamUnavailable(message, service)
}

async function pause(tries: number, signal: AbortSignal) {
  const pauseMs = Math.min(shortestPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2)
  await wait(pauseMs, undefined, { signal }).catch(() => {})
}
