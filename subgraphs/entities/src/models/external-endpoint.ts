import { ValidationError } from '@weft/kit/errors'
import { z } from 'zod'
import type { KeyRing } from '../encryption/key-ring.ts'
import { text } from '../input-rules.ts'
import type { Model } from './model.entity.ts'

export type ExternalEndpoint = { url: string; modelName: string }

const longestUrl = 2_000
const longestApiKey = 10_000

const Url = text(longestUrl).superRefine((url, context) => {
  const refuse = (message: string) => context.addIssue({ code: 'custom', message })
  if (/\s/.test(url) || !/^https?:\/\//i.test(url) || !URL.canParse(url))
    return refuse('must be an address that begins with http:// or https://')
  if (/^https?:\/\/[^/?#\\]*@/i.test(url))
    refuse('must hold no user and password; the API key has its own field, `apiKey`')
  if (url.includes('#')) refuse('must have no fragment, the part from `#` on')
})

/** How an external model's endpoint is given. An API key goes into a header, so it is what a header can carry. */
export const Endpoint = z.object({
  url: Url,
  modelName: text(500).refine((name) => name.trim() !== '', 'must not be empty'),
  apiKey: z
    .string()
    .regex(/^[\x21-\x7e]*$/, 'must be of visible ASCII characters only')
    .min(1, 'must not be empty; leave it out when there is none')
    .max(longestApiKey)
    .nullish(),
})
export type Endpoint = z.infer<typeof Endpoint>

/** Keeps an endpoint; its API key encrypted, for this model alone. */
export function setEndpoint(model: Model, given: Endpoint, keys: KeyRing): void {
  const { apiKey, ...endpoint } = given
  model.endpoint = endpoint
  if (apiKey === undefined) return
  model.apiKey = apiKey && keys.encrypt(apiKey, model.id)
  model.apiKeySetAt = apiKey ? new Date() : null
}

/**
 * Changes an external model's endpoint. A key that is left out stays, but not for another address: whoever could
 * point it at a server of their own would be sent the key.
 */
export function changeEndpoint(
  model: Model,
  given: Endpoint | null | undefined,
  keys: KeyRing,
): void {
  if (given === undefined) return
  const path = 'input.endpoint'
  if (!model.endpoint)
    throw new ValidationError([
      {
        path,
        message: `\`${model.ref()}\` is made of files here; only an external model has an endpoint.`,
      },
    ])
  if (!given)
    throw new ValidationError([
      { path, message: 'An external model is nothing without its endpoint.' },
    ])
  const keepsKey = model.apiKey && given.apiKey === undefined
  if (keepsKey && given.url !== model.endpoint.url)
    throw new ValidationError([
      {
        path: `${path}.apiKey`,
        message: 'The API key is kept for the old address; give it again for the new one, or null.',
      },
    ])
  setEndpoint(model, given, keys)
}
