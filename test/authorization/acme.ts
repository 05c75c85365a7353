import { successOf } from '@weft/client/errors'
import type { Need } from '../../schema/access.ts'
import type { Role, Viewer } from '@weft/kit/identity'
import { afterAll, beforeAll } from 'vitest'
import { CreateAccessTokenDocument } from '../generated/documents.ts'
import { startTogether } from '../harness/platform.ts'
import type { OnEnd, PlatformUnderTest } from '../harness/platform.ts'
import type { Things } from './operations.ts'
import { createThings } from './things.ts'

/** Somebody at the door, and what they are to `acme`: `null` is somebody who has no role there. */
export type Caller = {
  token: string
  is: Role | 'PLATFORM' | 'UNKNOWN' | null
}
export type Acme = { platform: PlatformUnderTest; things: Things; callers: Record<string, Caller> }

/** One platform for the tests of a file, with one of each thing in the namespace `acme`. */
export function useAcme(): () => Acme {
  const ends: Parameters<OnEnd>[0][] = []
  let acme: Acme
  beforeAll(async () => {
    const platform = await startTogether({ onEnd: (end) => void ends.unshift(end) })
    const things = await createThings(platform)
    acme = { platform, things, callers: await createCallers(platform) }
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })
  return () => acme
}

const having = (role: Role, namespace = 'acme'): Viewer => ({
  subject: `${role}@${namespace}`,
  grants: [{ namespace, role }],
})

/** From the one who may least to the one who may most. */
async function createCallers(platform: PlatformUnderTest): Promise<Acme['callers']> {
  const { tokenFor } = platform
  return {
    nobody: { token: '', is: 'UNKNOWN' },
    'a forger': { token: `${platform.token}x`, is: 'UNKNOWN' },
    'an expired identity': { token: await tokenFor(having('ADMIN', '*'), -1), is: 'UNKNOWN' },
    'an expired access token': { token: await expiredToken(platform), is: 'UNKNOWN' },
    'a stranger': { token: await tokenFor(having('ADMIN', 'other')), is: null },
    'a VIEWER': { token: await tokenFor(having('VIEWER')), is: 'VIEWER' },
    "an administrator's access token for reading": {
      token: await accessToken(platform, { role: 'VIEWER', namespace: 'acme' }),
      is: 'VIEWER',
    },
    'a service account': {
      token: await accessToken(platform, { role: 'EDITOR', namespace: 'acme' }),
      is: 'EDITOR',
    },
    'an EDITOR': { token: await tokenFor(having('EDITOR')), is: 'EDITOR' },
    'an ADMIN': { token: await tokenFor(having('ADMIN')), is: 'ADMIN' },
    'the ADMIN of *': { token: await tokenFor(having('ADMIN', '*')), is: 'PLATFORM' },
  }
}

type Given = { role: Role; namespace: string; expiresAt?: string }

async function accessToken({ client }: PlatformUnderTest, given: Given): Promise<string> {
  const { createAccessToken } = await client.request(CreateAccessTokenDocument, {
    input: { name: 'robot', ...given },
  })
  return successOf(createAccessToken).secret
}

async function expiredToken(platform: PlatformUnderTest): Promise<string> {
  const expiry = Date.now() + 3_000
  const expiresAt = new Date(expiry).toISOString()
  const token = await accessToken(platform, { role: 'ADMIN', namespace: 'acme', expiresAt })
  await new Promise((resolve) => setTimeout(resolve, expiry - Date.now() + 1))
  return token
}

export type Outcome = 'ALLOWED' | 'FORBIDDEN' | 'ABSENT' | 'REFUSED'

/** What a need that stands in the table of rules means for a caller. */
export function expectedOf(need: Need, { is }: Caller): Outcome {
  if (is === 'UNKNOWN') return 'REFUSED'
  if (need === 'ANYONE') return 'ALLOWED'
  if (need === 'WORKER') return 'ABSENT'
  if (need === 'PLATFORM' || need === 'OWNER') {
    if (is === 'PLATFORM') return 'ALLOWED'
    return need === 'OWNER' ? 'ABSENT' : 'FORBIDDEN'
  }
  if (!is) return 'ABSENT'
  const order = ['VIEWER', 'EDITOR', 'ADMIN', 'PLATFORM']
  return order.indexOf(is) >= order.indexOf(need) ? 'ALLOWED' : 'FORBIDDEN'
}
