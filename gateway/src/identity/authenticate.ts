import { hash as hashOf, timingSafeEqual } from 'node:crypto'
import { bearerOf, readIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { Recent } from '../recent.ts'
import type { Config } from '../config.ts'
import type { Identify } from './identify.ts'
import type { Verify } from './oidc.ts'

/** Who somebody is, and until when; null is for ever. */
export type Authenticated = { viewer: Viewer; expiresAt: Date | null }

/** Who sends an `Authorization` header; null when it names nobody. Throws when that cannot be told now. */
export type Authenticate = (authorization: unknown) => Promise<Authenticated | null>

type Options = Pick<Config, 'ADMIN_TOKEN' | 'IDENTITY_SECRET'> & {
  identify: Identify
  /** Reads tokens of an identity provider, where there is one. */
  verify: Verify | null
}

const administrator: Authenticated = {
  viewer: { subject: 'admin', grants: [{ namespace: '*', role: 'ADMIN' }] },
  expiresAt: null,
}
const accessToken = /^hf_[\w-]{43}$/
/** Of access tokens alone, which are short: others may be as long as their senders like. */
const mostDigests = 10_000

const digest = (text: string) => hashOf('sha256', text, 'buffer')

/**
 * People come with an access token or their identity provider's, services and workers with a signed identity that is
 * meant for the gateway. The configured token and signed identities need nobody else to be known.
 */
export function createAuthenticate(options: Options): Authenticate {
  const { ADMIN_TOKEN, IDENTITY_SECRET, identify, verify } = options
  const admin = digest(ADMIN_TOKEN)
  const digests = new Recent<Buffer>(mostDigests)
  return async (authorization) => {
    const token = bearerOf(authorization)
    if (!token) return null
    const isAccessToken = accessToken.test(token)
    const hash = isAccessToken ? digests.get(token, () => digest(token)) : digest(token)
    if (timingSafeEqual(hash, admin)) return administrator
    if (isAccessToken) return identify({ tokenHash: hash.toString('hex') })
    const signed = await readIdentity(IDENTITY_SECRET, token, 'gateway')
    if (signed || !verify) return signed
    const verified = await verify(token)
    if (!verified) return null
    const { expiresAt, ...person } = verified
    const known = await identify(person)
    return known && { ...known, expiresAt }
  }
}
