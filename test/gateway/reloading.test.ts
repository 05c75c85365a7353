import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { admin, composeWithout, startFederation } from './federation.ts'

const secret = 'secret: String'
const stepped = 'stepped(runId: ID!, from: Int = 1): Step! @cost(weight: 30)'

/** A federation whose gateway serves a supergraph from a file. */
async function startFrom(sdl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-supergraph-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'supergraph.graphql')
  const write = async (text: string) => {
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  await write(sdl)
  const federation = await startFederation({ settings: { SUPERGRAPH_FILE: file } })
  const knowsSecret = async () => {
    const { errors } = await federation.execute('{ secret }')
    return errors?.[0]?.message === 'There is no secret to tell.'
  }
  return { ...federation, write, knowsSecret }
}

test('a supergraph that changes is served without a restart', async () => {
  const { write, knowsSecret, execute } = await startFrom(composeWithout(secret))
  expect(await knowsSecret()).toBe(false)
  await write(composeWithout())
  await expect.poll(knowsSecret).toBe(true)
  expect(await execute('{ run(id: "1") { name } }')).toMatchObject({
    data: { run: { name: 'run 1' } },
  })
})

test('what cannot be served changes nothing, and the next that can is served', async () => {
  const { write, knowsSecret } = await startFrom(composeWithout(secret))
  for (const bad of ['', 'type Query { secret: String }', '{']) {
    await write(bad)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await knowsSecret()).toBe(false)
  }
  await write(composeWithout())
  await expect.poll(knowsSecret).toBe(true)
})

test('subscriptions that stay valid live on, and others end with a code', async () => {
  const { url, write, knowsSecret, connect, feed } = await startFrom(composeWithout())
  const client = connect()
  const stays = client.iterate({ query: 'subscription { runUpdated(id: "1") { name } }' })
  const goes = client.iterate({ query: 'subscription { stepped(runId: "1") { number } }' })
  expect((await stays.next()).value).toEqual({ data: { runUpdated: { name: 'run of 0' } } })
  const next = goes.next()
  await expect.poll(() => feed.listenerCount('1')).toBe(2)
  feed.step('1', 1)
  expect((await next).value).toEqual({ data: { stepped: { number: 1 } } })
  await stays.next()

  const end = goes.next()
  await write(composeWithout(secret, stepped))
  await expect(end).rejects.toMatchObject([{ extensions: { code: 'SCHEMA_CHANGED' } }])
  const metrics = await fetch(`${url}/metrics`, { headers: { authorization: admin } })
  expect(await metrics.text()).toContain(
    'weft_subscriptions_ended_total{transport="websocket",reason="SCHEMA_CHANGED"} 1',
  )
  expect(await knowsSecret()).toBe(false)
  await expect.poll(() => feed.listenerCount('1')).toBe(1)
  feed.step('1', 2)
  expect((await stays.next()).value).toEqual({ data: { runUpdated: { name: 'run of 0' } } })
})

test('what was asked most is planned before the new one takes over', async () => {
  const { url, write, knowsSecret, execute } = await startFrom(composeWithout(secret))
  const misses = async () => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: admin } })
    const [, count] = /plan_cache_requests_total\{result="miss"\} (\d+)/.exec(await answer.text())!
    return Number(count)
  }
  const query = '{ run(id: "1") { model { title } } }'
  await execute(query)
  await execute(query)
  await write(composeWithout())
  await expect.poll(knowsSecret).toBe(true)
  const before = await misses()
  await execute(query)
  expect(await misses()).toBe(before)
})
