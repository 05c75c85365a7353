import { namespacesHeader } from '@weft/kit/headers'
import type { Dispatcher, Pool } from 'undici'
import { z } from 'zod'
import type { Fetch } from '../execution/fetch.ts'
import { isObject } from '../execution/json.ts'
import type { Vouch } from '../identity/identities.ts'
import { openUpstream } from '../subscriptions/upstream.ts'
import { NoAnswer } from './way.ts'
import type { Told, Way } from './way.ts'

/**
 * Only the frame: what is in `data` was made by a schema that the plan is made for. JSON with neither is no answer, such as
 * what HTTP servers say of their own errors.
 */
const Frame = z
  .object({
    data: z.custom<Record<string, unknown>>(isObject).nullish(),
    errors: z
      .array(
        z.object({
          message: z.string(),
          path: z.array(z.union([z.string(), z.number()])).optional(),
          extensions: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors?.length, 'neither data nor errors')

type Place = { name: string; origin: string; path: string; pool: Pool; vouch: Vouch }

/** Over the network: operations by POST, subscriptions by a socket. */
export const createHttpWay = ({ name, origin, path, pool, vouch }: Place): Way => ({
  ask: async (fetch, { viewer, requestId }, { leftMs, traced }) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': requestId,
      ...traced,
    }
    const authorization = await vouch(viewer, name)
    if (authorization) headers.authorization = authorization
    const { status, text, namespaces } = await new Promise<Read>((resolve, reject) => {
      const reader = new Reader(leftMs, resolve, reject)
      pool.dispatch({ path, method: 'POST', headers, body: toBody(fetch) }, reader)
    })
    if (status >= 502) throw new NoAnswer(`HTTP ${status}: ${text.slice(0, 200)}`)
    const told: Told = Frame.parse(JSON.parse(text))
    if (namespaces) told.namespaces = namespaces.split(',').filter(Boolean).map(decodeURIComponent)
    return told
  },
  open: async (fetch, { viewer, requestId }) =>
    openUpstream(fetch, {
      subgraph: name,
      url: origin + path,
      authorization: await vouch(viewer, name),
      requestId,
    }),
})

function toBody({ representations, ...fetch }: Fetch): string {
  if (!representations) return JSON.stringify(fetch)
  const { variables = {}, ...request } = fetch
  const others = JSON.stringify(variables).slice(1, -1)
  const known = `"representations":[${representations.join()}]`
  return `${JSON.stringify(request).slice(0, -1)},"variables":{${known}${others && `,${others}`}}}`
}

type Read = { status: number; text: string; namespaces: string | undefined }

/** Reads one answer whole, or gives it up when its time is over. */
class Reader implements Dispatcher.DispatchHandler {
  #chunks: Buffer[] = []
  #status = 0
  #namespaces: string | undefined
  #controller: Dispatcher.DispatchController | null = null
  #timer: NodeJS.Timeout
  #isOver = false
  #resolve: (read: Read) => void
  #reject: (error: NoAnswer) => void

  constructor(timeoutMs: number, resolve: (read: Read) => void, reject: (error: NoAnswer) => void) {
    this.#resolve = resolve
    this.#reject = reject
    this.#timer = setTimeout(() => {
      const late = new Error(`It took longer than ${Math.ceil(timeoutMs)} ms.`)
      this.#fail(late)
      this.#controller?.abort(late)
    }, timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#controller = controller
    if (this.#isOver) controller.abort(new Error('Its time was over before it was sent.'))
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ) {
    this.#status = status
    this.#namespaces = headers[namespacesHeader] as string | undefined
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer) {
    this.#chunks.push(chunk)
  }

  onResponseEnd() {
    clearTimeout(this.#timer)
    const [first] = this.#chunks
    const whole = this.#chunks.length === 1 ? first! : Buffer.concat(this.#chunks)
    this.#resolve({ status: this.#status, text: whole.toString(), namespaces: this.#namespaces })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error) {
    this.#fail(error)
  }

  #fail(cause: Error) {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#reject(new NoAnswer(String(cause), { cause }))
  }
}
