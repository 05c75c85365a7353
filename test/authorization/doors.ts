import type { Outcome } from './acme.ts'
import type { Things } from './operations.ts'

type Door = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: (things: Things) => string
  type?: string
  body?: (things: Things) => string
}

const json = (value: object) => JSON.stringify(value)
const commit = [
  { key: 'header', value: { summary: 'Say more' } },
  { key: 'file', value: { path: 'more.txt', encoding: 'utf-8', content: 'more' } },
]
const chat = ({ namespace }: Things) =>
  json({
    model: `${namespace}/tinyworld`,
    max_tokens: 1,
    messages: [{ role: 'user', content: 'hi' }],
  })
const batch = { operation: 'upload', objects: [{ oid: 'a'.repeat(64), size: 1 }] }

/** Every door beside the graph, by the name of its rule. One that has no row here fails the test. */
export const doors: Record<string, Door> = {
  'inference.models': { method: 'GET', path: () => '/v1/models' },
  'inference.chat': { method: 'POST', path: () => '/v1/chat/completions', body: chat },
  'hub.whoami': { method: 'GET', path: () => '/api/whoami-v2' },
  'hub.read': {
    method: 'GET',
    path: ({ namespace }) => `/${namespace}/tinyworld/resolve/main/config.json`,
  },
  'hub.commit': {
    method: 'POST',
    path: ({ namespace }) => `/api/models/${namespace}/tinyworld/commit/main`,
    type: 'application/x-ndjson',
    body: () => commit.map(json).join('\n'),
  },
  'hub.upload': {
    method: 'POST',
    path: ({ namespace }) => `/${namespace}/tinyworld.git/info/lfs/objects/batch`,
    type: 'application/vnd.git-lfs+json',
    body: () => json(batch),
  },
  'hub.create': {
    method: 'POST',
    path: () => '/api/repos/create',
    body: ({ namespace }) => json({ organization: namespace, name: 'made' }),
  },
  'hub.settings': {
    method: 'PUT',
    path: ({ namespace }) => `/api/models/${namespace}/tinyworld/settings`,
    body: () => json({ private: true }),
  },
  'hub.refs': {
    method: 'POST',
    path: ({ namespace }) => `/api/models/${namespace}/tinyworld/tag/main`,
    body: () => json({ tag: 'first' }),
  },
  'hub.move': {
    method: 'POST',
    path: () => '/api/repos/move',
    body: ({ namespace }) =>
      json({ fromRepo: `${namespace}/tinyworld`, toRepo: `${namespace}/tinyworld` }),
  },
  // refused by the model that needs it
  'hub.delete': {
    method: 'DELETE',
    path: () => '/api/repos/delete',
    body: ({ namespace }) => json({ organization: namespace, name: 'tinyworld' }),
  },
  'hub.xet': {
    method: 'GET',
    path: ({ namespace }) => `/api/models/${namespace}/tinyworld/xet-write-token/main`,
  },
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
  const headers = { 'content-type': type, authorization: `Bearer ${token}` }
  const redirect = 'manual'
  return fetch(url + path(things), {
    method,
    headers,
    redirect,
    ...(body && { body: body(things) }),
  })
}

const isConflict = (status: number) => status === 409 || status === 412

/** What a response amounts to. Any other status is a fault of the test or of the platform. */
export async function outcomeOfDoor(response: Response, what: string): Promise<Outcome> {
  const text = await response.text()
  if (response.status === 401) return 'REFUSED'
  if (response.status === 403) return 'FORBIDDEN'
  if (response.status === 404 || text === '{"object":"list","data":[]}') return 'ABSENT'
  if (response.status < 400 || isConflict(response.status)) return 'ALLOWED'
  throw new Error(`${what}: ${response.status} ${text}`)
}
