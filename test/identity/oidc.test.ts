import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { GrantRoleDocument } from '../generated/documents.ts'
import { startTogether } from '../harness/platform.ts'
import { audience, createKey, startIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'

async function startWithIssuer() {
  const issuer = await startIssuer()
  const oidc = { issuer: issuer.url, audience, groupsClaim: 'roles' }
  const platform = await startTogether({ oidc })
  const ask = async (token: string) => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { id grants { namespace role } } }' }),
    })
    const { data } = (await response.json()) as { data?: { viewer: unknown } }
    return { status: response.status, viewer: data?.viewer }
  }
  return { ...platform, issuer, ask, statusOf: async (token: string) => (await ask(token)).status }
}

test('people come with the token of their identity provider, and may do what they and their groups were given', async () => {
  const { client, issuer, ask } = await startWithIssuer()
  const claims = { roles: ['lab', 'unheard-of'] }
  expect(await ask(await issuer.tokenFor('bob'))).toEqual({
    status: 200,
    viewer: { id: 'oidc:bob', grants: [] },
  })
  for (const [subject, role] of [
    ['oidc:ada', 'EDITOR'],
    ['group:lab', 'VIEWER'],
  ] as const)
    await client.request(GrantRoleDocument, { input: { subject, namespace: '*', role } })
  await client.request(GrantRoleDocument, {
    input: { subject: 'group:bob', namespace: '*', role: 'ADMIN' },
  })
  expect(await ask(await issuer.tokenFor('ada', { claims }))).toEqual({
    status: 200,
    viewer: {
      id: 'oidc:ada',
      grants: [
        { namespace: '*', role: 'EDITOR' },
        { namespace: '*', role: 'VIEWER' },
      ],
    },
  })
})

const forgeries: [string, (issuer: Issuer) => Promise<string> | string][] = [
  ['another issuer', ({ tokenFor }) => tokenFor('ada', { issuer: 'http://127.0.0.1:9' })],
  ['another audience', ({ tokenFor }) => tokenFor('ada', { audience: 'other' })],
  ['the past', ({ tokenFor }) => tokenFor('ada', { expiresInSeconds: -31 })],
  [
    'a key of somebody else',
    async ({ tokenFor }) => tokenFor('ada', { key: await createKey('first') }),
  ],
  [
    'a key nobody published',
    async ({ tokenFor }) => tokenFor('ada', { key: await createKey('x') }),
  ],
  [
    'nobody who signs',
    ({ url }) =>
      new UnsecuredJWT({})
        .setSubject('ada')
        .setIssuer(url)
        .setAudience(audience)
        .setExpirationTime('1 hour')
        .encode(),
  ],
  [
    'the public key as if it were a secret',
    ({ url, keys }) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256', kid: 'first' })
        .setSubject('ada')
        .setIssuer(url)
        .setAudience(audience)
        .setExpirationTime('1 hour')
        .sign(new TextEncoder().encode(JSON.stringify(keys[0]!.publicKey))),
  ],
]

test('a token of anything but the identity provider gets 401', async () => {
  const { issuer, statusOf } = await startWithIssuer()
  for (const [what, tokenOf] of forgeries)
    expect([what, await statusOf(await tokenOf(issuer))]).toEqual([what, 401])
  const skewed = await issuer.tokenFor('ada', { expiresInSeconds: -20 })
  expect(await statusOf(skewed)).toBe(200)
})

test('the keys of the identity provider may be replaced, and are kept meanwhile', async () => {
  const { issuer, statusOf } = await startWithIssuer()
  const old = await issuer.tokenFor('ada')
  for (let question = 0; question < 20; question++) expect(await statusOf(old)).toBe(200)
  expect(issuer.questions()).toBe(2) // the metadata, and the keys

  issuer.keys.splice(0, 1, await createKey('second', 'ES256'))
  const fresh = await issuer.tokenFor('ada')
  await expect.poll(() => statusOf(fresh)).toBe(200)
  expect(await statusOf(old)).toBe(401)
})

test('while the identity provider is away, its tokens get 503, and others go on', async () => {
  const oidc = { issuer: 'http://127.0.0.1:9', audience }
  const platform = await startTogether({ oidc })
  const { tokenFor } = await startIssuer()
  const statusOf = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${platform.url}/v1/models`, { headers })).status
  }
  expect(await statusOf(await tokenFor('ada', { issuer: oidc.issuer }))).toBe(503)
  expect(await statusOf(platform.token)).toBe(200)
})
