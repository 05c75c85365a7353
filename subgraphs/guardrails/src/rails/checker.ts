import { Worker } from 'node:worker_threads'
import { upstreamUnavailable } from '@weft/kit/errors'
import { checkMessages } from './check.ts'
import type { Check, Message } from './check.ts'
import { createRailCache } from './rail-cache.ts'
import type { Rules } from './rail-cache.ts'

export type Checker = {
  /** Steps per character that a check may take at worst. */
  costOf: (rules: Rules) => number
  check: (rules: Rules, messages: Message[]) => Promise<Check>
  close: () => Promise<void>
}

/** What takes no more than this is done at once, within some 50 ms at worst. */
const shortSteps = 1_000_000
const timeoutMs = 20_000

type Pending = PromiseWithResolvers<Check> & { timer: NodeJS.Timeout }

/** Checks messages; what may take long is checked in a thread of its own, so that other requests do not wait. */
export function createChecker(): Checker {
  const rails = createRailCache()
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let count = 0

  const costOf = (rules: Rules) => rails(rules).reduce((sum, { matcher }) => sum + matcher.cost, 0)

  function start(): Worker {
    const started = new Worker(new URL('./check.worker.ts', import.meta.url))
    started.unref()
    started.on('message', ({ number, check }: { number: number; check: Check }) => {
      settle(number)?.resolve(check)
    })
    started.on('error', (error) => fail(started, error))
    return started
  }

  function settle(number: number): Pending | undefined {
    const found = pending.get(number)
    clearTimeout(found?.timer)
    pending.delete(number)
    return found
  }

  /** A thread that is stuck or broken is given up, and with it all that waits for it. */
  function fail(broken: Worker, error: unknown) {
    if (worker !== broken) return
    worker = null
    void broken.terminate()
    for (const number of pending.keys()) settle(number)?.reject(error)
  }

  function checkElsewhere(rules: Rules, messages: Message[]): Promise<Check> {
    const used = (worker ??= start())
    const number = ++count
    const timer = setTimeout(
      () => fail(used, upstreamUnavailable('The check took longer than 20 seconds.')),
      timeoutMs,
    )
    const waiting = { ...Promise.withResolvers<Check>(), timer }
    pending.set(number, waiting)
    const { id, inputRails } = rules
    used.postMessage({ number, rules: { id, inputRails }, messages })
    return waiting.promise
  }

  return {
    costOf,
    check: async (rules, messages) => {
      const length = messages.reduce((sum, { content }) => sum + content.length, 0)
      return length * costOf(rules) > shortSteps
        ? checkElsewhere(rules, messages)
        : checkMessages(rails(rules), messages)
    },
    close: async () => {
      const last = worker
      if (last) fail(last, upstreamUnavailable('Guardrails is being stopped.'))
      await last?.terminate()
    },
  }
}
