import { expect, test } from 'vitest'
import { datasetWith } from './harness.ts'
import { shardOf, xetClient } from './xet.client.ts'
import { committed, file, hash, samples, start, whole } from './xet.samples.ts'

test('what was sent to one repository gives nothing to another', async () => {
  const subgraph = await start()
  await subgraph.xet.sendXorb(samples)
  await subgraph.xet.sendShard(shardOf([whole]))
  const { id, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const other = await xetClient(subgraph, ref)

  expect(await other.sendShard(shardOf([whole]))).toMatchObject({
    status: 400,
    body: expect.stringContaining(`No xorb ${hash} was uploaded to this repository`) as string,
  })
  expect(await committed({ ...subgraph, id, ref }, file)).toBe('ValidationError')
  expect(await other.sendXorb(samples)).toEqual({ status: 200, body: '{"was_inserted":true}' })
})

test('a token is for one repository, and no other token is taken', async () => {
  const subgraph = await start()
  const { ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const other = await xetClient(subgraph, ref)
  const calls = [
    ['GET', `/v1/chunks/default/${hash}`, 404],
    ['POST', `/v1/xorbs/default/${hash}`, 411],
    ['POST', '/v1/shards', 400],
    ['POST', '/v2/shards', 400],
    ['POST', '/v1/telemetry', 200],
    ['POST', `/v1/xorb-grants/default/${hash}`, 404],
    ['GET', `/v1/reconstructions/${hash}`, 404],
  ] as const
  for (const [method, path, expected] of calls) {
    const status = async (authorization?: string) => {
      const headers = { ...(authorization && { authorization: `Bearer ${authorization}` }) }
      return (await fetch(subgraph.xet.casUrl + path, { method, headers })).status
    }
    for (const token of [undefined, 'hf_editor', 'hf_admin', other.accessToken])
      expect(await status(token), path).toBe(401)
    expect(await status(subgraph.xet.accessToken), path).toBe(expected)
  }
  const headers = { authorization: `Bearer ${other.accessToken}` }
  for (const path of ['/graphql', '/api/whoami-v2'])
    expect((await fetch(subgraph.url + path, { headers })).status, path).toBe(401)
})
