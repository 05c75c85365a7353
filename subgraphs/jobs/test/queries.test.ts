import { PostgreSqlConnection } from '@mikro-orm/postgresql'
import { toCursor } from '@weft/kit/connection'
import { expect, test, vi } from 'vitest'
import type { Happening } from '#events/event.entity.ts'
import { startJobs } from './harness.ts'
import { connect, eventsOf, jobWith } from './rows.ts'

async function startQuiet() {
  const jobs = await startJobs('train')
  return { ...jobs, orm: await connect(jobs.databaseUrl) }
}

const isOfController = (sql: string) => / where .*"(status|ended_at)"/.test(sql) || /pg_/.test(sql)

/** The statements that `work` sends, without those of the controller, which looks for work all the time. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const execute = vi.spyOn(PostgreSqlConnection.prototype, 'execute')
  try {
    await work()
    return execute.mock.calls
      .map(([query]) => (typeof query === 'string' ? query.trim() : 'no text'))
      .filter((sql) => /^(select|with)/.test(sql) && !isOfController(sql))
  } finally {
    execute.mockRestore()
  }
}

const saved = (step: number, isBest: boolean): Happening => ({
  type: 'CHECKPOINT',
  data: { step, isBest, versionId: `version_${step}`, metrics: [{ name: 'val_loss', value: 1 }] },
})

test('attempts and checkpoints of many jobs load in one query each', async () => {
  const { orm, execute } = await startQuiet()
  for (let index = 0; index < 10; index++) {
    const { id } = await jobWith(orm, { name: `job-${index}` })
    await eventsOf(orm, id, [saved(1, true), saved(2, true), saved(3, false)])
  }
  const document = /* GraphQL */ `
    {
      jobs {
        nodes {
          name
          attempts {
            number
          }
          ... on CustomizationJob {
            checkpoints {
              step
              isBest
            }
            bestCheckpoint {
              version {
                id
              }
            }
          }
        }
      }
    }
  `
  let answer: unknown
  const statements = await statementsOf(async () => {
    answer = await execute(document)
  })
  expect(answer).toEqual({
    status: 200,
    data: {
      jobs: {
        nodes: Array.from({ length: 10 }, (_, index) => ({
          name: `job-${9 - index}`,
          attempts: [{ number: 1 }],
          checkpoints: [
            { step: 1, isBest: false },
            { step: 2, isBest: true },
            { step: 3, isBest: false },
          ],
          bestCheckpoint: { version: { id: 'version_2' } },
        })),
      },
    },
  })
  expect(statements).toHaveLength(3)
})

test('references load in one query, and a lost one is null', async () => {
  const { orm, execute } = await startQuiet()
  const [one, two] = [await jobWith(orm, { name: 'one' }), await jobWith(orm, { name: 'two' })]
  const references = [one.id, two.id, 'job_lost'].map((id) => ({
    __typename: 'CustomizationJob',
    id,
  }))
  let answer: unknown
  const statements = await statementsOf(async () => {
    answer = await execute(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on CustomizationJob { name } } }`,
      { r: references },
    )
  })
  expect(answer).toMatchObject({ data: { _entities: [{ name: 'one' }, { name: 'two' }, null] } })
  expect(statements).toHaveLength(1)
})

test('what many models and versions were used for loads in a few queries', async () => {
  const { orm, execute } = await startQuiet()
  for (const name of ['a', 'b', 'c']) {
    const fields = { baseModelId: `model_${name}`, datasetVersionId: `version_${name}` }
    for (const number of [1, 2, 3])
      await jobWith(orm, {
        ...fields,
        name: `${name}${number}`,
        outputModelId: `out_${name}${number}`,
      })
  }
  const references = ['a', 'b', 'c'].flatMap((name) => [
    { __typename: 'Model', id: `model_${name}` },
    { __typename: 'Model', id: `out_${name}2` },
    { __typename: 'DatasetVersion', id: `version_${name}` },
  ])
  const document = /* GraphQL */ `
    query ($r: [_Any!]!) {
      _entities(representations: $r) {
        ... on Model {
          producedBy {
            name
          }
          customizations(first: 2) {
            nodes {
              name
            }
            pageInfo {
              hasNextPage
            }
            totalCount
          }
        }
        ... on DatasetVersion {
          usedBy(first: 1) {
            edges {
              cursor
              node {
                name
              }
            }
            totalCount
          }
        }
      }
    }
  `
  let answer: { data?: { _entities: object[] } | null } = {}
  const statements = await statementsOf(async () => {
    answer = await execute<{ _entities: object[] }>(document, { r: references })
  })
  expect(answer.data!._entities.slice(0, 3)).toEqual([
    {
      producedBy: null,
      customizations: {
        nodes: [{ name: 'a3' }, { name: 'a2' }],
        pageInfo: { hasNextPage: true },
        totalCount: 3,
      },
    },
    {
      producedBy: { name: 'a2' },
      customizations: { nodes: [], pageInfo: { hasNextPage: false }, totalCount: 0 },
    },
    {
      usedBy: {
        edges: [{ cursor: expect.any(String) as unknown, node: { name: 'a3' } }],
        totalCount: 3,
      },
    },
  ])
  expect(statements).toHaveLength(7) // producers, and twice a page, its jobs and their count
})

test('a page of jobs ends with a cursor to the next, and is filtered', async () => {
  const { orm, execute } = await startQuiet()
  for (const name of ['a', 'b', 'c']) await jobWith(orm, { name })
  await jobWith(orm, { name: 'd', status: 'FAILED', namespace: 'team', baseModelId: 'model_2' })
  const document = /* GraphQL */ `
    query ($after: Cursor, $filter: JobFilter) {
      jobs(first: 2, after: $after, filter: $filter) {
        nodes {
          name
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
    }
  `
  type Page = { jobs: { pageInfo: { endCursor: string } } }
  const filter = { namespace: 'default' }
  const one = await execute<Page>(document, { filter })
  expect(one.data).toMatchObject({
    jobs: { nodes: [{ name: 'c' }, { name: 'b' }], pageInfo: { hasNextPage: true }, totalCount: 3 },
  })
  const after = one.data!.jobs.pageInfo.endCursor
  expect((await execute(document, { filter, after })).data).toMatchObject({
    jobs: { nodes: [{ name: 'a' }], pageInfo: { hasNextPage: false } },
  })
  for (const filtered of [
    { statuses: ['FAILED'] },
    { baseModelId: 'model_2' },
    { namespace: 'team' },
  ])
    expect((await execute(document, { filter: filtered })).data).toMatchObject({
      jobs: { nodes: [{ name: 'd' }], totalCount: 1 },
    })
})

test('logs are read a page at a time, up to 500', async () => {
  const { orm, execute } = await startQuiet()
  const { id } = await jobWith(orm)
  await eventsOf(
    orm,
    id,
    Array.from({ length: 700 }, (_, index) => ({
      type: 'LOG',
      data: { stream: 'STDOUT', text: `line ${index + 1}` },
    })),
  )
  const document = /* GraphQL */ `
    query ($id: ID!, $first: Int!, $after: Cursor) {
      job(id: $id) {
        logs(first: $first, after: $after) {
          nodes {
            cursor
            text
            stream
            attempt
          }
          totalCount
        }
      }
    }
  `
  const page = await execute(document, { id, first: 2, after: toCursor(500) })
  expect(page.data).toEqual({
    job: {
      logs: {
        nodes: [
          { cursor: toCursor(501), text: 'line 501', stream: 'STDOUT', attempt: 1 },
          { cursor: toCursor(502), text: 'line 502', stream: 'STDOUT', attempt: 1 },
        ],
        totalCount: 700,
      },
    },
  })
  expect((await execute(document, { id, first: 501 })).errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT' } },
  ])
})
