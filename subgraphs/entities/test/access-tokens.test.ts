import { viewerWith } from '@weft/kit/testing/subgraph'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { admin, create, nobody, startIdentities } from './identifying.ts'

const list = '{ accessTokens { totalCount nodes { id name } } }'
const revoke = /* GraphQL */ `
  mutation ($id: ID!) {
    revokeAccessToken(id: $id) {
      __typename
    }
  }
`

test('a new access token is known by its secret, which is kept nowhere', async () => {
  const { execute, identify, databaseUrl } = await startIdentities()
  const input = { name: 'laptop', namespace: 'acme', role: 'EDITOR' }
  const { data } = await execute(create, { input }, admin)
  expect(data).toEqual({
    createAccessToken: {
      __typename: 'NewAccessToken',
      secret: expect.stringMatching(/^hf_[\w-]{43}$/),
      token: {
        id: expect.stringMatching(/^token_/),
        ...input,
        createdBy: 'admin',
        expiresAt: null,
        lastUsedAt: null,
      },
    },
  })
  const { secret, token } = data!['createAccessToken'] as { secret: string; token: { id: string } }
  expect(await identify(secret)).toEqual({
    subject: 'admin',
    grants: [{ namespace: 'acme', role: 'EDITOR' }],
    token: token.id,
  })
  const database = new pg.Client(databaseUrl)
  await database.connect()
  onTestFinished(() => database.end())
  const { rows } = await database.query('select * from access_token')
  expect(JSON.stringify(rows)).not.toContain(secret.slice(3))
})

test('an access token that is wrong, revoked or expired speaks for nobody', async () => {
  const { execute, identify, make, databaseUrl } = await startIdentities()
  const lasting = await make({ role: 'VIEWER' })
  const expiresAt = new Date(Date.now() + 60_000).toISOString()
  const short = await make({ role: 'VIEWER', expiresAt })
  expect(await identify(short.secret)).not.toBeNull()
  const database = new pg.Client(databaseUrl)
  await database.connect()
  onTestFinished(() => database.end())
  await database.query('update access_token set expires_at = now() where id = $1', [short.token.id])
  expect(await identify(`${lasting.secret}x`)).toBeNull()
  expect(await identify(short.secret)).toBeNull()
  expect(await execute(revoke, { id: lasting.token.id }, admin)).toEqual({
    status: 200,
    data: { revokeAccessToken: { __typename: 'Deleted' } },
  })
  expect(await identify(lasting.secret)).toBeNull()
})

test('an access token follows the rights of its maker, and never has more than its own', async () => {
  const { identify, make, give, execute } = await startIdentities()
  const maker = { subject: 'oidc:ada', groups: ['group:lab'] }
  await give('oidc:ada', 'acme', 'EDITOR')
  await give('group:lab', 'other', 'ADMIN')
  const { secret } = await make(
    { role: 'EDITOR' },
    {
      ...maker,
      grants: [
        { namespace: 'acme', role: 'EDITOR' },
        { namespace: 'other', role: 'ADMIN' },
      ],
    },
  )
  expect((await identify(secret))?.grants).toEqual([
    { namespace: 'acme', role: 'EDITOR' },
    { namespace: 'other', role: 'EDITOR' },
  ])
  await give('oidc:ada', 'acme', 'VIEWER')
  await execute(
    'mutation { revokeRole(input: { subject: "group:lab", namespace: "other" }) { __typename } }',
    {},
    admin,
  )
  expect((await identify(secret))?.grants).toEqual([{ namespace: 'acme', role: 'VIEWER' }])
})

test.for([
  ['more than the caller has', { role: 'ADMIN', namespace: 'acme' }, 'input.role'],
  ['where the caller has nothing', { role: 'VIEWER', namespace: 'other' }, 'input.role'],
  ['more than the caller has anywhere', { role: 'ADMIN' }, 'input.role'],
  ['the whole platform', { role: 'VIEWER', namespace: '*' }, 'input.role'],
  ['the past', { role: 'VIEWER', expiresAt: '2020-01-01T00:00:00Z' }, 'input.expiresAt'],
  ['no name', { role: 'VIEWER', name: ' ' }, 'input.name'],
] as const)('nobody makes an access token for %s', async ([, input, path]) => {
  const { execute, give } = await startIdentities()
  await give('oidc:ada', 'acme', 'EDITOR')
  const { data } = await execute(
    create,
    { input: { name: 'laptop', ...input } },
    viewerWith('EDITOR', 'acme', 'oidc:ada'),
  )
  expect(data).toMatchObject({
    createAccessToken: { __typename: 'ValidationError', problems: [{ path }] },
  })
})

test('an identity for one task makes no access token that would outlive it', async () => {
  const { execute } = await startIdentities()
  const worker = viewerWith('EDITOR', 'acme', 'attempt:job_1/1')
  const input = { name: 'for later', namespace: 'acme', role: 'EDITOR' }
  const { data } = await execute(create, { input }, worker)
  expect(data).toMatchObject({ createAccessToken: { problems: [{ path: 'input.role' }] } })
})

test('what an access token made ends with it', async () => {
  const { execute, identify, make } = await startIdentities()
  const parent = await make({ role: 'EDITOR', namespace: 'acme' })
  const child = await make({ role: 'VIEWER' }, (await identify(parent.secret))!)
  expect((await identify(child.secret))?.grants).toEqual([{ namespace: 'acme', role: 'VIEWER' }])
  await execute(revoke, { id: parent.token.id }, admin)
  expect(await identify(child.secret)).toBeNull()
})

test('one sees and revokes what one has made, and the ADMIN of the platform everything', async () => {
  const { execute, identify, make, give } = await startIdentities()
  await give('oidc:ada', 'acme', 'VIEWER')
  const ada = viewerWith('VIEWER', 'acme', 'oidc:ada')
  const hers = await make({ name: 'hers', role: 'VIEWER' }, ada)
  const given = await make({ name: 'given', role: 'VIEWER', namespace: 'acme' })
  const withToken = (await identify(given.secret))!
  const node = `query { node(id: "${hers.token.id}") { id } }`

  expect((await execute(list, {}, ada)).data).toEqual({
    accessTokens: { totalCount: 1, nodes: [{ id: hers.token.id, name: 'hers' }] },
  })
  expect((await execute(list, {}, admin)).data).toMatchObject({ accessTokens: { totalCount: 2 } })
  for (const stranger of [nobody, withToken]) {
    expect((await execute(list, {}, stranger)).data).toMatchObject({
      accessTokens: { totalCount: 0 },
    })
    expect((await execute(node, {}, stranger)).data).toEqual({ node: null })
    expect((await execute(revoke, { id: hers.token.id }, stranger)).data).toEqual({
      revokeAccessToken: { __typename: 'NotFoundError' },
    })
  }
  expect((await execute(node, {}, ada)).data).toEqual({ node: { id: hers.token.id } })
})

test('its last use is written once a minute', async () => {
  const { identify, make, databaseUrl } = await startIdentities()
  const { secret } = await make({ role: 'VIEWER' })
  const database = new pg.Client(databaseUrl)
  await database.connect()
  onTestFinished(() => database.end())
  const lastUse = async () =>
    (await database.query('select last_used_at as at, xmin from access_token')).rows[0] as {
      at: Date | null
    }
  expect((await lastUse()).at).toBeNull()
  await identify(secret)
  const first = await lastUse()
  expect(first.at).toEqual(expect.any(Date))
  await identify(secret)
  expect(await lastUse()).toEqual(first)
  await database.query(`update access_token set last_used_at = now() - interval '61 seconds'`)
  await identify(secret)
  expect((await lastUse()).at!.getTime()).toBeGreaterThanOrEqual(first.at!.getTime())
})

test('the door of the gateway answers nobody else', async () => {
  const { ask } = await startIdentities()
  const question = { subject: 'oidc:ada', groups: [] }
  expect((await ask(question)).status).toBe(200)
  expect((await ask(question, admin)).status).toBe(404)
  expect((await ask({ subject: 'admin', groups: [] })).status).toBe(400)
  expect((await ask({ tokenHash: 'hf_secret' })).status).toBe(400)
})
