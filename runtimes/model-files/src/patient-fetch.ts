import { setTimeout } from 'node:timers/promises'

const UNAVAILABLE = [408, 429, 502, 503, 504]
const FIRST_PAUSE_MILLISECONDS = 250
const LONGEST_PAUSE_MILLISECONDS = 5000

export type Patience = { signal?: AbortSignal; patienceSeconds?: number }

/** Nobody answered under the address. */
export class UnreachableError extends Error {}

/**
 * A `fetch` that asks again for a while when the service cannot be reached, is not ready, or breaks off in its answer to
 * what was sent.
 */
export function createPatientFetch({ signal, patienceSeconds = 60 }: Patience): typeof fetch {
  return async (input, init) => {
    const stop = anySignal(signal, init?.signal)
    const ask = () => attempt(askOnce(input, { ...init, signal: stop }))
    const isRepeatable = !(init?.body instanceof ReadableStream)
    const giveUpAt = performance.now() + (isRepeatable ? patienceSeconds * 1000 : 0)

    let answer = await ask()
    let pause = FIRST_PAUSE_MILLISECONDS
    while (isUnavailable(answer) && performance.now() + pause < giveUpAt) {
      await setTimeout(pause, undefined, { signal: stop })
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)
      answer = await ask()
    }
    stop?.throwIfAborted()
    if (answer instanceof Error) throw unreachable(input, answer)
    return answer
  }
}

/** The answer to what was sent is read to its end; files come as they are read. */
async function askOnce(input: string | URL | Request, init: RequestInit): Promise<Response> {
  const answer = await fetch(input, init)
  if (['GET', 'HEAD'].includes(init.method ?? 'GET')) return answer
  const { status, statusText, headers } = answer
  const bytes = await answer.arrayBuffer()
  return new Response(bytes.byteLength ? bytes : null, { status, statusText, headers })
}

const attempt = (answer: Promise<Response>) =>
  answer.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))

const isUnavailable = (answer: Response | Error) =>
  answer instanceof Error ? answer.name !== 'AbortError' : UNAVAILABLE.includes(answer.status)

function anySignal(...signals: (AbortSignal | null | undefined)[]) {
  const given = signals.filter((signal) => signal instanceof AbortSignal)
  return given.length ? AbortSignal.any(given) : undefined
}

function unreachable(input: string | URL | Request, error: Error) {
  const url = input instanceof Request ? input.url : String(input)
  const cause = error.cause instanceof Error ? error.cause.message : error.message
  return new UnreachableError(`${url} cannot be reached: ${cause}.`, { cause: error })
}
