import { FolderObjects } from '@weft/kit/objects-folder'
import { subscribe } from '@weft/kit/testing/subscriber'
import { parquetMetadata } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readPending } from '#rows/row-set.controller.ts'
import type { DatasetsUnderTest } from './harness.ts'
import { appOf, ask, commit, commitTexts, datasetWith, startDatasets, upload } from './harness.ts'

const version = /* GraphQL */ `
  query ($id: ID!, $split: SplitName! = TRAINING, $first: Int! = 20, $after: Cursor) {
    dataset(by: { id: $id }) {
      version {
        splits {
          name
          format
          rowCount
        }
        rows(split: $split, first: $first, after: $after) {
          nodes {
            split
            index
            value
          }
          pageInfo {
            endCursor
            hasNextPage
          }
          totalCount
        }
        validation {
          status
          rowCount
          problemCount
          problems {
            path
            message
          }
        }
      }
    }
  }
`
type Version = {
  splits: { name: string; format: string; rowCount: number }[]
  rows: {
    nodes: { index: number; value: unknown }[]
    pageInfo: { endCursor: string; hasNextPage: boolean }
    totalCount: number
  }
  validation: {
    status: string
    rowCount: number | null
    problemCount: number | null
    problems: { path: string; message: string }[]
  }
}

async function versionOf({ execute }: DatasetsUnderTest, variables: object): Promise<Version> {
  const { data, errors } = await execute<{ dataset: { version: Version } }, object>(
    version,
    variables,
  )
  expect(errors).toBeUndefined()
  return data!.dataset.version
}

const pair = (number: number) => ({ prompt: `${number}?`, completion: `${number}` })
const jsonl = (numbers: number[]) => numbers.map((one) => `${JSON.stringify(pair(one))}\n`).join('')

test('rows of four kinds of files stand in one split, and are read from anywhere', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'prompt', data: ['6?', '7?'] },
      { name: 'completion', data: ['6', '7'] },
    ],
  })
  const sha256 = await upload(subgraph, id, { path: 'x', bytes: new Uint8Array(parquet) })
  const first = await commitTexts(subgraph, id, {
    'training/a.jsonl': jsonl([0, 1]),
    'training/b.json': JSON.stringify([pair(2), pair(3)], null, 2),
    'training/c.csv': 'prompt,completion\n4?,4\n5?,5\n',
    'validation/a.csv': '_id,text\n1,"several\nlines"\n',
  })
  expect(first).toMatchObject({ number: 1 })
  const operations = [{ add: { path: 'training/d.parquet', sha256 } }]
  const input = { datasetId: id, message: 'More', operations }
  expect(await ask(subgraph, commit, { input })).toMatchObject({ number: 2 })

  const seen: unknown[] = []
  let after: string | null = null
  for (let page: Version['rows'] | null = null; page?.pageInfo.hasNextPage ?? true;) {
    page = (await versionOf(subgraph, { id, first: 3, after })).rows
    expect(page.totalCount).toBe(8)
    seen.push(...page.nodes)
    after = page.pageInfo.endCursor
  }
  expect(seen).toEqual(
    Array.from({ length: 8 }, (_, index) => ({ split: 'TRAINING', index, value: pair(index) })),
  )
  const { rows, splits, validation } = await versionOf(subgraph, { id, split: 'VALIDATION' })
  expect(rows.nodes).toEqual([
    { split: 'VALIDATION', index: 0, value: { _id: '1', text: 'several\nlines' } },
  ])
  expect(splits).toEqual([
    { name: 'TRAINING', format: 'COMPLETION', rowCount: 8 },
    { name: 'VALIDATION', format: 'RETRIEVAL', rowCount: 1 },
  ])
  expect(validation).toEqual({ status: 'PASSED', rowCount: 9, problemCount: 0, problems: [] })
  expect((await versionOf(subgraph, { id, split: 'TESTING' })).rows.nodes).toEqual([])
})

test('rows of many small texts are read before the commit answers, as those of one are', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const good = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [`training/${index}.jsonl`, jsonl([index])]),
  )
  const operations = Object.entries({ ...good, 'training/bad.jsonl': 'no row\n' }).map(
    ([path, content]) => ({ addText: { path, content } }),
  )
  const input = { datasetId: id, message: 'Rows', operations }
  expect(await ask(subgraph, commit, { input })).toMatchObject({
    __typename: 'ValidationError',
    message: expect.stringContaining('training/bad.jsonl:1') as string,
  })
})

test('bad rows of every kind of file refuse the commit, with file and line', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const files = {
    'training/a.json': '[{"prompt": "a", "completion": "b"},\n{"prompt": 7}]',
    'training/b.csv': 'prompt,completion\n"a\na",b\na\n',
    'training/c.parquet': 'none',
  }
  expect(await commitTexts(subgraph, id, files)).toMatchObject({
    __typename: 'ValidationError',
    problems: [
      { path: 'training/a.json:2', message: expect.stringContaining('`prompt`') as string },
      { path: 'training/b.csv:4', message: expect.stringContaining('has 1 fields') as string },
      { path: 'training/c.parquet:1', message: expect.stringContaining('Parquet') as string },
    ],
  })
})

test('a page from the end of a large file reads only what is near it', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const count = 8_000
  const bytes = Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ prompt: 'p'.repeat(1_000), completion: `${index}` })}\n`,
  ).join('')
  const sha256 = await upload(subgraph, id, { path: 'x', bytes })
  const operations = [{ add: { path: 'training/a.jsonl', sha256 } }]
  await ask(subgraph, commit, { input: { datasetId: id, message: 'Rows', operations } })

  const read = vi.spyOn(FolderObjects.prototype, 'read')
  onTestFinished(() => read.mockRestore())
  const after = Buffer.from(String(count - 3)).toString('base64url')
  const { rows } = await versionOf(subgraph, { id, after })
  expect(rows.nodes.map(({ value }) => (value as { completion: string }).completion)).toEqual([
    '7998',
    '7999',
  ])
  const [[, range]] = read.mock.calls as unknown as [[string, { start: number }]]
  expect(read).toHaveBeenCalledTimes(1)
  expect(range.start).toBeGreaterThan(bytes.length - 2.1 * 1024 ** 2)
})

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
    .poll(async () => (await versionOf(subgraph, { id })).validation, { timeout: 5_000 })
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
    .poll(async () => (await versionOf(subgraph, { id })).validation, { timeout: 5_000 })
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
  await expect.poll(validation).toMatchObject({ status: 'PASSED', rowCount: 600 })

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
