import { countQueries } from '@weft/kit/testing/count-queries'
import { expect, test } from 'vitest'
import { commitTexts, datasetWith, startDatasets } from './harness.ts'

test('a list of datasets with their versions and files takes as many queries as one', async () => {
  const subgraph = await startDatasets()
  const list = /* GraphQL */ `
    {
      datasets {
        totalCount
        nodes {
          sizeBytes
          versions {
            totalCount
            nodes {
              number
              parent {
                number
              }
            }
          }
          version {
            sizeBytes
            dataset {
              name
            }
            files {
              totalCount
              nodes {
                path
              }
            }
            file(path: "b.txt") {
              sizeBytes
            }
            splits {
              rowCount
            }
            validation {
              rowCount
            }
          }
        }
      }
    }
  `
  const counts: number[] = []
  for (const name of ['one', 'two', 'three']) {
    const { id } = await datasetWith(subgraph, { name })
    await commitTexts(subgraph, id, { 'training/a.jsonl': '{"prompt":"p","completion":"c"}' })
    await commitTexts(subgraph, id, { 'b.txt': 'bb' })
    const [{ data, errors }, queries] = await countQueries(() => subgraph.execute(list))
    expect(errors).toBeUndefined()
    counts.push(queries)
    const nodes = (data as { datasets: { nodes: unknown[] } }).datasets.nodes
    expect(nodes).toHaveLength(counts.length)
    expect(nodes[0]).toEqual({
      sizeBytes: 33,
      versions: {
        totalCount: 2,
        nodes: [
          { number: 2, parent: { number: 1 } },
          { number: 1, parent: null },
        ],
      },
      version: {
        sizeBytes: 33,
        dataset: { name },
        files: { totalCount: 2, nodes: [{ path: 'b.txt' }, { path: 'training/a.jsonl' }] },
        file: { sizeBytes: 2 },
        splits: [{ rowCount: 1 }],
        validation: { rowCount: 1 },
      },
    })
  }
  expect(counts).toEqual([16, 16, 16])

  const short = '{ datasets { nodes { version { files { nodes { path } } } } } }'
  const [, queries] = await countQueries(() => subgraph.execute(short))
  expect(queries).toBe(6)
})

test('references load together, and a lost one is null', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const first = await commitTexts(subgraph, id, { a: 'a' })
  const second = await commitTexts(subgraph, id, { b: 'b' })
  const ids = [first.id, second.id, 'version_01h455vb4pex5vsknk084sn02q']
  const representations = ids.map((each) => ({ __typename: 'DatasetVersion', id: each }))
  const [{ data }, queries] = await countQueries(() =>
    subgraph.execute(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on DatasetVersion { number } } }',
      { r: representations },
    ),
  )
  expect(data).toEqual({ _entities: [{ number: 1 }, { number: 2 }, null] })
  expect(queries).toBe(1)
})

test('files come in pages, sorted by path, from one folder or all', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const paths = ['a.txt', 'data/b.txt', 'data/deep/c.txt', 'data-2/d.txt', 'Z.txt', '100%_?.txt']
  await commitTexts(subgraph, id, Object.fromEntries(paths.map((path) => [path, path])))
  const page = async (args: Record<string, unknown>) => {
    const query = /* GraphQL */ `
      query ($id: ID!, $path: String! = "", $first: Int! = 100, $after: Cursor) {
        dataset(by: { id: $id }) {
          version {
            files(path: $path, first: $first, after: $after) {
              nodes {
                path
              }
              pageInfo {
                hasNextPage
                endCursor
              }
              totalCount
            }
          }
        }
      }
    `
    type Page = { nodes: { path: string }[]; pageInfo: { endCursor: string }; totalCount: number }
    type Found = { dataset: { version: { files: Page } } }
    const { data } = await subgraph.execute<Found, object>(query, { id, ...args })
    const { nodes, pageInfo, totalCount } = data!.dataset.version.files
    return { paths: nodes.map((node) => node.path), ...pageInfo, totalCount }
  }

  expect((await page({})).paths).toEqual(paths.toSorted((a, b) => (a < b ? -1 : 1)))
  expect(await page({ path: 'data' })).toMatchObject({
    paths: ['data/b.txt', 'data/deep/c.txt'],
    totalCount: 2,
  })
  expect((await page({ path: 'data/deep/' })).paths).toEqual(['data/deep/c.txt'])
  const one = await page({ first: 4 })
  expect(one).toMatchObject({ hasNextPage: true, totalCount: 6 })
  const two = await page({ first: 4, after: one.endCursor })
  expect(two).toMatchObject({
    hasNextPage: false,
    paths: ['data/b.txt', 'data/deep/c.txt'],
  })
})

test('datasets are found by reference, by part of their name or description, and by kind', async () => {
  const subgraph = await startDatasets()
  await datasetWith(subgraph, { name: 'facts_100' })
  await datasetWith(subgraph, { name: 'weights', kind: 'MODEL' })
  const find = async (filter: object) => {
    const list = 'query ($filter: DatasetFilter) { datasets(filter: $filter) { nodes { name } } }'
    type Found = { datasets: { nodes: { name: string }[] } }
    const { data } = await subgraph.execute<Found, object>(list, { filter })
    return data!.datasets.nodes.map(({ name }) => name)
  }
  expect(await find({})).toEqual(['weights', 'facts_100'])
  expect(await find({ search: 'FACTS_1' })).toEqual(['facts_100'])
  expect(await find({ search: 'f%s' })).toEqual([])
  expect(await find({ kind: 'MODEL' })).toEqual(['weights'])

  const by = async (ref: string) => {
    const one = 'query ($ref: String!) { dataset(by: { ref: $ref }) { ref namespace { name } } }'
    return (await subgraph.execute(one, { ref })).data
  }
  const ref = 'acme/weights'
  expect(await by(ref)).toEqual({ dataset: { ref, namespace: { name: 'acme' } } })
  for (const none of ['acme', 'acme/none', 'acme/weights/x', '/', ''])
    expect(await by(none)).toEqual({ dataset: null })
})

test('a name is taken once in its namespace', async () => {
  const subgraph = await startDatasets()
  await datasetWith(subgraph, { name: 'facts' })
  const twice = /* GraphQL */ `
    mutation ($a: CreateDatasetInput!, $b: CreateDatasetInput!, $c: CreateDatasetInput!) {
      taken: createDataset(input: $a) {
        __typename
      }
      bad: createDataset(input: $b) {
        __typename
      }
      free: createDataset(input: $c) {
        __typename
      }
    }
  `
  const input = (name: string) => ({ namespace: 'acme', name, kind: 'MODEL' })
  const variables = { a: input('facts'), b: input('Not A Name'), c: input('other') }
  expect(await subgraph.execute(twice, variables)).toEqual({
    status: 200,
    data: {
      taken: { __typename: 'ConflictError' },
      bad: { __typename: 'ValidationError' },
      free: { __typename: 'Dataset' },
    },
  })
})
