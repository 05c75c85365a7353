import { upstreamUnavailable } from '@weft/kit/errors'
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'
import { z } from 'zod'
import type { Config } from '../config.ts'

/** A person, as an identity provider names them. */
export type Person = { subject: string; groups: string[]; expiresAt: Date }

/** Reads a token of the identity provider; null when it is not one, or no longer. Throws when the provider is away. */
export type Verify = (token: string) => Promise<Person | null>

type Keys = ReturnType<typeof createRemoteJWKSet>
type Provider = { issuer: string; audience: string; groupsClaim: string | undefined }

/** Two keys that sign; anything else, such as `none` or HS256, could be made by anybody who reads the public keys. */
const algorithms = ['RS256', 'ES256']
const clockSkewSeconds = 30
/** An unknown key is looked for again after this, so that a new one is known soon and a flood is not passed on. */
const cooldownMs = 3_000
const maxGroups = 1_000

/** Verifies the tokens of the configured OpenID Connect provider by its published keys; null without one. */
export function createVerify(config: Partial<Config>): Verify | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_GROUPS_CLAIM: groupsClaim } = config
  if (!issuer || !audience) return null
  const provider = { issuer, audience, groupsClaim }
  let keys: Promise<Keys> | null = null

  return async (token) => {
    if (issuerOf(token) !== issuer) return null
    try {
      keys ??= discoverKeys(issuer)
      return await verify(token, await keys, provider)
    } catch (error) {
      if (isForged(error)) return null
      keys = null
      throw upstreamUnavailable(`The identity provider does not answer: ${String(error)}.`)
    }
  }
}

async function verify(token: string, keys: Keys, { issuer, audience, groupsClaim }: Provider) {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms,
    clockTolerance: clockSkewSeconds,
    requiredClaims: ['sub', 'exp'],
  })
  return {
    expiresAt: new Date((payload.exp! + clockSkewSeconds) * 1_000),
    subject: `oidc:${payload.sub}`,
    groups: groupsIn(payload, groupsClaim).map((group) => `group:${group}`),
  }
}

/** Errors about the token; those about reaching the keys are not. */
const isForged = (error: unknown) =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC'

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) })

async function discoverKeys(issuer: string): Promise<Keys> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  const metadata = Metadata.parse(await response.json())
  if (metadata.issuer !== issuer) throw new Error(`${url} speaks for ${metadata.issuer}`)
  return createRemoteJWKSet(new URL(metadata.jwks_uri), { cooldownDuration: cooldownMs })
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

const Groups = z.array(z.string()).max(maxGroups).catch([])

const groupsIn = (payload: JWTPayload, claim: string | undefined): string[] =>
  claim ? Groups.parse(payload[claim]) : []
