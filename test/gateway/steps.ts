import { expect } from 'vitest'
import type { Federation } from './federation.ts'

/** A subscription with fields of three subgraphs. */
export const steps = `subscription ($run: ID!) {
  stepped(runId: $run) { number run { name model { title maker { name } } } }
}`

export const answerTo = (number: number, run = '1') => ({
  data: {
    stepped: {
      number,
      run: {
        name: `run ${run}`,
        model: { title: `model of-${run}`, maker: { name: 'the ada' } },
      },
    },
  },
})

/** Waits until as many listen to the run as said, as the owner of the subscription sees it. */
export function listeners({ feed }: Federation, run: string) {
  return expect.poll(() => feed.listenerCount(run), { interval: 5, timeout: 5_000 })
}
