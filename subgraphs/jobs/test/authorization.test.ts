import { signIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { identitySecret, viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { createMutation, inputWith, startJobs } from './harness.ts'
import { ids } from './platform-double.ts'
import { connect, eventsOf, jobWith, withoutWorker } from './rows.ts'
import { subscribe } from './subscriber.ts'

const stranger = viewerWith('ADMIN', 'elsewhere')
const viewer = viewerWith('VIEWER', 'default')
const editor = viewerWith('EDITOR', 'default')
const admin = viewerWith('ADMIN', 'default')

const readAll = /* GraphQL */ `
  query ($id: ID!, $references: [_Any!]!) {
    job(id: $id) {
      name
    }
    jobs {
      totalCount
      nodes {
        name
      }
    }
    _entities(representations: $references) {
      ... on CustomizationJob {
        name
      }
      ... on Model {
        producedBy {
          name
        }
        customizations {
          nodes {
            name
          }
        }
      }
      ... on DatasetVersion {
        usedBy {
          nodes {
            name
          }
        }
      }
    }
  }
`

const job = { name: 'job' }
const everything = {
  job,
  jobs: { totalCount: 1, nodes: [job] },
  _entities: [
    job,
    { producedBy: job, customizations: { nodes: [] } },
    { producedBy: null, customizations: { nodes: [job] } },
    { usedBy: { nodes: [job] } },
  ],
}
const nothing = {
  job: null,
  jobs: { totalCount: 0, nodes: [] },
  _entities: [
    null,
    { producedBy: null, customizations: { nodes: [] } },
    { producedBy: null, customizations: { nodes: [] } },
    { usedBy: { nodes: [] } },
  ],
}

async function startWithJob() {
  const jobs = await startJobs('train')
  const orm = await connect(jobs.databaseUrl)
  const { id } = await jobWith(orm, { outputModelId: ids.adapter })
  await eventsOf(orm, id, [
    { type: 'STATUS', data: { from: 'RUNNING', to: 'SUCCEEDED', reason: null } },
  ])
  const references = [
    { __typename: 'CustomizationJob', id },
    { __typename: 'Model', id: ids.adapter },
    { __typename: 'Model', id: ids.model },
    { __typename: 'DatasetVersion', id: ids.version },
  ]
  return { jobs, id, references }
}

test('who is in the namespace reads its jobs; for others there are none', async () => {
  const { jobs, id, references } = await startWithJob()
  for (const who of [viewer, editor, admin])
    expect((await jobs.execute(readAll, { id, references }, who)).data).toEqual(everything)
  expect((await jobs.execute(readAll, { id, references }, stranger)).data).toEqual(nothing)
})

const isForbidden = { errors: [{ extensions: { code: 'FORBIDDEN' } }] }
const answers = (field: string) =>
  [
    [stranger, { data: { [field]: { __typename: 'NotFoundError' } } }],
    [viewer, isForbidden],
    [editor, { data: { [field]: { __typename: 'CustomizationJob' } } }],
    [admin, { data: { [field]: { __typename: 'CustomizationJob' } } }],
  ] as const

test('who is EDITOR or ADMIN in the namespace creates jobs', async () => {
  const jobs = await startJobs('train')
  for (const [who, answer] of answers('createCustomizationJob'))
    expect(await jobs.execute(createMutation, { input: inputWith() }, who)).toMatchObject(answer)
})

test('who is EDITOR or ADMIN in the namespace cancels jobs', async () => {
  const { jobs, orm } = await withoutWorker()
  const cancel = 'mutation ($id: ID!) { cancelJob(id: $id) { __typename } }'
  for (const [who, answer] of answers('cancelJob')) {
    const { id } = await jobWith(orm, { status: 'QUEUED' })
    expect(await jobs.execute(cancel, { id }, who)).toMatchObject(answer)
  }
})

test('who is in the namespace subscribes to its jobs', async () => {
  const { jobs, id } = await startWithJob()
  for (const field of ['jobEvents(id: $id) { job { name } }', 'jobUpdated(id: $id) { name }']) {
    const document = `subscription ($id: ID!) { it: ${field} }`
    for (const who of [viewer, editor, admin]) {
      const seen = await Array.fromAsync(await subscribe(jobs, document, { id }, who))
      expect(seen).toHaveLength(1)
    }
    const refused = await Array.fromAsync(await subscribe(jobs, document, { id }, stranger))
    expect(refused).toMatchObject([{ errors: [{ message: `No job ${id}.` }] }])
  }
})

test('nobody gets through any door', async () => {
  const { jobs, id } = await startWithJob()
  for (const path of ['/graphql', `/jobs/${id}/attempts/1/events`]) {
    const response = await fetch(jobs.url + path, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
  }
})

const worker = (id: string, number: number): Viewer => ({
  subject: `attempt:${id}/${number}`,
  grants: [{ namespace: 'default', role: 'EDITOR' }],
})

test('only the worker of an attempt reports on it', async () => {
  const { jobs, id } = await withoutWorker()
  const statusFor = async (who: Viewer, audience = 'jobs') => {
    const token = await signIdentity(identitySecret, who, { audience, seconds: 60 })
    const response = await fetch(`${jobs.url}/jobs/${id}/attempts/1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    return response.status
  }
  expect(await statusFor(worker(id, 1))).toBe(200)
  expect(await statusFor(worker(id, 1), 'gateway')).toBe(401)
  for (const other of [worker(id, 2), worker('job_other', 1), viewer, editor, admin, stranger])
    expect(await statusFor(other)).toBe(404)
})
