import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'
import { startUpstream } from './upstream.ts'

const authorization = `Bearer hf_${'a'.repeat(43)}`
const isAsked = { data: { whoAsks: { subject: 'oidc:ada' } } }
const query = '{ whoAsks { subject } }'
const circuit = 'weft_subgraph_circuit_open{subgraph="entities for the gateway"}'

/** A federation before which somebody comes whom only `entities` knows, which breaks off as often as is said. */
async function startUnknown(isBroken: (number: number) => boolean) {
  let asked = 0
  const entities = await startUpstream((request, response) => {
    if (request.url !== '/identify') return response.writeHead(404).end()
    if (isBroken(++asked)) return request.socket.destroy()
    response.setHeader('content-type', 'application/json')
    return response.end('{"viewer":{"subject":"oidc:ada","grants":[]}}')
  })
  const { url, execute } = await startFederation({ urls: { entities } })
  const isOpen = async () => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: admin } })
    return (await answer.text()).includes(`${circuit} 1`)
  }
  return { ask: () => execute(query, { authorization }), count: () => asked, isOpen }
}

test('who asks is asked for again when that brought no answer, unseen', async () => {
  const { ask, count } = await startUnknown((number) => number < 3)
  expect(await ask()).toMatchObject(isAsked)
  expect(count()).toBe(3)
})

test('when nobody says who asks, nobody is asked for a while, and then it is known again', async () => {
  let isBroken = true
  const { ask, count, isOpen } = await startUnknown(() => isBroken)
  for (let index = 0; index < 20; index++) expect(await ask()).toMatchObject({ status: 503 })
  expect(count()).toBeLessThan(15)
  expect(await isOpen()).toBe(true)
  isBroken = false
  await expect.poll(ask).toMatchObject(isAsked)
  expect(await isOpen()).toBe(false)
})
