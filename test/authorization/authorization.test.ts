import { readFileSync } from 'node:fs'
import type { Viewer } from '@weft/kit/identity'
import { buildSchema } from 'graphql'
import { createClient as createSocket } from 'graphql-ws'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTogether } from '../harness/platform.ts'
import type { PlatformUnderTest } from '../harness/platform.ts'
import { operations } from './operations.ts'
import type { Operation } from './operations.ts'
import { createThings } from './things.ts'

const api = buildSchema(readFileSync(`${import.meta.dirname}/../../schema/api.graphql`, 'utf8'))
const roots = {
  query: api.getQueryType()!,
  mutation: api.getMutationType()!,
  subscription: api.getSubscriptionType()!,
}
const kindOf = new Map(
  Object.entries(roots).flatMap(([kind, type]) =>
    Object.keys(type.getFields()).map((name) => [name, kind] as const),
  ),
)

const inNamespace = (role: 'VIEWER' | 'EDITOR' | 'ADMIN', namespace = 'acme'): Viewer => ({
  subject: `${role}@${namespace}`,
  grants: [{ namespace, role }],
})
const viewers: Record<string, Viewer> = {
  stranger: inNamespace('ADMIN', 'other'),
  VIEWER: inNamespace('VIEWER'),
  EDITOR: inNamespace('EDITOR'),
  ADMIN: inNamespace('ADMIN'),
  'ADMIN of *': inNamespace('ADMIN', '*'),
}

type Outcome = 'ALLOWED' | 'FORBIDDEN' | 'ABSENT'
const expected: Record<Operation['needs'], Record<string, Outcome>> = {
  SELF: {
    stranger: 'ALLOWED',
    VIEWER: 'ALLOWED',
    EDITOR: 'ALLOWED',
    ADMIN: 'ALLOWED',
    'ADMIN of *': 'ALLOWED',
  },
  READ: {
    stranger: 'ABSENT',
    VIEWER: 'ALLOWED',
    EDITOR: 'ALLOWED',
    ADMIN: 'ALLOWED',
    'ADMIN of *': 'ALLOWED',
  },
  WRITE: {
    stranger: 'ABSENT',
    VIEWER: 'FORBIDDEN',
    EDITOR: 'ALLOWED',
    ADMIN: 'ALLOWED',
    'ADMIN of *': 'ALLOWED',
  },
  ADMIN: {
    stranger: 'ABSENT',
    VIEWER: 'FORBIDDEN',
    EDITOR: 'FORBIDDEN',
    ADMIN: 'ALLOWED',
    'ADMIN of *': 'ALLOWED',
  },
  OWN: {
    stranger: 'ABSENT',
    VIEWER: 'ABSENT',
    EDITOR: 'ABSENT',
    ADMIN: 'ABSENT',
    'ADMIN of *': 'ALLOWED',
  },
  PLATFORM: {
    stranger: 'FORBIDDEN',
    VIEWER: 'FORBIDDEN',
    EDITOR: 'FORBIDDEN',
    ADMIN: 'FORBIDDEN',
    'ADMIN of *': 'ALLOWED',
  },
}

type Answer = {
  data?: Record<string, unknown> | null
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[]
}

/** What an answer amounts to. Any other error is a fault of the test or of the platform. */
function outcomeOf({ data, errors }: Answer, what: string): Outcome {
  if (errors?.[0]) return outcomeOfError(errors[0], what)
  const value = Object.values(data ?? {}).at(-1)
  return isAbsent(value) ? 'ABSENT' : 'ALLOWED'
}

function outcomeOfError(error: NonNullable<Answer['errors']>[number], what: string): Outcome {
  const { code, type } = error.extensions ?? {}
  if (type === 'NotFoundError') return 'ABSENT'
  if (code === 'FORBIDDEN') return 'FORBIDDEN'
  throw new Error(`${what}: ${JSON.stringify(error)}`)
}

function isAbsent(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (Array.isArray(value)) return value.length === 0
  const { __typename, totalCount } = value as { __typename?: string; totalCount?: number }
  return __typename === 'NotFoundError' || totalCount === 0
}

async function ask({ url }: PlatformUnderTest, token: string, query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as Answer
}

/** The first thing that a subscription says; nothing when it ends without a word. */
async function listen({ url }: PlatformUnderTest, token: string, query: string): Promise<Answer> {
  const client = createSocket({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  })
  try {
    for await (const answer of client.iterate({ query })) return answer as Answer
    return { data: null }
  } catch (errors) {
    if (Array.isArray(errors)) return { errors: errors as NonNullable<Answer['errors']> }
    throw errors
  } finally {
    await client.dispose()
  }
}

test('every operation of the graph has its row', () => {
  expect(Object.keys(operations).sort()).toEqual([...kindOf.keys()].sort())
})

test('every operation answers each caller as its row says', async () => {
  const platform = await startTogether()
  const things = await createThings(platform)
  const actual: Record<string, Record<string, Outcome>> = {}
  for (const [name, { call }] of Object.entries(operations)) {
    const kind = kindOf.get(name)!
    actual[name] = {}
    for (const [who, viewer] of Object.entries(viewers)) {
      const token = await platform.tokenFor(viewer)
      const query = `${kind} { ${call(things)} }`
      const answer = await (kind === 'subscription' ? listen : ask)(platform, token, query)
      actual[name][who] = outcomeOf(answer, `${name} for ${who}`)
    }
  }
  expect(actual).toEqual(
    Object.fromEntries(
      Object.entries(operations).map(([name, { needs }]) => [name, expected[needs]]),
    ),
  )
})

test('no operation, and no other door, opens without a token, or with a forged or expired one', async () => {
  const platform = await startTogether()
  const things = await createThings(platform)
  const expired = await platform.tokenFor(viewers['ADMIN of *']!, -1)
  const calls = Object.entries(operations).map(
    ([name, { call }]) => `${kindOf.get(name)} { ${call(things)} }`,
  )
  const doors: [string, string][] = [
    ['GET', '/v1/models'],
    ['POST', '/v1/chat/completions'],
    ['POST', `/jobs/${things.jobId}/attempts/1/events`],
    ['GET', '/api/whoami-v2'],
    ['GET', '/api/models/acme/tinyworld/tree/main'],
    ['GET', '/acme/tinyworld/resolve/main/config.json'],
    ['POST', '/api/models/acme/tinyworld/commit/main'],
    ['GET', '/api/models/acme/tinyworld/xet-write-token/main'],
    ['POST', `/xet/${things.repositoryId}/v1/xorbs/default/${'0'.repeat(64)}`],
    ['POST', `/xet/${things.repositoryId}/v2/shards`],
  ]
  for (const token of ['', 'hf_nonsense', `${platform.token}x`, expired]) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    for (const query of calls) {
      const body = JSON.stringify({ query })
      const { status } = await fetch(`${platform.url}/graphql`, { method: 'POST', headers, body })
      expect(status, query).toBe(401)
    }
    for (const [method, path] of doors) {
      const body = method === 'POST' ? '{}' : undefined
      const { status } = await fetch(`${platform.url}${path}`, { method, headers, body })
      expect(status, path).toBe(401)
    }
    const query = `subscription { ${operations['jobEvents']!.call(things)} }`
    await expect(listen(platform, token, query)).rejects.toMatchObject({ code: 4401 })
  }
})

test('the doors beside the graph show a stranger nothing', async () => {
  const platform = await startTogether()
  const things = await createThings(platform)
  const authorization = `Bearer ${await platform.tokenFor(viewers['stranger']!)}`
  const get = (path: string) => fetch(`${platform.url}${path}`, { headers: { authorization } })
  for (const path of [
    '/api/models/acme/tinyworld/tree/main',
    '/api/models/acme/tinyworld/xet-write-token/main',
    '/acme/tinyworld/resolve/main/config.json',
  ])
    expect((await get(path)).status, path).toBe(404)
  const events = await fetch(`${platform.url}/jobs/${things.jobId}/attempts/1/events`, {
    method: 'POST',
    headers: { authorization },
    body: '{"seq":1,"type":"log","stream":"STDOUT","text":"forged"}\n',
  })
  expect(events.status).toBe(404)
  expect(await (await get('/v1/models')).json()).toMatchObject({ data: [] })
})
