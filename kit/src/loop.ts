import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from './log.ts'

/** A controller's loop: wakes when told or when `everySeconds` have passed, and never runs twice at once. */
export type Loop = { wake: () => void; stop: () => Promise<void> }

/** Runs `pass` again and again until stopped. A pass that throws is logged, and the next one comes as usual. */
export function startLoop(
  pass: (signal: AbortSignal) => Promise<unknown>,
  { everySeconds, log, name }: { everySeconds: number; log: Logger; name: string },
): Loop {
  const stopped = new AbortController()
  let woken = Promise.withResolvers<void>()

  const running = (async () => {
    while (!stopped.signal.aborted) {
      woken = Promise.withResolvers<void>()
      try {
        await pass(stopped.signal)
      } catch (error) {
        if (!stopped.signal.aborted) log.error(error, `${name}: a pass failed`)
      }
      const timer = new AbortController()
      await Promise.race([
        woken.promise,
        wait(everySeconds * 1_000, undefined, { signal: timer.signal }).catch(() => {}),
      ])
      timer.abort()
    }
  })()

  const wake = () => woken.resolve()
  return {
    wake,
    stop: async () => {
      stopped.abort()
      wake()
      await running
    },
  }
}
