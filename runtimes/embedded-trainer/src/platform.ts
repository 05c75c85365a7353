import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { FromThread, ThreadData, ToThread } from './event-thread.ts'
import type { Outcome, WorkerEvent } from './events.ts'

/** The platform as the training sees it. */
export type Platform = {
  emit(event: WorkerEvent): void
  /** One line for people, on the terminal and in the job's log. */
  log(text: string): void
  /** Aborted as soon as the platform wants the work to end; the reason says how. */
  stop: AbortSignal
  /** Whether a checkpoint was asked for since the last time this was asked. */
  takeSaveRequest(): boolean
  flush(): Promise<void>
}

export type PlatformOptions = ThreadData & { gaveUp: (outcome: Outcome) => void }

export function connectPlatform({ url, token, gaveUp }: PlatformOptions): Platform {
  const data: ThreadData = { url, token }
  const thread = new Worker(new URL('./event-thread.ts', import.meta.url), { workerData: data })
  const stop = new AbortController()
  const flushes = new Map<number, () => void>()
  let isSaving = false
  let isSaveRequested = false

  thread.on('message', (message: FromThread) => {
    if ('outcome' in message) return gaveUp(message.outcome)
    if ('flushed' in message) return flushes.get(message.flushed)?.()
    const { control } = message
    if (control === 'cancel' || control === 'pause') stop.abort(control)
    // The wish may be repeated until the checkpoint is there, so only its beginning counts.
    if (control === 'save' && !isSaving) isSaveRequested = true
    isSaving = control === 'save'
  })
  const send = (message: ToThread) => thread.postMessage(message)
  const emit = (event: WorkerEvent) => send({ event })

  return {
    emit,
    log(text) {
      console.log(text)
      emit({ type: 'log', stream: 'STDOUT', text })
    },
    stop: stop.signal,
    takeSaveRequest() {
      const wasRequested = isSaveRequested
      isSaveRequested = false
      return wasRequested
    },
    flush() {
      const { promise, resolve } = Promise.withResolvers<void>()
      const id = flushes.size
      flushes.set(id, resolve)
      send({ flush: id })
      return promise
    },
  }
}

/** The promise, but for no longer than so many seconds. */
export const atMost = (seconds: number, promise: Promise<unknown>) =>
  Promise.race([promise, setTimeout(seconds * 1000)])
