import { namespacesHeader } from '@weft/kit/headers'
import type { Dispatcher, Pool } from 'undici'
import { NoAnswer } from './transport.ts'

type Request = { path: string; headers: Record<string, string>; body: string; leftMs: number }
/** `namespaces` as the subgraph tells them beside its answer. */
type Read = { status: number; text: string; namespaces: string | undefined }

/** Sends JSON to a subgraph. Throws NoAnswer when it brings none within the time that is left. */
export async function post(pool: Pool, { path, headers, body, leftMs }: Request): Promise<Read> {
  const read = await new Promise<Read>((resolve, reject) => {
    const reader = new Reader(leftMs, resolve, reject)
    const sent = { ...headers, 'content-type': 'application/json', accept: 'application/json' }
    pool.dispatch({ path, method: 'POST', headers: sent, body }, reader)
  })
  if (read.status >= 502) throw new NoAnswer(`HTTP ${read.status}: ${read.text.slice(0, 200)}`)
  return read
}

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
