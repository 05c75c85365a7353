import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@weft/kit/free-port'
import type { Service } from '@weft/kit/http-server'
import { startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { connectDatabase } from '@weft/kit/database'
import { expect, onTestFinished, test } from 'vitest'
import type { Config } from '#config.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { startDoor } from './door.ts'
import { startGraph } from './graph.ts'
import type { Target } from './harness.ts'
import { appOf, ask, commit, createUpload, datasetWith, inHours, sha256Of } from './harness.ts'

/** The service as a process of its own, whose files may not grow beyond 512 KiB: to it, the disk is full then. */
async function startOnSmallDisk(config: Config): Promise<Service> {
  const port = await freePort()
  const main = join(import.meta.dirname, '../src/main.ts')
  const own = { ROWS_AT_ONCE_BYTES: String(config.ROWS_AT_ONCE_BYTES), PORT: String(port) }
  const env = { ...process.env, ...config, ...own } as NodeJS.ProcessEnv
  const script = 'ulimit -f 1024; exec "$0" "$1"'
  const child = spawn('sh', ['-c', script, process.execPath, main], { env, stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}`
  await expect
    .poll(async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status, {
      timeout: 20_000,
    })
    .toBe(200)
  return {
    url,
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function startDatasetsOnSmallDisk() {
  const door = await startDoor()
  const folder = await mkdtemp(join(tmpdir(), 'weft-objects-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  let config: Config | null = null
  const subgraph = await startSubgraphUnderTest({
    name: 'datasets',
    gatewayUrl: (await startGraph()).url,
    migrate: async (url) => (await connectDatabase(databaseOf(url))).close(true),
    start: (given) => {
      config = {
        ...given,
        OBJECTS: `folder:${folder}`,
        PUBLIC_URL: door.url,
        S3_REGION: 'us-east-1',
        ROWS_AT_ONCE_BYTES: 64 * 1024 ** 2,
      }
      return startOnSmallDisk(config)
    },
  })
  door.leadTo(subgraph.url, subgraph.authorization)
  return { ...subgraph, config: config!, folder, publicUrl: door.url }
}

test('on a full disk every door says so, nothing half-written stays, and small things go on', async () => {
  const subgraph = await startDatasetsOnSmallDisk()
  const { id: datasetId, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const full = expect.stringContaining('The object store is full') as string
  const large = 'x'.repeat(1024 ** 2)

  const file = { path: 'large.txt', sha256: sha256Of(large), sizeBytes: large.length }
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files: [file] },
  })
  const put = await fetch(targets[0]!.parts[0]!.url, { method: 'PUT', body: large })
  expect([put.status, await put.json()]).toEqual([507, { error: full }])

  const operations = [{ addText: { path: 'large.txt', content: large } }]
  const input = { datasetId, message: 'Large', operations }
  expect(await subgraph.execute(commit, { input })).toEqual({
    status: 200,
    data: null,
    errors: [
      {
        message: full,
        locations: [{ line: 3, column: 5 }],
        path: ['commit'],
        extensions: { code: 'UPSTREAM_UNAVAILABLE' },
      },
    ],
  })

  const lines = [
    { key: 'header', value: { summary: 'Large' } },
    { key: 'file', value: { path: 'large.txt', content: large } },
  ]
  const hub = await fetch(`${subgraph.publicUrl}/api/models/${ref}/commit/main`, {
    method: 'POST',
    headers: { authorization: 'Bearer hf_editor', 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  expect([hub.status, await hub.json()]).toEqual([507, { error: full }])

  expect(await readdir(join(subgraph.folder, 'temporary'))).toEqual([])
  const small = [{ addText: { path: 'small.txt', content: 'small' } }]
  expect(
    await ask(subgraph, commit, { input: { datasetId, message: 'Small', operations: small } }),
  ).toMatchObject({ number: 1 })
})

test('of a commit that has no room, what was written of it before is swept', async () => {
  const subgraph = await startDatasetsOnSmallDisk()
  const { id: datasetId } = await datasetWith(subgraph)
  const sizes = [100_000, 200_000, 1024 ** 2]
  const operations = sizes.map((size) => ({
    addText: { path: `${size}.txt`, content: 'x'.repeat(size) },
  }))
  const input = { datasetId, message: 'Too large', operations }
  expect((await subgraph.execute(commit, { input })).errors).toHaveLength(1)
  const written = async () =>
    (await readdir(subgraph.folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  expect(await written()).toHaveLength(2)

  const app = await appOf(subgraph)
  await sweepOrphans(app, inHours(25))
  expect(await written()).toEqual([])
})
