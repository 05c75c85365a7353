import { createStream } from './stream.ts'
import type { ResultStream } from './stream.ts'

/** Tells with the first result what the subscription costs, as other answers tell it. */
export function withCost(results: ResultStream, requested: number | null): ResultStream {
  let isTold = requested === null
  return createStream({
    next: async () => {
      const next = await results.next()
      if (isTold || next.done) return next
      isTold = true
      return { done: false, value: { ...next.value, extensions: { cost: { requested } } } }
    },
    return: () => results.return(),
  })
}
