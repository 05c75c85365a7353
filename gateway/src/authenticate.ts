import { createHash, timingSafeEqual } from 'node:crypto'
import { bearerOf, verifyIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import type { Config } from './config.ts'

/** Who sends an `Authorization` header; null when it names nobody. */
export type Authenticate = (authorization: unknown) => Promise<Viewer | null>

const administrator: Viewer = { subject: 'admin', grants: [{ namespace: '*', role: 'ADMIN' }] }

const digest = (text: string) => createHash('sha256').update(text).digest()

/** People come with an access token, services and workers with a signed identity that is meant for the gateway. */
export function createAuthenticate({
  ADMIN_TOKEN,
  IDENTITY_SECRET,
}: Pick<Config, 'ADMIN_TOKEN' | 'IDENTITY_SECRET'>): Authenticate {
  const admin = digest(ADMIN_TOKEN)
  return async (authorization) => {
    const token = bearerOf(authorization)
    if (!token) return null
    if (timingSafeEqual(digest(token), admin)) return administrator
    return verifyIdentity(IDENTITY_SECRET, token, 'gateway')
  }
}
