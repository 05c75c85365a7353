import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { startFederation } from './federation.ts'
import { startUpstream } from './upstream.ts'

const authorization = `Bearer hf_${'a'.repeat(43)}`
const query = 'subscription { stepped(runId: "1") { number } }'
const known = { subject: 'oidc:ada', grants: [{ namespace: 'acme', role: 'EDITOR' }] }

/** What knows access tokens: it says what it is told to say, and of whom something has changed. */
async function startEntities() {
  const listening = new Set<ServerResponse>()
  const said = { status: 200, viewer: known as object | null, asked: 0 }
  const url = await startUpstream((request, response) => {
    if (request.url === '/identify/changes') {
      response.writeHead(200).write('""\n')
      listening.add(response)
      response.once('close', () => listening.delete(response))
      return
    }
    said.asked++
    response.writeHead(said.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ viewer: said.viewer }))
  })
  return {
    url,
    said,
    tell: (line: string) => listening.forEach((response) => response.write(line)),
    breakOff: () => listening.forEach((response) => response.destroy()),
    listeners: () => listening.size,
  }
}

/** Somebody who listens, and by which code their socket is closed. */
async function startListening() {
  const entities = await startEntities()
  const { connect, feed } = await startFederation({ urls: { entities: entities.url } })
  await expect.poll(entities.listeners).toBe(1)
  const events = connect({ connectionParams: { authorization } }).iterate({ query })
  const closed = events.next().then(
    () => 0,
    (error: { code: number }) => error.code,
  )
  await expect.poll(() => feed.listenerCount('1')).toBe(1)
  const isOpen = () => feed.listenerCount('1') === 1
  return { ...entities, closed, isOpen }
}

test('whom a change concerns is asked about, and nobody else', async () => {
  const { said, tell, closed, isOpen } = await startListening()
  const before = said.asked
  said.viewer = null
  tell('"oidc:bob"\n"token_of_bob"\n\n')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([said.asked, isOpen()]).toEqual([before, true])
  tell('"oidc:')
  tell('ada"\n')
  expect(await closed).toBe(4401)
})

test('what nobody can say at first is asked again', async () => {
  const { said, tell, closed, isOpen } = await startListening()
  said.status = 503
  said.viewer = null
  const before = said.asked
  tell('"oidc:ada"\n')
  await expect.poll(() => said.asked).toBe(before + 3)
  expect(isOpen()).toBe(true)
  said.status = 200
  expect(await closed).toBe(4401)
})

test('when what tells of changes breaks off, all are asked about', async () => {
  const { said, breakOff, closed, listeners } = await startListening()
  said.viewer = { ...known, grants: [{ namespace: 'acme', role: 'VIEWER' }] }
  breakOff()
  expect(await closed).toBe(1013)
  await expect.poll(listeners).toBe(1)
})
