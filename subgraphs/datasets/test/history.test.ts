import { expect, test } from 'vitest'
import { ask, commitTexts, datasetWith, startDatasets } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'

const history = /* GraphQL */ `
  query ($id: ID!, $revision: String! = "main", $first: Int! = 20, $after: Cursor) {
    dataset(by: { id: $id }) {
      versions(revision: $revision, first: $first, after: $after) {
        totalCount
        nodes {
          number
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`

type Versions = {
  totalCount: number
  nodes: { number: number }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

async function historyOf(subgraph: DatasetsUnderTest, variables: Record<string, unknown>) {
  const { versions } = await ask<{ versions: Versions }>(subgraph, history, variables)
  return versions
}

const numbers = ({ nodes, totalCount }: Versions) => [nodes.map(({ number }) => number), totalCount]

test('the history of a branch leads back by parents, past what other branches committed', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { a: '1' })
  await commitTexts(subgraph, id, { a: '2' }, { branch: 'other' })
  const third = await commitTexts(subgraph, id, { a: '3' })
  await commitTexts(subgraph, id, { a: '4' }, { branch: 'other' })

  const at = async (revision: string) => numbers(await historyOf(subgraph, { id, revision }))
  expect(await at('main')).toEqual([[3, 1], 2])
  expect(await at('other')).toEqual([[4, 2, 1], 3])
  expect(await at(third.commit)).toEqual([[3, 1], 2])
  expect(await at('none')).toEqual([[], 0])
})

test('the pages of a history lead to each other', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  for (const text of ['1', '2', '3', '4', '5']) await commitTexts(subgraph, id, { a: text })
  const seen: number[] = []
  let after: string | null = null
  do {
    const page = await historyOf(subgraph, { id, first: 2, after })
    seen.push(...page.nodes.map(({ number }) => number))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  expect(seen).toEqual([5, 4, 3, 2, 1])
})

test('a cursor of another repository leads nowhere', async () => {
  const subgraph = await startDatasets()
  const [one, two] = [await datasetWith(subgraph), await datasetWith(subgraph)]
  for (const { id } of [one, two])
    for (const text of ['1', '2']) await commitTexts(subgraph, id, { a: text })
  const { pageInfo } = await historyOf(subgraph, { id: one.id, first: 1 })
  const page = await historyOf(subgraph, { id: two.id, after: pageInfo.endCursor })
  expect(page.nodes).toEqual([])
})
