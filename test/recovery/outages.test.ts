import { followJob } from '@weft/client/follow-job'
import { expect, test } from 'vitest'
import { startHub } from '../../subgraphs/datasets/test/hub.ts'
import { JobDocument } from '../generated/documents.ts'
import { startAllApart } from '../harness/platform.ts'
import { startRestartable } from '../harness/restartable.ts'
import { createJob, createRows, registerTinyworld } from '../harness/tinyworld.ts'

test('while the database is away, the Hub asks its clients to come again, and then answers them', async () => {
  const postgres = await startRestartable()
  const { ref, call, commitLines, batch } = await startHub()
  const files = [{ path: 'weights.bin', size: 3 }]
  const header = { key: 'header', value: { summary: 'Add a file' } }
  const file = { key: 'file', value: { path: 'a.txt', content: 'a' } }
  expect(await commitLines(header, file)).toMatchObject({ status: 200 })
  const oid = '9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0'
  const asking = await batch({ oid, size: 3 })
  const { verify } = (asking.body as unknown as Batch).objects[0]!.actions
  const { pathname, search } = new URL(verify.href)
  const asks = {
    preupload: () => call('POST', `/api/models/${ref}/preupload/main`, { files }),
    batch: () => batch({ oid, size: 3 }),
    verify: () => call('POST', pathname + search, {}),
    commit: () => commitLines(header, { ...file, value: { path: 'b.txt', content: 'b' } }),
    tree: () => call('GET', `/api/models/${ref}/tree/main`),
    resolve: () => call('GET', `/${ref}/resolve/main/a.txt`),
    repository: () => call('GET', `/api/models/${ref}`),
  }

  await postgres.stop()
  for (const [name, ask] of Object.entries(asks)) {
    const { status, headers, body } = await ask()
    expect({ name, status, after: headers['retry-after'], body }).toEqual({
      name,
      status: 503,
      after: '5',
      body: { error: 'Something that we need does not answer now. Ask again.' },
    })
  }

  await postgres.start()
  for (const name of ['preupload', 'batch', 'commit', 'tree', 'repository'] as const)
    expect({ name, status: (await asks[name]()).status }).toEqual({ name, status: 200 })
})

type Batch = { objects: { actions: { verify: { href: string } } }[] }

test('the database goes while checkpoints go up, and the job succeeds with all of them', async () => {
  const postgres = await startRestartable()
  const { client } = await startAllApart()
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const hyperparameters = { epochs: 20, learningRate: 1e-3, maxSteps: 12, validationInterval: 1 }
  const id = await createJob(client, { baseModelId, datasetId, hyperparameters })

  let restarting: Promise<void> | undefined
  for await (const event of followJob(client, id))
    if (event.__typename === 'JobCheckpointSaved' && event.checkpoint.step >= 3)
      restarting ??= postgres.awayFor(3_000)

  await restarting
  expect(restarting).toBeDefined()
  const { job } = await client.request(JobDocument, { id })
  expect(job).toMatchObject({ status: 'SUCCEEDED', attempts: [{ number: 1 }] })
  expect(job!.checkpoints).toHaveLength(12)
})
