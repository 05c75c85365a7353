import type { Pool } from 'undici'
import { z } from 'zod'
import type { Fetch } from '../execution/fetch.ts'
import { isObject } from '../execution/json.ts'
import type { Vouch } from '../identity/identities.ts'
import { openUpstream } from '../subscriptions/upstream.ts'
import { post } from './post.ts'
import type { Told, Transport } from './transport.ts'

/**
 * Only the frame: what is in `data` was made by a schema that the plan is made for. JSON with neither is no answer, such as
 * what HTTP servers say of their own errors.
 */
const Frame = z
  .object({
    data: z.custom<Record<string, unknown>>(isObject).nullish(),
    errors: z
      .array(
        z.object({
          message: z.string(),
          path: z.array(z.union([z.string(), z.number()])).optional(),
          extensions: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors?.length, 'neither data nor errors')

type Place = { name: string; origin: string; path: string; pool: Pool; vouch: Vouch }

/** Over the network: operations by POST, subscriptions by a socket. */
export const createHttpTransport = ({ name, origin, path, pool, vouch }: Place): Transport => ({
  ask: async (fetch, { viewer, requestId }, { leftMs, traced }) => {
    const authorization = await vouch(viewer, name)
    const headers = {
      'x-request-id': requestId,
      ...traced,
      ...(authorization && { authorization }),
    }
    const body = toBody(fetch)
    const { text, namespaces } = await post(pool, { path, headers, body, leftMs })
    const told: Told = Frame.parse(JSON.parse(text))
    if (namespaces) told.namespaces = namespaces.split(',').filter(Boolean).map(decodeURIComponent)
    return told
  },
  open: async (fetch, { viewer, requestId }, traced) =>
    openUpstream(fetch, {
      subgraph: name,
      url: origin + path,
      params: { authorization: await vouch(viewer, name), requestId, ...traced },
    }),
})

function toBody({ representations, ...fetch }: Fetch): string {
  if (!representations) return JSON.stringify(fetch)
  const { variables = {}, ...request } = fetch
  const others = JSON.stringify(variables).slice(1, -1)
  const known = `"representations":[${representations.join()}]`
  return `${JSON.stringify(request).slice(0, -1)},"variables":{${known}${others && `,${others}`}}}`
}
