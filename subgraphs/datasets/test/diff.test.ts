import { countQueries } from '@weft/kit/testing/count-queries'
import { expect, test } from 'vitest'
import { ask, commitTexts, datasetWith, startDatasets } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'

const diff = /* GraphQL */ `
  query ($id: ID!, $of: String! = "main", $against: String!, $first: Int! = 100, $after: Cursor) {
    dataset(by: { id: $id }) {
      version(revision: $of) {
        diff(against: $against) {
          added(first: $first, after: $after) {
            ...paths
          }
          removed(first: $first) {
            ...paths
          }
          changed(first: $first) {
            ...paths
          }
          rowsAdded
          rowsRemoved
        }
      }
    }
  }
  fragment paths on DatasetFileConnection {
    totalCount
    nodes {
      path
      sizeBytes
    }
    pageInfo {
      endCursor
    }
  }
`

type Files = {
  totalCount: number
  nodes: { path: string; sizeBytes: number }[]
  pageInfo: { endCursor: string | null }
}
type Diff = Record<'added' | 'removed' | 'changed', Files> &
  Record<'rowsAdded' | 'rowsRemoved', number | null>

async function diffOf(subgraph: DatasetsUnderTest, variables: Record<string, unknown>) {
  const dataset = await ask<{ version: { diff: Diff | null } }>(subgraph, diff, variables)
  return dataset.version.diff
}

async function pathsOf(subgraph: DatasetsUnderTest, variables: Record<string, unknown>) {
  const found = (await diffOf(subgraph, variables))!
  const paths = ({ nodes }: Files) => nodes.map(({ path }) => path)
  return [paths(found.added), paths(found.removed), paths(found.changed)]
}

const rowsIn = (found: Diff | null) => [found?.rowsAdded, found?.rowsRemoved]

const row = (prompt: string) => `${JSON.stringify({ prompt, completion: 'x' })}\n`
const rows = (...prompts: string[]) => prompts.map(row).join('')

test('a diff tells the files that were added, removed and changed, and how they are now', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const first = await commitTexts(subgraph, id, { same: '1', changed: '1', gone: '1' })
  const operations = [{ delete: 'gone' }, { addText: { path: 'changed', content: '22' } }]
  const second = await commitTexts(
    subgraph,
    id,
    {},
    { operations: [...operations, { addText: { path: 'new', content: '333' } }] },
  )
  expect(await diffOf(subgraph, { id, against: first.commit })).toMatchObject({
    added: { totalCount: 1, nodes: [{ path: 'new', sizeBytes: 3 }] },
    removed: { totalCount: 1, nodes: [{ path: 'gone', sizeBytes: 1 }] },
    changed: { totalCount: 1, nodes: [{ path: 'changed', sizeBytes: 2 }] },
  })
  const back = { id, of: first.commit, against: second.commit }
  expect(await pathsOf(subgraph, back)).toEqual([['gone'], ['new'], ['changed']])
  expect(await pathsOf(subgraph, { id, against: 'main' })).toEqual([[], [], []])
  expect(await diffOf(subgraph, { id, against: 'none' })).toBeNull()
})

test('the files of a long diff come in pages, sorted by path', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const { commit: against } = await commitTexts(subgraph, id, { z: 'z' })
  await commitTexts(subgraph, id, { e: 'e', a: 'a', d: 'd', b: 'b', c: 'c' })
  const seen: string[] = []
  let after: string | null = null
  do {
    const { added }: Diff = (await diffOf(subgraph, { id, against, first: 2, after }))!
    expect(added.totalCount).toBe(5)
    seen.push(...added.nodes.map(({ path }) => path))
    after = added.pageInfo.endCursor
  } while (after)
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('rows are compared as they are, wherever they stand and however they are written', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const { commit: against } = await commitTexts(subgraph, id, {
    'training/a.jsonl': rows('one', 'two', 'two', 'three'),
    'testing/t.jsonl': rows('test'),
  })
  // `one` in another file and syntax, `two` once instead of twice, `three` gone, `four` and `five` new
  const json = '[{ "completion": "x", "prompt": "one" }, {"prompt":"four","completion":"x"}]'
  const csv = 'prompt,completion\ntwo,x\nfive,x\n'
  const operations = [
    { delete: 'training/a.jsonl' },
    { addText: { path: 'training/a.json', content: json } },
    { addText: { path: 'training/b.csv', content: csv } },
  ]
  await commitTexts(subgraph, id, {}, { operations })
  expect(rowsIn(await diffOf(subgraph, { id, against }))).toEqual([2, 2])
})

test('a row that moved to another split is added there; a file that was renamed changes no row', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const content = rows('one', 'two')
  const first = await commitTexts(subgraph, id, { 'training/a.jsonl': content })
  const moveTo = (from: string, path: string) => [{ delete: from }, { addText: { path, content } }]
  const operations = moveTo('training/a.jsonl', 'training/b.jsonl')
  const second = await commitTexts(subgraph, id, {}, { operations })
  const renamed = { id, against: first.commit }
  expect(await pathsOf(subgraph, renamed)).toEqual([['training/b.jsonl'], ['training/a.jsonl'], []])
  expect(rowsIn(await diffOf(subgraph, renamed))).toEqual([0, 0])

  const onward = moveTo('training/b.jsonl', 'testing/b.jsonl')
  await commitTexts(subgraph, id, {}, { operations: onward })
  expect(rowsIn(await diffOf(subgraph, { id, against: second.commit }))).toEqual([2, 2])
})

test('rows that are too many to compare are not, unless nothing stands against them', async () => {
  const subgraph = await startDatasets({ settings: { ROWS_AT_ONCE_BYTES: 100 } })
  const { id } = await datasetWith(subgraph)
  const { commit: against } = await commitTexts(subgraph, id, { 'training/a.jsonl': rows('one') })
  const many = rows(...Array.from({ length: 10 }, (_, index) => `${index}`))
  const known = async () => rowsIn(await diffOf(subgraph, { id, against }))
  await commitTexts(subgraph, id, { 'training/b.jsonl': many })
  await expect.poll(known).toEqual([10, 0])
  await commitTexts(subgraph, id, { 'training/a.jsonl': rows('two') })
  expect(await known()).toEqual([null, null])
})

test('the diffs of many versions against one take as many queries as that of one', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { 'training/a.jsonl': rows('one') })
  const list = /* GraphQL */ `
    query ($id: ID!) {
      dataset(by: { id: $id }) {
        versions {
          nodes {
            diff(against: "main") {
              added {
                totalCount
                nodes {
                  path
                }
              }
            }
          }
        }
      }
    }
  `
  const counts: number[] = []
  for (const path of ['b', 'c', 'd']) {
    await commitTexts(subgraph, id, { [path]: path })
    const [{ errors }, queries] = await countQueries(() => subgraph.execute(list, { id }))
    expect(errors).toBeUndefined()
    counts.push(queries)
  }
  expect(new Set(counts).size).toBe(1)
})
