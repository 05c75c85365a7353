import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWK, JWTPayload } from 'jose'
import { onTestFinished } from 'vitest'
import type { OnEnd } from '../harness/platform.ts'

type Key = { id: string; algorithm: string; privateKey: CryptoKey; publicKey: JWK }
export type Signing = {
  claims?: JWTPayload
  issuer?: string
  audience?: string
  expiresInSeconds?: number
  key?: Key
}

export type Issuer = {
  url: string
  /** What is published now; the first signs unless told otherwise. */
  keys: Key[]
  questions: () => number
  tokenFor: (subject: string, signing?: Signing) => Promise<string>
}

export const audience = 'weft'

export async function createKey(id: string, algorithm = 'RS256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm)
  const jwk = await exportJWK(publicKey)
  return { id, algorithm, privateKey, publicKey: { ...jwk, kid: id, alg: algorithm } }
}

/** An OpenID Connect provider: its metadata, its keys, and tokens that it signs. */
export async function startIssuer(onEnd: OnEnd = onTestFinished): Promise<Issuer> {
  const keys = [await createKey('first')]
  let questions = 0
  const server = createServer(({ url: path }, response) => {
    questions++
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: keys.map(({ publicKey }) => publicKey) },
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[path!]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onEnd(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    keys,
    questions: () => questions,
    tokenFor: (subject, { key = keys[0]!, claims, ...signing } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: key.algorithm, kid: key.id })
        .setSubject(subject)
        .setIssuer(signing.issuer ?? url)
        .setAudience(signing.audience ?? audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + (signing.expiresInSeconds ?? 600))
        .sign(key.privateKey),
  }
}
