import { parentPort, workerData } from 'node:worker_threads'
import { EventSender } from './event-sender.ts'
import type { Control, Outcome, WorkerEvent } from './events.ts'

/**
 * The sender in a thread of its own: a training step blocks its thread for as long as it computes,
 * and the platform should hear that the worker lives nevertheless.
 */
export type ToThread = { event: WorkerEvent } | { flush: number }
export type FromThread = { control: Control } | { outcome: Outcome } | { flushed: number }
export type ThreadData = { url: string; token: string }

const port = parentPort
if (!port) throw new Error('This module runs as a thread.')
const tell = (message: FromThread) => port.postMessage(message)

const sender = new EventSender({
  ...(workerData as ThreadData),
  heard: (control) => tell({ control }),
  gaveUp: (outcome) => tell({ outcome }),
})

port.on('message', (message: ToThread) => {
  if ('event' in message) sender.add(message.event)
  else void sender.flush().then(() => tell({ flushed: message.flush }))
})
