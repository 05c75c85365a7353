import { FolderObjects } from '@weft/kit/objects-folder'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ask, commit, commitTexts, datasetWith, startDatasets, upload } from './harness.ts'
import { commitFiles, jsonl, pair, versionOf } from './rows.ts'
import type { Version } from './rows.ts'

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

test('a page of long rows ends before it is too large, and the next goes on where it ended', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const long = (index: number) => ({ index, text: 'x'.repeat(6 * 1024 ** 2) })
  const longest = { index: 3, text: 'x'.repeat(16 * 1024 ** 2 - 100) }
  const data = [4, 5, 6].map(long)
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'index', data: data.map(({ index }) => index) },
      { name: 'text', data: data.map(({ text }) => text) },
    ],
  })
  await commitFiles(subgraph, id, {
    'training/a.jsonl': [0, 1, 2].map((index) => JSON.stringify(long(index))).join('\n'),
    'training/b.json': JSON.stringify([longest]),
    'training/c.parquet': new Uint8Array(parquet),
    'training/d.csv': `index,text\n7,${long(7).text}\n`,
  })
  const seen: unknown[] = []
  let after: string | null = null
  for (let page: Version['rows'] | null = null; page?.pageInfo.hasNextPage ?? true;) {
    page = (await versionOf(subgraph, { id, first: 100, after })).rows
    expect(page.totalCount).toBe(8)
    seen.push(page.nodes.map(({ value }) => Number((value as { index: number }).index)))
    after = page.pageInfo.endCursor
  }
  expect(seen).toEqual([[0, 1], [2], [3], [4, 5], [6, 7]])
})
