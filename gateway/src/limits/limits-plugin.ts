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
        const wait = errors?.[0]?.extensions.retryAfterSeconds
        if (typeof wait === 'number') http.headers.set('retry-after', String(wait))
        if (requested === null || body.kind !== 'single') return
        const { extensions } = body.singleResult
        body.singleResult.extensions = { ...extensions, ...toldCost(requested) }
      },
    }
  },
})

export const toldCost = (requested: number): { cost: { requested: number } } => ({
  cost: { requested },
})
