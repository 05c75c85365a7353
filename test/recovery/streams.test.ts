import { followJob } from '@weft/client/follow-job'
import { createClient } from 'graphql-ws'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { FindNamespaceDocument } from '../generated/documents.ts'
import { startAllApart } from '../harness/platform.ts'
import type { PlatformUnderTest } from '../harness/platform.ts'
import { startRestartable } from '../harness/restartable.ts'
import { createJob, createRows, namespace, registerTinyworld } from '../harness/tinyworld.ts'

const lineCount = 20_000
const steps = 100
const hyperparameters = { epochs: 20, learningRate: 1e-3, maxSteps: steps }
const everyStep = Array.from({ length: steps }, (_, index) => index + 1)

async function train({ client }: PlatformUnderTest) {
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  return createJob(client, { baseModelId, datasetId, hyperparameters })
}

type Reported = { __typename: string; cursor: string; step?: number; values?: { name: string }[] }

/** The steps that were told of, and whether no event came twice. */
function summaryOf(events: Reported[]) {
  const cursors = events.map(({ cursor }) => cursor)
  return {
    steps: events.flatMap(({ step, values }) =>
      step !== undefined && values?.some(({ name }) => name === 'train_loss') ? [step] : [],
    ),
    isEachOnce: new Set(cursors).size === cursors.length,
  }
}

test('Postgres restarts under a subscriber, who does not see it: nothing is lost, and nothing comes twice', async () => {
  const postgres = await startRestartable()
  const platform = await startAllApart()
  const { id, log } = await waitingJob(platform)
  await log(lineCount)
  const client = createClient({
    url: `${platform.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0, // it would see it
    connectionParams: { authorization: `Bearer ${platform.token}` },
  })
  onTestFinished(() => client.terminate())
  const query = `subscription ($id: ID!) {
    jobEvents(id: $id) { ... on JobLogged { line { text } } job { name } }
  }`
  const lines: string[] = []
  let restarting: Promise<void> | undefined
  const stream = client.iterate<{ jobEvents: { line?: { text: string } } }>({
    query,
    variables: { id },
  })
  for await (const { data, errors } of stream) {
    expect(errors).toBeUndefined()
    const { line } = data!.jobEvents
    if (line) lines.push(line.text.trimEnd())
    if (lines.length === 100) restarting ??= postgres.awayFor(1_000) // while the others are being read
    if (lines.length === lineCount) {
      await restarting
      await log(1)
    }
    if (lines.length > lineCount) break
  }
  expect(restarting).toBeDefined()
  expect(lines).toEqual(Array.from({ length: lineCount + 1 }, (_, index) => `line ${index + 1}`))
})

test('the gateway is killed, and its clients go on where they were', async () => {
  const platform = await startAllApart()
  const id = await train(platform)
  const events: Reported[] = []
  let kills = 0
  for await (const event of followJob(platform.client, id)) {
    events.push(event)
    if (!('step' in event) || event.step !== 20 * (kills + 1) || kills === 2) continue
    kills++
    await platform.kill('gateway')
    await platform.restart('gateway')
  }
  expect(kills).toBe(2)
  expect(summaryOf(events)).toEqual({ steps: everyStep, isEachOnce: true })
})

/** A job that waits, and how to put lines into its log. */
async function waitingJob(platform: PlatformUnderTest) {
  const { client, settings } = platform
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const { namespace: found } = await client.request(FindNamespaceDocument, { name: namespace })
  const query =
    'mutation ($id: ID!) { updateNamespace(input: { id: $id, quota: { runningJobs: 0 } }) { __typename } }'
  const answer = await fetch(`${platform.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: found }),
  })
  expect(await answer.json()).toMatchObject({
    data: { updateNamespace: { __typename: 'Namespace' } },
  })
  const id = await createJob(client, { baseModelId, datasetId })
  const log = async (count: number) => {
    const database = new pg.Client(settings.databaseUrlOf('jobs'))
    await database.connect()
    try {
      await database.query(insertLines, [id, count])
    } finally {
      await database.end()
    }
  }
  return { id, log }
}

/** As the jobs service writes them: numbered under the lock of the job, and announced. */
const insertLines = `
  with job as (
    update job set event_count = event_count + $2 where id = $1 returning event_count - $2 as before
  ), lines as (
    insert into job_event (job_id, number, type, data, attempt, at)
    select $1, before + n, 'LOG', jsonb_build_object('stream', 'PLATFORM', 'text',
      'line ' || n + (select count(*) from job_event where job_id = $1 and type = 'LOG') || repeat(' ', 1000)), 0, now()
    from job, generate_series(1, $2) as n
  )
  select pg_notify('job_event', $1)`
