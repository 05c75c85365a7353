import { EntityManager } from '@mikro-orm/postgresql'
import { randomBytes } from 'node:crypto'
import { FolderObjects } from '@weft/kit/objects-folder'
import { expect, onTestFinished, test, vi } from 'vitest'
import { appOf, sha256Of } from './harness.ts'
import { shardOf } from './xet.client.ts'
import { chunks, committed, samples, start, whole } from './xet.samples.ts'

const refused = (status: number, reason: string) => ({
  status,
  body: expect.stringContaining(reason) as string,
})

test('a small shard of a file that is too large for its namespace is refused before anything is read', async () => {
  const subgraph = await start()
  const { xet, graph } = subgraph
  await xet.sendXorb(samples)
  graph.storageBytes['acme'] = 100_000_000
  const read = vi.spyOn(FolderObjects.prototype, 'read')
  onTestFinished(() => read.mockRestore())
  const bomb = shardOf(Array.from({ length: 2_000 }, () => whole))
  expect(await xet.sendShard(bomb)).toMatchObject(refused(413, 'Namespace `acme` may store'))
  expect(read).not.toHaveBeenCalled()
})

const tiny = [Buffer.from('a')]
const manyTerms = Array.from({ length: 13_000 }, () => ({ xorb: tiny, start: 0, end: 1 }))

test.for([
  ['more chunks', { end: 8_192 }, 'name at most 100000000 chunks together'],
  ['more bytes', { sizeBytes: 2 ** 32 - 1 }, 'are larger than 5 TiB together'],
] as const)('a shard that names %s than may be is refused', async ([, said, reason]) => {
  const { xet } = await start()
  await xet.sendXorb([{ bytes: tiny[0]!, scheme: 0 }])
  expect(await xet.sendShard(shardOf(manyTerms, said))).toMatchObject(refused(400, reason))
})

test('a xorb that files have in any number of pieces is read by a few thousand of them', async () => {
  const subgraph = await start()
  const { xet, id } = subgraph
  await xet.sendXorb(samples)
  await xet.sendShard(shardOf([whole]))
  const app = await appOf(subgraph)
  const query = (sql: string, values: unknown[]) => app.orm.em.fork().execute(sql, values)
  // as if files had the same in all sorts of pieces
  await query(
    `insert into xorb_place (repository_id, xorb_hash, start_chunk, end_chunk, sha256, blob_offset)
     select repository_id, xorb_hash, 9 + n, 10 + n, sha256, 0 from xorb_place, generate_series(1, 20000) as n
     where repository_id = ?`,
    [id],
  )
  const find = vi.spyOn(EntityManager.prototype, 'find')
  onTestFinished(() => find.mockRestore())

  const bytes = randomBytes(10)
  await xet.sendXorb([{ bytes, scheme: 0 }])
  const shard = shardOf([whole, { xorb: [bytes], start: 0, end: 1 }])
  expect(await xet.sendShard(shard)).toMatchObject({ status: 200 })
  const file = Buffer.concat([...chunks, bytes])
  expect(await committed(subgraph, file)).toBe(sha256Of(file))
  const found = await Promise.all(find.mock.results.map(({ value }) => value as Promise<unknown[]>))
  expect(Math.max(...found.map(({ length }) => length))).toBe(8_192)
})
