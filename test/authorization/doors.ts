import type { Outcome } from './acme.ts'
import type { Things } from './operations.ts'

export type Door = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  path: (things: Things) => string
  type?: string
  body?: (things: Things) => string
}

const json = (value: object) => JSON.stringify(value)
const chat = ({ namespace }: Things) =>
  json({
    model: `${namespace}/tinyworld`,
    max_tokens: 1,
    messages: [{ role: 'user', content: 'hi' }],
  })

/**
 * Every door beside the graph, by the name of its rule; those of the Hub stand in `hub-routes.ts`. One that has no row
 * fails the test.
 */
export const doors: Record<string, Door> = {
  'graph.ticket': {
    method: 'POST',
    path: () => '/graphql/tickets',
    body: ({ jobId }) => json({ query: `subscription { jobUpdated(id: "${jobId}") { id } }` }),
  },
  'gateway.metrics': { method: 'GET', path: () => '/metrics' },
  'subgraph.metrics': { method: 'GET', path: () => '/metrics/jobs' },
  'inference.models': { method: 'GET', path: () => '/v1/models' },
  'inference.chat': { method: 'POST', path: () => '/v1/chat/completions', body: chat },
  'worker.events': {
    method: 'POST',
    path: ({ jobId }) => `/jobs/${jobId}/attempts/1/events`,
    body: () => json({ seq: 1, type: 'log', stream: 'STDOUT', text: 'forged' }),
  },
}

type Knocking = { url: string; token: string; things: Things }

export function knock(
  { method, path, type = 'application/json', body }: Door,
  { url, token, things }: Knocking,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': type }) }
  const redirect = 'manual'
  return fetch(url + path(things), {
    method,
    headers,
    redirect,
    ...(body && { body: body(things) }),
  })
}

/** What a response amounts to. Any other status is a fault of the test or of the platform. */
export async function outcomeOfDoor(response: Response, what: string): Promise<Outcome> {
  const text = await response.text()
  if (response.status === 401) return 'REFUSED'
  if (response.status === 403) return 'FORBIDDEN'
  if (response.status === 404 || text === '{"object":"list","data":[]}') return 'ABSENT'
  if (response.status < 400) return 'ALLOWED'
  throw new Error(`${what}: ${response.status} ${text}`)
}
