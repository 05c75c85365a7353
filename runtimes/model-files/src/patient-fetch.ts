import { setTimeout } from 'node:timers/promises'

const UNAVAILABLE = [408, 429, 502, 503, 504]
const FIRST_PAUSE_MILLISECONDS = 250
const LONGEST_PAUSE_MILLISECONDS = 5000

export type Patience = { signal?: AbortSignal; patienceSeconds?: number }

/** Nobody answered under the address, or not to the end. */
export class UnreachableError extends Error {}

/**
 * A `fetch` that asks again for a while when the service cannot be reached, is not ready, or breaks off in its answer.
 * It reads an answer to its end before it gives it; `isStreamed`, it gives the answer as soon as it begins.
 */
export function createPatientFetch({
  signal,
  patienceSeconds,
  isStreamed = false,
}: Patience & { isStreamed?: boolean }): typeof fetch {
  return async (input, init) => {
    const stop = anySignal(signal, init?.signal)
    const open = () => fetch(input, { ...init, signal: stop })
    const ask = () => attempt(isStreamed ? open() : open().then(readWhole))
    const isRepeatable = !(init?.body instanceof ReadableStream)
    const pause = createPause({ signal: stop, patienceSeconds: isRepeatable ? patienceSeconds : 0 })

    let answer = await ask()
    while (isUnavailable(answer) && (await pause())) answer = await ask()
    stop?.throwIfAborted()
    if (answer instanceof Error) throw unreachable(input, answer)
    return answer
  }
}

/** Waits before the next try, each time for longer; false when the patience is over. */
export function createPause({ signal, patienceSeconds = 60 }: Patience) {
  const giveUpAt = performance.now() + patienceSeconds * 1000
  let pause = FIRST_PAUSE_MILLISECONDS
  return async () => {
    if (performance.now() + pause >= giveUpAt) return false
    await setTimeout(pause, undefined, { signal })
    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)
    return true
  }
}

async function readWhole(answer: Response): Promise<Response> {
  const { status, statusText, headers, url } = answer
  const bytes = await answer.arrayBuffer()
  const whole = new Response(bytes.byteLength ? bytes : null, { status, statusText, headers })
  return Object.defineProperty(whole, 'url', { value: url })
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
