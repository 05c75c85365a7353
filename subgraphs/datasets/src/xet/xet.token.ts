import { bearerOf, signIdentity, verifyIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { urlSeconds } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'

const audienceOf = (repositoryId: string) => `xet:${repositoryId}`

/**
 * A token that is good for bringing chunks to this repository and for nothing else, in the name of who asks, for as
 * long as a presigned URL.
 */
export async function signXetToken(
  { config, viewer }: Pick<Context, 'config' | 'viewer'>,
  { id, namespace }: Repository,
): Promise<{ accessToken: string; exp: number }> {
  const narrowed: Viewer = {
    subject: viewer.subject,
    grants: [{ namespace, role: 'EDITOR' }],
    ...(viewer.token && { token: viewer.token }),
  }
  const options = { audience: audienceOf(id), seconds: urlSeconds }
  const accessToken = await signIdentity(config.IDENTITY_SECRET, narrowed, options)
  return { accessToken, exp: Math.floor(Date.now() / 1_000) + urlSeconds }
}

/** Who may bring chunks to the repository; null when the token does not say so. */
export async function verifyXetToken(
  secret: string,
  authorization: unknown,
  repositoryId: string,
): Promise<Viewer | null> {
  const token = bearerOf(authorization)
  return token ? verifyIdentity(secret, token, audienceOf(repositoryId)) : null
}
