import { subscribe } from '@weft/kit/testing/subscriber'
import { parquetMetadata } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readPending } from '#rows/row-set.controller.ts'
import { appOf, ask, commit, commitTexts, datasetWith, startDatasets, upload } from './harness.ts'
import { commitFiles, jsonl, pair, versionOf } from './rows.ts'

/** A reading may have to wait for its process. */
const patience = { timeout: 60_000 }

const inBackground = { settings: { ROWS_AT_ONCE_BYTES: 10 } }

test('rows that are too many to wait for are read in the background, and followed', async () => {
  const subgraph = await startDatasets(inBackground)
  const { id } = await datasetWith(subgraph)
  type Seen = { datasetUpdated: { version: { validation: { status: string } } | null } }
  const followed = await subscribe<Seen>(
    subgraph,
    'subscription ($id: ID!) { datasetUpdated(id: $id) { version { validation { status } } } }',
    { id },
  )
  await followed.next()
  expect(await commitTexts(subgraph, id, { 'training/a.jsonl': jsonl([0, 1]) })).toMatchObject({
    number: 1,
  })
  const statuses: (string | undefined)[] = []
  while (!statuses.includes('PASSED')) {
    const { data } = (await followed.next()).value as { data: Seen }
    statuses.push(data.datasetUpdated.version?.validation.status)
  }
  const { validation, rows } = await versionOf(subgraph, { id })
  expect(validation).toMatchObject({ status: 'PASSED', rowCount: 2 })
  expect(rows.nodes.map(({ value }) => value)).toEqual([pair(0), pair(1)])

  const bad = `${jsonl([0])}${'{"prompt": 1}\n'.repeat(150)}`
  await commitTexts(subgraph, id, { 'training/b.jsonl': bad })
  await expect
    .poll(async () => (await versionOf(subgraph, { id })).validation, patience)
    .toMatchObject({ status: 'FAILED', rowCount: 153, problemCount: 150 })
  const { problems } = (await versionOf(subgraph, { id })).validation
  expect(problems).toHaveLength(100)
  expect(problems[0]).toEqual({
    path: 'training/b.jsonl:2',
    message: expect.stringContaining('COMPLETION') as string,
  })
  // known to be bad by now
  expect(await commitTexts(subgraph, id, { 'training/c.jsonl': bad })).toMatchObject({
    __typename: 'ValidationError',
  })
})

test('a Parquet that breaks off is shown up to the row that cannot be read', async () => {
  const subgraph = await startDatasets(inBackground)
  const { id } = await datasetWith(subgraph)
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'prompt', data: ['0?', '1?', '2?', '3?'] },
      { name: 'completion', data: ['0', '1', '2', '3'] },
    ],
    rowGroupSize: 2,
  })
  const { row_groups: groups } = parquetMetadata(parquet)
  const bytes = new Uint8Array(parquet)
  const second = Number(groups[1]!.columns[0]!.meta_data!.data_page_offset)
  bytes.fill(0xff, second, second + Number(groups[1]!.total_byte_size))
  const files = { 'training/a.parquet': bytes, 'training/b.parquet': Buffer.from('no Parquet') }
  const operations = []
  for (const [path, bytes] of Object.entries(files))
    operations.push({ add: { path, sha256: await upload(subgraph, id, { path, bytes }) } })
  await ask(subgraph, commit, { input: { datasetId: id, message: 'Rows', operations } })
  await expect
    .poll(async () => (await versionOf(subgraph, { id })).validation, patience)
    .toMatchObject({ status: 'FAILED', rowCount: 4, problemCount: 2 })
  const shown = async () =>
    (await versionOf(subgraph, { id })).rows.nodes.map(({ index, value }) => [index, value])
  const good = [0, 1].map((index) => [index, pair(index)])
  expect(await shown()).toEqual([...good, [2, ''], [3, '']])

  const app = await appOf(subgraph)
  // as if all four had been read once
  await app.orm.em.fork().execute('update row_set set row_count = 4 where row_count = 3')
  expect(await shown()).toEqual([...good, [2, ''], [4, '']])
})

test('what a reader left unread when it died is read by the next', async () => {
  const subgraph = await startDatasets(inBackground)
  const { id } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { 'training/a.jsonl': jsonl([0, 1]) })
  const status = async () => (await versionOf(subgraph, { id })).validation.status
  await expect.poll(status).toBe('PASSED')
  const app = await appOf(subgraph)
  const claimedUntil = (seconds: number) =>
    app.orm.em.fork().execute(
      `update row_set set status = 'PENDING', row_count = 1,
         claimed_until = now() + make_interval(secs => ?)`,
      [seconds],
    )
  const { signal } = new AbortController()

  await claimedUntil(30)
  await readPending(app, signal)
  const meanwhile = await versionOf(subgraph, { id })
  expect(meanwhile.validation).toMatchObject({ status: 'PENDING', rowCount: null })
  expect(meanwhile.rows).toMatchObject({ nodes: [{ index: 0 }], pageInfo: { hasNextPage: true } })

  await claimedUntil(-1)
  await readPending(app, signal)
  expect((await versionOf(subgraph, { id })).validation).toMatchObject({ rowCount: 2 })
})

test('a Parquet is followed while it is read, and left when the reader ends', async () => {
  const subgraph = await startDatasets(inBackground)
  const { id } = await datasetWith(subgraph)
  const all = Array.from({ length: 600 }, (_, index) => pair(index))
  const parquet = parquetWriteBuffer({
    columnData: (['prompt', 'completion'] as const).map((name) => ({
      name,
      data: all.map((row) => row[name]),
    })),
    rowGroupSize: 200,
  })
  const sha256 = await upload(subgraph, id, { path: 'x', bytes: new Uint8Array(parquet) })
  const operations = [{ add: { path: 'training/a.parquet', sha256 } }]
  await ask(subgraph, commit, { input: { datasetId: id, message: 'Rows', operations } })
  const validation = async () => (await versionOf(subgraph, { id })).validation
  await expect.poll(validation, patience).toMatchObject({ status: 'PASSED', rowCount: 600 })

  const app = await appOf(subgraph)
  const query = (sql: string) => app.orm.em.fork().execute(sql)
  await query(`update row_set set status = 'PENDING', row_count = 0`)
  let now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000))
  onTestFinished(() => clock.mockRestore())
  const seen: unknown[] = []
  const reader = new AbortController()
  const read = app.objects.read.bind(app.objects)
  vi.spyOn(app.objects, 'read').mockImplementation(async (...asked) => {
    seen.push(
      ...(await query('select row_count::int, claimed_until > now() as claimed from row_set')),
    )
    if (seen.length === 4) reader.abort() // its third group
    return read(...asked)
  })

  await expect(readPending(app, reader.signal)).rejects.toThrow('aborted')
  expect(seen).toEqual([0, 0, 100, 300].map((row_count) => ({ row_count, claimed: true })))
  expect(await validation()).toMatchObject({ status: 'PENDING' })
  expect(await query('select * from row_point')).toEqual([])
})

test('a bad row whose text no database takes is told like any other', async () => {
  const subgraph = await startDatasets(inBackground)
  const { id } = await datasetWith(subgraph)
  const halfOfA = (emoji: string) => `{"a": "${'x'.repeat(20)}", 12345678${emoji}}\n`
  await commitFiles(subgraph, id, {
    'training/a.jsonl': `{"a":\0}\n${halfOfA('😀')}${halfOfA('y😀')}`,
    'training/b.csv': `${'x'.repeat(2_000)}\0,${'x'.repeat(2_000)}\0\n1,2`,
  })
  await expect
    .poll(async () => (await versionOf(subgraph, { id })).validation, patience)
    .toMatchObject({ status: 'FAILED', problemCount: 4 })
  const { problems } = (await versionOf(subgraph, { id })).validation
  expect(problems.map(({ path }) => path)).toEqual([
    'training/a.jsonl:1',
    'training/a.jsonl:2',
    'training/a.jsonl:3',
    'training/b.csv:1',
  ])
  for (const { message } of problems) {
    expect(message.length).toBeLessThanOrEqual(500)
    expect(message.isWellFormed()).toBe(true)
  }
})
