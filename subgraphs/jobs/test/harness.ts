import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Viewer } from '@weft/kit/identity'
import { connectDatabase } from '@weft/kit/database'
import { startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { expect, onTestFinished } from 'vitest'
import type { Config } from '#config.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { startServer } from '#server.ts'
import { ids, startPlatformDouble } from './platform-double.ts'
import type { PlatformDouble } from './platform-double.ts'

export type Play =
  | 'train'
  | 'steady'
  | 'endless'
  | 'silent'
  | 'crash'
  | 'idle'
  | 'complain'
  | 'stubborn'

export const trainerThatPlays = (play: Play): string[] => [
  process.execPath,
  join(import.meta.dirname, 'worker.ts'),
  play,
]

export const migrate = async (url: string): Promise<void> =>
  (await connectDatabase(databaseOf(url))).close()

export type JobsUnderTest = SubgraphUnderTest & {
  platform: PlatformDouble
  runsDir: string
  create: (input?: object, viewer?: Viewer) => Promise<string>
  read: (id: string) => Promise<ReadJob | null>
  /** Waits until the job has that status. */
  until: (id: string, status: string, timeout?: number) => Promise<ReadJob>
}

export type ReadJob = {
  status: string
  statusReason: string | null
  progress: { percent: number; phase: string; step: number | null; secondsRemaining: number | null }
  attempts: { number: number; status: string; reason: string | null; exitCode: number | null }[]
  outputModel: { id: string } | null
}

const read = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      status
      statusReason
      progress {
        percent
        phase
        step
        secondsRemaining
      }
      attempts {
        number
        status
        reason
        exitCode
      }
      ... on CustomizationJob {
        outputModel {
          id
        }
      }
    }
  }
`

export const createMutation = /* GraphQL */ `
  mutation ($input: CreateCustomizationJobInput!) {
    createCustomizationJob(input: $input) {
      __typename
      ... on CustomizationJob {
        id
      }
      ... on Error {
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

export const inputWith = (fields: object = {}): object => ({
  namespace: 'default',
  baseModelId: ids.model,
  dataset: { datasetId: ids.dataset },
  ...fields,
})

/** The whole subgraph with a runner of real processes; the rest of the platform is played. */
export async function startJobs(
  play: Play,
  config: Partial<Config> = {},
  platform?: PlatformDouble,
): Promise<JobsUnderTest> {
  const door = platform ?? (await startPlatformDouble())
  const runsDir = await mkdtemp(join(tmpdir(), 'weft-jobs-'))
  onTestFinished(() => rm(runsDir, { recursive: true, force: true }))
  const subgraph = await startSubgraphUnderTest({
    name: 'jobs',
    migrate,
    gatewayUrl: door.url,
    start: (common, log) =>
      startServer(
        {
          ...common,
          RUNS_DIR: runsDir,
          PUBLIC_URL: door.url,
          MAX_RUNNING_JOBS: 1,
          TRAINER_COMMAND: trainerThatPlays(play),
          WORKER_SILENCE_SECONDS: 60,
          ...config,
        },
        log,
      ),
  })
  door.target = subgraph.url
  return { ...subgraph, platform: door, runsDir, ...usesOf(subgraph) }
}

/** What tests do with jobs, over HTTP. */
export function usesOf({ execute }: Pick<SubgraphUnderTest, 'execute'>) {
  const readJob = async (id: string) =>
    (await execute<{ job: ReadJob | null }>(read, { id })).data?.job ?? null
  return {
    read: readJob,
    create: async (fields: object = {}, viewer?: Viewer) => {
      const answer = await execute<{ createCustomizationJob: { id: string } }>(
        createMutation,
        { input: inputWith(fields) },
        viewer,
      )
      expect(answer).toMatchObject({
        data: { createCustomizationJob: { __typename: 'CustomizationJob' } },
      })
      return answer.data!.createCustomizationJob.id
    },
    until: async (id: string, status: string, timeout = 15_000) => {
      let job: ReadJob | null = null
      await expect
        .poll(
          async () => {
            job = await readJob(id)
            return job?.status
          },
          { timeout, interval: 50 },
        )
        .toBe(status)
      return job!
    },
  }
}
