import type { LocalGraph, LocalRequest } from '@weft/kit/local-graph'
import type { Context } from '../context.ts'
import type { Fetch } from '../execution/fetch.ts'
import { createStream, deferred, end } from '../subscriptions/stream.ts'
import type { Next, ResultStream } from '../subscriptions/stream.ts'
import { toUpstreamError } from '../subscriptions/upstream.ts'
import { NoAnswer } from './transport.ts'
import type { Transport } from './transport.ts'

/** Within this process: nothing is written as JSON, and nobody has to vouch for who asks. */
export const createLocalTransport = (name: string, local: LocalGraph): Transport => ({
  ask: (fetch, context, { leftMs }) =>
    new Promise((resolve, reject) => {
      const give = (reason: unknown) => {
        clearTimeout(timer)
        reject(new NoAnswer(String(reason), { cause: reason }))
      }
      const timer = setTimeout(give, leftMs, `It took longer than ${Math.ceil(leftMs)} ms.`)
      local.execute(toRequest(fetch), context).then((told) => {
        clearTimeout(timer)
        resolve(told)
      }, give)
    }),
  open: async (fetch, context) => deferred(subscribe(name, local, [fetch, context])),
})

async function subscribe(
  name: string,
  local: LocalGraph,
  [fetch, context]: [Fetch, Context],
): Promise<ResultStream> {
  const brokeOff = (error: unknown) => {
    throw toUpstreamError(error, name)
  }
  const events = await local.subscribe(toRequest(fetch), context).catch(brokeOff)
  return createStream({
    next: () => events.next().catch(brokeOff) as Promise<Next>,
    return: async () => {
      await events.return?.()
      return end
    },
  })
}

function toRequest({ representations, variables, ...request }: Fetch): LocalRequest {
  if (!representations) return { ...request, ...(variables && { variables }) }
  const given = JSON.parse(`[${representations.join()}]`) as unknown
  return { ...request, variables: { ...variables, representations: given } }
}
