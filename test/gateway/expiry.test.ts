import type { Viewer } from '@weft/kit/identity'
import { expect, test } from 'vitest'
import { admin, identityFor, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { startUpstream } from './upstream.ts'

const worker: Viewer = { subject: 'attempt:1', grants: [] }
const query = 'subscription { stepped(runId: "1") { number } }'

/** Runs something with an identity that soon expires, and tells how long after that it was over, in milliseconds. */
async function pastExpiry(run: (authorization: string) => Promise<unknown>): Promise<number> {
  const issuedAt = Math.floor(Date.now() / 1_000) * 1_000
  await run(await identityFor(worker, { seconds: 2 }))
  return Date.now() - issuedAt - 2_000
}

const listen = ({ url }: Federation, authorization: string, accept: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization, accept, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  }).then((answer) => answer.text())

test('a socket is closed when its token expires, and not before', async () => {
  const { connect } = await startFederation()
  const late = await pastExpiry(async (authorization) => {
    const events = connect({ connectionParams: { authorization } }).iterate({ query })
    await expect(events.next()).rejects.toMatchObject({ code: 4401 })
  })
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(500)
})

test.each(['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0'])(
  'an answer as %s ends when the token of its caller expires',
  async (accept) => {
    const federation = await startFederation()
    const late = await pastExpiry(async (authorization) => {
      expect(await listen(federation, authorization, accept)).toContain('"UNAUTHENTICATED"')
    })
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(500)
  },
)

test('an answer that a subgraph gives through a door is cut when the token of its caller expires', async () => {
  const slow = await startUpstream((_request, response) => void response.write('once upon a time'))
  const door = { path: /^\/v1\//, subgraph: 'runs' }
  const { url } = await startFederation({ urls: { runs: slow }, doors: [door] })
  const late = await pastExpiry(async (authorization) => {
    const answer = await fetch(`${url}/v1/tale`, { headers: { authorization } })
    await expect(answer.text()).rejects.toThrow('terminated')
  })
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(500)
})

test('a token that lasts longer than a timer can wait ends no stream', async () => {
  const federation = await startFederation()
  const year = 365 * 24 * 3_600
  const authorization = await identityFor(worker, { seconds: year })
  const events = federation.connect({ connectionParams: { authorization } }).iterate({ query })
  const next = events.next()
  await expect.poll(() => federation.feed.listenerCount('1')).toBe(1)
  federation.feed.step('1', 1)
  expect((await next).value).toMatchObject({ data: { stepped: { number: 1 } } })
})

test('nobody but the gateway is told whose rights change', async () => {
  const { url } = await startFederation()
  const answer = await fetch(`${url}/identify/changes`, { headers: { authorization: admin } })
  expect(answer.status).toBe(404)
})
