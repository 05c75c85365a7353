import { EventEmitter, once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { CONTROLS, type Control, type Outcome, type WorkerEvent } from './events.ts'

export type SenderOptions = {
  url: string
  token: string
  heard: (control: Control) => void
  gaveUp: (outcome: Outcome) => void
  heartbeatMilliseconds?: number
  /** Without an answer for so long, it gives up. */
  patienceMilliseconds?: number
  requestMilliseconds?: number
}

const MAX_LINES = 500
const MIN_PAUSE_MILLISECONDS = 50
const FIRST_BACKOFF_MILLISECONDS = 100
const LONGEST_BACKOFF_MILLISECONDS = 5000
const UNWANTED = [401, 404, 410]

const answer = z.object({ ack: z.int().nonnegative(), control: z.enum(CONTROLS) })
type Line = { seq: number; text: string }
type Answer = z.infer<typeof answer>

/**
 * Brings events to the platform in order, again and again until each is acknowledged; the platform
 * knows by `seq` which it has already. An empty post tells it that the worker lives.
 */
export class EventSender {
  #options: Required<SenderOptions>
  #lines: Line[] = []
  #seq = 0
  #changes = new EventEmitter()
  #stopped = new AbortController()
  #running: Promise<void>

  constructor(options: SenderOptions) {
    this.#options = {
      heartbeatMilliseconds: 1000,
      patienceMilliseconds: 120_000,
      requestMilliseconds: 10_000,
      ...options,
    }
    this.#running = this.#run()
  }

  add(event: WorkerEvent) {
    const seq = ++this.#seq
    const text = JSON.stringify({ seq, at: new Date().toISOString(), ...event })
    this.#lines.push({ seq, text })
    this.#changes.emit('added')
  }

  /** Resolves when all that was added is acknowledged, or nothing more can be done. */
  async flush() {
    const { signal } = this.#stopped
    while (this.#lines.length && !signal.aborted)
      await once(this.#changes, 'acknowledged', { signal }).catch(() => {})
  }

  close() {
    this.#stopped.abort()
    return this.#running
  }

  async #run() {
    const { signal } = this.#stopped
    const { patienceMilliseconds, gaveUp } = this.#options
    let answeredAt = performance.now()
    let backoff = FIRST_BACKOFF_MILLISECONDS
    while (!signal.aborted) {
      const result = await this.#post()
      if (result === 'unwanted') return this.#giveUp(() => gaveUp('unwanted'))
      if (result === 'failed') {
        if (performance.now() - answeredAt > patienceMilliseconds)
          return this.#giveUp(() => gaveUp('unreachable'))
        await this.#pause(backoff)
        backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLISECONDS)
        continue
      }
      answeredAt = performance.now()
      backoff = FIRST_BACKOFF_MILLISECONDS
      this.#acknowledge(result)
      await this.#pause(MIN_PAUSE_MILLISECONDS)
      if (!this.#lines.length) await this.#heartbeat()
    }
  }

  async #post(): Promise<Answer | 'unwanted' | 'failed'> {
    const { url, token, requestMilliseconds } = this.#options
    const lines = this.#lines.slice(0, MAX_LINES)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
        body: lines.map(({ text }) => `${text}\n`).join(''),
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(requestMilliseconds)]),
      })
      if (UNWANTED.includes(response.status)) return 'unwanted'
      if (response.ok) return answer.parse(await response.json())
      console.error(`The platform refused events: ${response.status} ${await response.text()}`)
      return 'failed'
    } catch (error) {
      if (!this.#stopped.signal.aborted) console.error(`Events wait: ${reasonOf(error)}`)
      return 'failed'
    }
  }

  #acknowledge({ ack, control }: Answer) {
    this.#lines = this.#lines.filter(({ seq }) => seq > ack)
    this.#changes.emit('acknowledged')
    this.#options.heard(control)
  }

  #giveUp(tell: () => void) {
    this.#stopped.abort()
    tell()
  }

  #pause(milliseconds: number) {
    return setTimeout(milliseconds, undefined, { signal: this.#stopped.signal }).catch(() => {})
  }

  #heartbeat() {
    const { heartbeatMilliseconds } = this.#options
    const signal = AbortSignal.any([
      this.#stopped.signal,
      AbortSignal.timeout(heartbeatMilliseconds),
    ])
    return once(this.#changes, 'added', { signal }).catch(() => {})
  }
}

function reasonOf(error: unknown) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
