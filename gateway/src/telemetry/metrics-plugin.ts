import type { ApolloServerPlugin } from '@apollo/server'
import type { Context } from '../context.ts'
import { outcomeOf } from './metrics.ts'
import type { Metrics } from './metrics.ts'

/** Counts queries and mutations, whichever way they came, with their outcome and the time they took. */
export const metricsPlugin = (metrics: Metrics): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => {
    const start = performance.now()
    return {
      willSendResponse: async ({ operation, response: { body } }) => {
        const errors = body.kind === 'single' ? body.singleResult.errors : undefined
        const took = (performance.now() - start) / 1_000
        metrics.operation(operation?.operation ?? 'unknown', outcomeOf(errors), took)
      },
    }
  },
})
