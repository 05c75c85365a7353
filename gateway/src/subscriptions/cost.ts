import type { Results } from './reading.ts'

/** Tells with the first result what the subscription costs, as other answers tell it. */
export const withCost =
  (results: Results, requested: number): Results =>
  (reader) => {
    let isTold = false
    return results({
      take: (result) => {
        if (isTold) return reader.take(result)
        isTold = true
        return reader.take({ ...result, extensions: { cost: { requested } } })
      },
      end: (error) => reader.end(error),
    })
  }
