import http from 'node:http'
import https from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { upstreamUnavailable } from './errors.ts'

/** How long a call waits before it is tried again; the last try has no pause after it. */
const pausesMs = [100, 300, 900]

const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
]
/** How servers say that they cannot answer just now. */
const busyCodes = ['SlowDown', 'InternalError', 'ServiceUnavailable', 'XMinioServerNotInitialized']

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const isAway = (error: unknown) =>
  [...networkCodes, ...busyCodes].includes(codeOf(error)) ||
  /Retryable HTTP status/.test(String(error)) // the client's words for 429 and 5xx

/** Calls a store, again and ever later while it does not answer, and in the end says that it is away. */
export async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await call()
    } catch (error) {
      if (isSilent(error) || !isAway(error)) throw asUnavailable(error)
      await wait(pauseMs * (1 + Math.random())) // not all at once
    }
  }
  return call().catch((error: unknown) => {
    throw asUnavailable(error)
  })
}

const asUnavailable = (error: unknown) =>
  isAway(error)
    ? Object.assign(
        upstreamUnavailable('The object store does not answer now. Nothing is lost; try again.'),
        { cause: error },
      )
    : error

class SilentError extends Error {
  readonly code = 'ETIMEDOUT'
}
/** A store that says nothing has cost enough time with the first try. */
const isSilent = (error: unknown) => error instanceof SilentError

/** Requests that fail when nothing comes or goes for `silenceSeconds`; copying, for ten times as long. */
export const impatient = (secure: boolean, silenceSeconds: number) => ({
  request: ((options: http.RequestOptions, onResponse: (answer: http.IncomingMessage) => void) => {
    const isCopy = Object.hasOwn(options.headers ?? {}, 'x-amz-copy-source')
    const seconds = isCopy ? silenceSeconds * 10 : silenceSeconds
    const request = (secure ? https : http).request(options, onResponse)
    return request.setTimeout(seconds * 1_000, () =>
      request.destroy(new SilentError(`Nothing came for ${String(seconds)} seconds.`)),
    )
  }) as typeof http.request,
})
