import { expect } from 'vitest'
import { ask, commit, upload } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'

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
export type Version = {
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

export async function versionOf(
  { execute }: DatasetsUnderTest,
  variables: object,
): Promise<Version> {
  const { data, errors } = await execute<{ dataset: { version: Version } }, object>(
    version,
    variables,
  )
  expect(errors).toBeUndefined()
  return data!.dataset.version
}

export const pair = (number: number) => ({ prompt: `${number}?`, completion: `${number}` })
export const jsonl = (numbers: number[]) =>
  numbers.map((one) => `${JSON.stringify(pair(one))}\n`).join('')

/** Uploads files, and commits them together. */
export async function commitFiles(
  subgraph: DatasetsUnderTest,
  id: string,
  files: Record<string, string | Uint8Array>,
): Promise<Record<string, unknown>> {
  const operations = []
  for (const [path, bytes] of Object.entries(files))
    operations.push({ add: { path, sha256: await upload(subgraph, id, { path, bytes }) } })
  return ask(subgraph, commit, { input: { datasetId: id, message: 'Rows', operations } })
}
