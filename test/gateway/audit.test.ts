import { json } from 'node:stream/consumers'
import { doors, publicDoors } from '@weft/gateway/doors/doors'
import { idsHeader, namespacesHeader } from '@weft/kit/headers'
import { expect, test } from 'vitest'
import { admin as authorization, startFederation } from './federation.ts'
import { startUpstream } from './upstream.ts'
import type { Handler } from './upstream.ts'

const commit = '/api/models/acme/tiny/commit/main'
const id = 'dataset_01h455vb4pex5vsknk084sn02q'

/** The gateway before a Hub API that `answer` is, and what it has written down, `status` being the answer to that. */
async function startRecording(answer: Handler, status = 204) {
  const entries: object[] = []
  const entities = await startUpstream(async (request, response) => {
    if (request.url !== '/audit') return response.writeHead(404).end()
    entries.push(...((await json(request)) as { entries: object[] }).entries)
    return response.writeHead(status).end()
  })
  const datasets = await startUpstream(answer)
  const urls = { entities, datasets, jobs: datasets, deployments: datasets }
  const federation = await startFederation({ urls, doors, publicDoors })
  const send = (path: string, method = 'POST') =>
    fetch(federation.url + path, {
      method,
      headers: { authorization, 'x-request-id': 'request-1' },
      ...(method === 'POST' && { body: '{}' }),
    })
  return { ...federation, entries, send }
}

const entry = (fields: object) => ({
  subject: 'admin',
  token: null,
  operation: 'hub.commit',
  namespaces: ['acme'],
  ids: [],
  outcome: '200',
  requestId: 'request-1',
  ...fields,
})

test('what changes something through the Hub API is written down, however its path is written', async () => {
  const { entries, send } = await startRecording(({ url }, response) =>
    response.writeHead(url === commit ? 200 : 404, { [idsHeader]: `${id},nonsense` }).end(),
  )
  expect((await send(commit)).headers.has(idsHeader)).toBe(false)
  await send('/api/datasets/%61cme/tiny/%63ommit/main')
  await send('/api/models/acme/tiny/commit/paths-info/main')
  await send('/acme/tiny.git/info/lfs/objects/batch')
  expect(entries).toEqual([
    entry({ ids: [id] }),
    entry({ ids: [id], outcome: '404' }),
    entry({ ids: [id], outcome: '404' }),
    entry({ ids: [id], outcome: '404', operation: 'hub.upload' }),
  ])
})

test('what a Hub client makes or takes away is written down where the answer says it was', async () => {
  const { entries, send } = await startRecording((_, response) =>
    response.writeHead(200, { [namespacesHeader]: 'acme', [idsHeader]: id }).end('{}'),
  )
  const { headers } = await send('/api/repos/create')
  expect(headers.has(namespacesHeader)).toBe(false)
  await send('/api/models/acme/tiny/tag/main')
  expect(entries).toEqual([
    entry({ ids: [id], operation: 'hub.create' }),
    entry({ ids: [id], operation: 'hub.refs' }),
  ])
})

test('reading and inference are not written down', async () => {
  const { entries, send } = await startRecording((_, response) => response.end())
  await send(commit, 'GET')
  await send('/api/models/acme/tiny/paths-info/main')
  await send('/api/models/acme/tiny/preupload/main')
  await send('/v1/chat/completions')
  expect(entries).toEqual([])
})

test('a change whose caller leaves, or that nobody answers, is written down as such', async () => {
  const reached = Promise.withResolvers<void>()
  const { url, entries, send } = await startRecording(({ url: path }, response) => {
    if (path !== commit) return response.destroy()
    return reached.resolve()
  })
  const caller = new AbortController()
  const headers = { authorization, 'x-request-id': 'request-1' }
  const left = fetch(url + commit, { method: 'POST', headers, body: '{}', signal: caller.signal })
  await reached.promise
  caller.abort()
  await expect(left).rejects.toThrow('aborted')
  await expect.poll(() => entries).toEqual([entry({ outcome: 'ABANDONED' })])
  expect((await send('/api/models/acme/other/commit/main')).status).toBe(502)
  expect(entries[1]).toEqual(entry({ outcome: '502' }))
})

test('what cannot be written down has happened all the same, and is answered', async () => {
  const { execute, entries, send } = await startRecording((_, response) => response.end('{}'), 500)
  expect((await send(commit)).status).toBe(200)
  expect(await execute('mutation { stopRun(id: "1") { id } }')).toEqual({
    status: 200,
    data: { stopRun: { id: '1' } },
  })
  expect(entries).toMatchObject([{ operation: 'hub.commit' }, { operation: 'stopRun' }])
})
