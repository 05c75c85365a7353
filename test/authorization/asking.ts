import { readFileSync } from 'node:fs'
import { EventSource } from 'eventsource'
import { buildSchema } from 'graphql'
import { createClient as createSocket } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Outcome } from './acme.ts'

const api = buildSchema(readFileSync(`${import.meta.dirname}/../../schema/api.graphql`, 'utf8'))
const roots = {
  query: api.getQueryType()!,
  mutation: api.getMutationType()!,
  subscription: api.getSubscriptionType()!,
}

/** Every operation of the graph, with what it is. */
export const kindOf = new Map(
  Object.entries(roots).flatMap(([kind, type]) =>
    Object.keys(type.getFields()).map((name) => [name, kind] as const),
  ),
)

export type Answer = {
  status?: number
  data?: Record<string, unknown> | null
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[]
}

/** What the graph answers to one operation; of a subscription, the first thing that it says. */
export function ask(url: string, token: string, name: string, call: string): Promise<Answer> {
  const kind = kindOf.get(name)!
  const query = `${kind} { ${call} }`
  return kind === 'subscription' ? listen(url, token, query) : post(url, token, query)
}

async function post(url: string, token: string, query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  if (response.status === 401) return { status: 401 }
  return (await response.json()) as Answer
}

/** What it says to an event source that listens by a ticket. */
export async function askByTicket(url: string, token: string, call: string): Promise<Answer> {
  const given = await fetch(`${url}/graphql/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `subscription { ${call} }` }),
  })
  if (given.status === 401) return { status: 401 }
  const ticket = (await given.json()) as { url: string }
  const source = new EventSource(new URL(ticket.url, url))
  const said = Promise.withResolvers<Answer>()
  source.addEventListener('next', ({ data }) => said.resolve(JSON.parse(data as string) as Answer))
  source.addEventListener('complete', () => said.resolve({ data: null }))
  source.addEventListener('error', ({ code }) => said.resolve({ status: code ?? 0 }))
  try {
    return await said.promise
  } finally {
    source.close()
  }
}

async function listen(url: string, token: string, query: string): Promise<Answer> {
  const client = createSocket({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  })
  try {
    for await (const answer of client.iterate({ query })) return answer as Answer
    return { data: null }
  } catch (error) {
    if (Array.isArray(error)) return { errors: error as NonNullable<Answer['errors']> }
    if ((error as { code?: number }).code === 4401) return { status: 401 }
    throw error
  } finally {
    await client.dispose()
  }
}

/** What an answer amounts to. Any other error is a fault of the test or of the platform. */
export function outcomeOf({ status, data, errors }: Answer, what: string): Outcome {
  if (status === 401) return 'REFUSED'
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
