import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Viewer } from '@weft/kit/identity'
import { startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { expect, onTestFinished } from 'vitest'
import { connectDatabase } from '@weft/kit/database'
import { createLogger } from '@weft/kit/log'
import { createApp } from '#app.ts'
import type { App } from '#app.ts'
import type { Config } from '#config.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { startServer } from '#server.ts'
import { startDoor } from './door.ts'
import { startGraph } from './graph.ts'
import type { GraphUnderTest } from './graph.ts'

export type DatasetsUnderTest = SubgraphUnderTest & {
  /** As clients reach it: presigned URLs lead here. */
  publicUrl: string
  folder: string
  config: Config
  graph: GraphUnderTest
}

type Database = { template: string; migrate: (url: string) => Promise<unknown> }

const newDatabase: Database = {
  template: 'datasets',
  migrate: async (url) => (await connectDatabase(databaseOf(url))).close(true),
}

/** The whole subgraph on a database and a folder of its own, behind a door as the gateway is one. */
export async function startDatasets(
  options: { settings?: Partial<Config>; database?: Database } = {},
): Promise<DatasetsUnderTest> {
  const door = await startDoor()
  const graph = await startGraph()
  const folder = await mkdtemp(join(tmpdir(), 'weft-objects-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  let used: Config | null = null
  const subgraph = await startSubgraphUnderTest({
    name: 'datasets',
    gatewayUrl: graph.url,
    ...(options.database ?? newDatabase),
    start: (given, log) => {
      const own = {
        OBJECTS: `folder:${folder}`,
        PUBLIC_URL: door.url,
        S3_REGION: 'us-east-1',
        ROWS_AT_ONCE_BYTES: 64 * 1024 ** 2,
      }
      used = { ...given, ...own, ...options.settings }
      return startServer(used, log)
    },
  })
  door.leadTo(subgraph.url, subgraph.authorization)
  return { ...subgraph, publicUrl: door.url, folder, config: used!, graph }
}

export const sha256Of = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

export const inHours = (count: number): Date => new Date(Date.now() + count * 3_600_000)

type Asks = Pick<DatasetsUnderTest, 'execute'>

/** What a field of a mutation answered; fails the test when there are errors besides. */
export async function ask<T = Record<string, unknown>>(
  { execute }: Asks,
  document: string,
  variables: Record<string, unknown>,
  viewer?: Viewer,
): Promise<T> {
  const { data, errors } = await execute(document, variables, viewer)
  expect(errors).toBeUndefined()
  return Object.values(data ?? {})[0] as T
}

let made = 0

export async function datasetWith(
  subgraph: Asks,
  input: { namespace?: string; name?: string; kind?: 'DATASET' | 'MODEL' } = {},
): Promise<{ id: string; ref: string }> {
  const name = `facts-${++made}`
  const dataset = await ask<{ id: string; ref: string }>(subgraph, createDataset, {
    input: { namespace: 'acme', name, ...input },
  })
  expect(dataset).toMatchObject({ id: expect.stringMatching(/^dataset_/) as string })
  return dataset
}

export type Target = {
  path: string
  uploadId: string | null
  parts: { number: number; url: string; sizeBytes: number }[]
}

/** Uploads one file by its presigned URL, and completes it. */
export async function upload(
  subgraph: Asks,
  datasetId: string,
  { path, bytes }: { path: string; bytes: string | Uint8Array },
): Promise<string> {
  const sha256 = sha256Of(bytes)
  const sizeBytes = Buffer.byteLength(bytes)
  const { targets } = await ask<{ targets: Target[] }>(subgraph, createUpload, {
    input: { datasetId, files: [{ path, sha256, sizeBytes }] },
  })
  const { uploadId, parts } = targets[0]!
  if (!uploadId) return sha256
  const answer = await fetch(parts[0]!.url, { method: 'PUT', body: bytes as BodyInit })
  expect(answer.status).toBe(200)
  const uploaded = [{ number: 1, etag: answer.headers.get('etag') }]
  const completed = await ask(subgraph, completeUpload, { input: { uploadId, parts: uploaded } })
  expect(completed).toEqual({ sha256, sizeBytes })
  return sha256
}

export type Committed = { id: string; number: number; commit: string; message?: string }

/** Commits small texts. */
export async function commitTexts(
  subgraph: Asks,
  datasetId: string,
  files: Record<string, string>,
  input: Record<string, unknown> = {},
): Promise<Committed> {
  const operations = Object.entries(files).map(([path, content]) => ({
    addText: { path, content },
  }))
  const answer = await ask<Committed>(subgraph, commit, {
    input: { datasetId, message: 'Add files', operations, ...input },
  })
  return answer
}

export const createDataset = /* GraphQL */ `
  mutation ($input: CreateDatasetInput!) {
    createDataset(input: $input) {
      ... on Dataset {
        id
        ref
      }
      ... on Error {
        __typename
        message
      }
    }
  }
`

export const createUpload = /* GraphQL */ `
  mutation ($input: CreateUploadInput!) {
    createUpload(input: $input) {
      ... on UploadTargets {
        targets {
          path
          uploadId
          parts {
            number
            url
            sizeBytes
          }
        }
      }
      ... on Error {
        __typename
        message
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
`

export const completeUpload = /* GraphQL */ `
  mutation ($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      ... on UploadedFile {
        sha256
        sizeBytes
      }
      ... on Error {
        __typename
        message
      }
    }
  }
`

export const commit = /* GraphQL */ `
  mutation ($input: CommitInput!) {
    commit(input: $input) {
      ... on DatasetVersion {
        id
        number
        commit
      }
      ... on Error {
        __typename
        message
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
`

/** What the service of a subgraph is made of, by which sweepers and readers are run when a test wants it. */
export async function appOf({ config }: Pick<DatasetsUnderTest, 'config'>): Promise<App> {
  const app = await createApp(config, createLogger('datasets', 'silent'))
  onTestFinished(app.close)
  return app
}
