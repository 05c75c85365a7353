import type { ApolloServerPlugin } from '@apollo/server'
import type { Context } from '../context.ts'
import type { Limits } from './limits.ts'

/** Holds queries and mutations to the limits once they are known to be valid, and tells in each answer what it cost. */
export const limitsPlugin = (limits: Limits): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => {
    let requested: number | null = null
    return {
      didResolveOperation: async ({ document, operationName, request, contextValue }) => {
        requested = limits.measure({ document, operationName, variables: request.variables })
        limits.spend(contextValue.viewer, requested)
      },
      willSendResponse: async ({ response: { body, http }, errors }) => {
        const { code, retryAfterSeconds } = errors?.[0]?.extensions ?? {}
        if (code === 'RATE_LIMITED') http.headers.set('retry-after', String(retryAfterSeconds))
        if (requested === null || body.kind !== 'single') return
        body.singleResult.extensions = { ...body.singleResult.extensions, cost: { requested } }
      },
    }
  },
})
