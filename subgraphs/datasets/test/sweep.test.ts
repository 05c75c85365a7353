import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectDatabase } from '@weft/kit/database'
import { expect, test, vi } from 'vitest'
import { databaseOf } from '#mikro-orm.config.ts'
import { Orphan } from '#storage/orphan.entity.ts'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { sweepBlobs } from '#uploads/blob.sweeper.ts'
import { sweepUploads } from '#uploads/upload.sweeper.ts'
import { sweepXorbs } from '#xet/xorb.sweeper.ts'
import type { Target } from './harness.ts'
import {
  appOf,
  ask,
  commit,
  createUpload,
  datasetWith,
  inHours,
  sha256Of,
  startDatasets,
  upload,
} from './harness.ts'
import { shardOf } from './xet.client.ts'
import { samples, start, whole } from './xet.samples.ts'

const partBytes = 64 * 1024 ** 2

/** Nothing, once the last one is gone. */
const namesIn = (...steps: string[]) => readdir(join(...steps)).catch(() => [])

test('uploads of yesterday are forgotten with their bytes; what was completed stays', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  await upload(subgraph, datasetId, { path: 'kept', bytes: 'kept' })
  const files = [
    { path: 'small', sha256: sha256Of('small'), sizeBytes: 5 },
    { path: 'large', sha256: sha256Of('large'), sizeBytes: partBytes + 1 },
  ]
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files },
  })
  await fetch(targets[0]!.parts[0]!.url, { method: 'PUT', body: 'small' })
  await fetch(targets[1]!.parts[1]!.url, { method: 'PUT', body: 'x' })
  const app = await appOf(subgraph)
  const kept = async () => {
    const count = async (folder: string) => (await namesIn(subgraph.folder, folder)).length
    return [await count('uploads'), await count('parts'), await count(`blobs/${datasetId}`)]
  }

  expect(await sweepUploads(app, inHours(23))).toBe(0)
  expect(await kept()).toEqual([1, 1, 1])
  expect(await sweepUploads(app, inHours(25))).toBe(3)
  expect(await kept()).toEqual([0, 0, 1])
})

test('bytes that come for a repository that is gone go with what it had, after a day', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const files = [{ path: 'late', sha256: sha256Of('late'), sizeBytes: 4 }]
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files },
  })
  const app = await appOf(subgraph)
  await subgraph.execute('mutation ($id: ID!) { deleteDataset(id: $id) { __typename } }', {
    id: datasetId,
  })
  const arrived = () => namesIn(subgraph.folder, 'uploads')

  expect(await sweepOrphans(app, inHours(23))).toBe(0)
  const late = await fetch(targets[0]!.parts[0]!.url, { method: 'PUT', body: 'late' })
  expect([late.status, await arrived()]).toEqual([200, [targets[0]!.uploadId]])
  expect(await sweepOrphans(app, inHours(25))).toBe(2)
  expect(await arrived()).toEqual([])
})

test('what the database would not have of a commit or a shard is swept, though all of it was written', async () => {
  const subgraph = await start()
  const app = await appOf(subgraph)
  expect(await subgraph.xet.sendXorb(samples)).toMatchObject({ status: 200 })
  await app.orm.em.fork().execute('alter table blob add check (false) not valid')

  const operations = [{ addText: { path: 'large.txt', content: 'x'.repeat(100_000) } }]
  const input = { datasetId: subgraph.id, message: 'Large', operations }
  expect((await subgraph.execute(commit, { input })).errors).toHaveLength(1)
  expect(await subgraph.xet.sendShard(shardOf([whole]))).toMatchObject({ status: 500 })
  const written = async () => {
    const found = await readdir(subgraph.folder, { recursive: true, withFileTypes: true })
    return found.filter((entry) => entry.isFile() && entry.parentPath.includes('/blobs/'))
  }
  expect(await written()).toHaveLength(2)
  await sweepOrphans(app, inHours(25))
  expect(await written()).toEqual([])
})

test('a xorb that was refused leaves nothing, even where the store has it', async () => {
  const subgraph = await start()
  const app = await appOf(subgraph)
  expect(await subgraph.xet.sendXorb(samples, 'f'.repeat(64))).toMatchObject({ status: 400 })
  expect(await sweepOrphans(app, inHours(25))).toBe(1)
})

/** As many as take several passes; and xorbs cannot be swept. */
async function migrateWithMuchToSweep(url: string) {
  const orm = await connectDatabase(databaseOf(url))
  await orm.em.fork().getConnection().execute(`
    insert into orphan (key, created_at)
      select 'uploads/' || number, now() - interval '2 days' from generate_series(1, 2500) number;
    alter table xorb rename to xorb_that_is_lost`)
  await orm.close(true)
}

test('all that is old is swept in one go, also while a sweeper of something else fails', async () => {
  const database = { template: 'datasets_to_sweep', migrate: migrateWithMuchToSweep }
  const { orm } = await appOf(await startDatasets({ database }))
  await expect.poll(() => orm.em.fork().execute('select key from orphan')).toEqual([])
})

test('an object that cannot be removed holds up no other, and is tried again a day later', async () => {
  const subgraph = await start()
  const app = await appOf(subgraph)
  const em = app.orm.em.fork()
  const told = vi.spyOn(app.log, 'error')
  const createdAt = new Date()
  const files = [{ path: 'a', sha256: sha256Of('a'), sizeBytes: 1 }]
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId: subgraph.id, files },
  })
  await subgraph.xet.sendXorb(samples)
  const [xorb] = await em.execute<{ id: string }[]>('select id from xorb')
  const stuck = [targets[0]!.uploadId!, xorb!.id, 'stuck'].map((id) => `uploads/${id}`)
  for (const key of stuck) {
    await rm(join(subgraph.folder, key), { force: true })
    await mkdir(join(subgraph.folder, key, 'in the way'), { recursive: true })
  }
  await writeFile(join(subgraph.folder, 'uploads/free'), '')
  for (const key of ['uploads/stuck', 'uploads/free']) await em.upsert(Orphan, { key, createdAt })

  const names = async () => (await em.fork().find(Orphan, {})).map(({ key }) => key).toSorted()
  expect(await sweepUploads(app, inHours(25))).toBe(1)
  expect(await sweepXorbs(app, inHours(25))).toBe(1)
  expect(await sweepOrphans(app, inHours(25))).toBe(3) // with what the upload would have become
  expect(await sweepOrphans(app, inHours(25))).toBe(0)
  expect(await readdir(join(subgraph.folder, 'uploads'))).not.toContain('free')
  expect(await names()).toEqual(stuck.toSorted())
  expect(told).toHaveBeenCalledTimes(3)

  for (const key of stuck) await rm(join(subgraph.folder, key), { recursive: true })
  expect(await sweepOrphans(app, inHours(50))).toBe(3)
  expect(await names()).toEqual([])
})

test('a xorb of which nothing is there any more is forgotten with its chunks', async () => {
  const subgraph = await start()
  const app = await appOf(subgraph)
  await subgraph.xet.sendXorb(samples)
  await subgraph.xet.sendShard(shardOf([whole]))
  const left = async () => {
    const [row] = await app.orm.em
      .fork()
      .execute<object[]>(
        'select (select count(*)::int from xorb) as xorbs, (select count(*)::int from xorb_chunk) as chunks',
      )
    return row
  }
  expect(await sweepXorbs(app, inHours(2))).toBe(1)
  expect(await sweepXorbs(app, inHours(2))).toBe(0)
  expect(await left()).toMatchObject({ xorbs: 1 })
  expect(await sweepBlobs(app, inHours(25))).toBe(1)
  expect(await sweepXorbs(app, inHours(2))).toBe(1)
  expect(await left()).toEqual({ xorbs: 0, chunks: 0 })
})

test('what is written for a commit is known to the sweeper before, should the process die', async () => {
  const subgraph = await start()
  const app = await appOf(subgraph)
  const content = 'x'.repeat(100_000)
  const operations = [{ addText: { path: 'large.txt', content } }]
  const input = { datasetId: subgraph.id, message: 'Large', operations }
  const { committed } = await app.orm.em.fork().transactional(async (em) => {
    await em.execute('select from repository where id = ? for update', [subgraph.id])
    const committed = ask(subgraph, commit, { input })
    const orphans = () => app.orm.em.fork().find(Orphan, {})
    await expect
      .poll(orphans)
      .toMatchObject([{ key: expect.stringContaining(sha256Of(content)) as string }])
    return { committed }
  })
  expect(await committed).toMatchObject({ number: 1 })
  expect(await sweepOrphans(app, inHours(25))).toBe(1)
  const kept = await readdir(subgraph.folder, { recursive: true })
  expect(kept.filter((path) => path.endsWith(sha256Of(content)))).toHaveLength(1)
})
