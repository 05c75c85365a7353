import { expect, test } from 'vitest'
import { startJobs } from './harness.ts'
import { Attempt } from '#attempts/attempt.entity.ts'
import { Job } from '#jobs/job.entity.ts'
import { workloadOf } from '#jobs/job.workload.ts'
import { ids, model } from './platform-double.ts'
import { connect } from './rows.ts'

const history = /* GraphQL */ `
  query ($id: ID!) {
    job(id: $id) {
      events(first: 100) {
        totalCount
        nodes {
          __typename
          cursor
          ... on JobStatusChanged {
            from
            to
            reason
          }
          ... on JobProgressed {
            progress {
              percent
              phase
            }
          }
          ... on JobMetricsReported {
            step
            values {
              name
              value
            }
          }
          ... on JobCheckpointSaved {
            checkpoint {
              step
              isBest
              version {
                id
              }
            }
          }
          ... on JobLogged {
            line {
              stream
              attempt
              text
            }
          }
        }
      }
    }
  }
`

test('a job is queued, trained, registered, and says so', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  const job = await jobs.until(id, 'SUCCEEDED')
  expect(job).toEqual({
    status: 'SUCCEEDED',
    statusReason: null,
    progress: { percent: 100, phase: 'DONE', step: 20, secondsRemaining: null },
    attempts: [{ number: 1, status: 'SUCCEEDED', reason: null, exitCode: 0 }],
    outputModel: { id: ids.adapter },
  })
})

test('the history of a job tells all that happened, in order', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  await jobs.until(id, 'SUCCEEDED')
  const { data } = await jobs.execute<{ job: { events: { totalCount: number; nodes: object[] } } }>(
    history,
    { id },
  )
  const { nodes, totalCount } = data!.job.events
  const revision = '20'.padStart(40, '0')
  expect(nodes).toHaveLength(totalCount)
  expect(nodes.slice(0, 4)).toMatchObject([
    { __typename: 'JobStatusChanged', from: null, to: 'QUEUED', reason: 'waits for its turn' },
    { __typename: 'JobStatusChanged', from: 'QUEUED', to: 'RUNNING', reason: null },
    {
      __typename: 'JobMetricsReported',
      step: 1,
      values: [
        { name: 'train_loss', value: 4 },
        { name: 'learning_rate', value: 0.001 },
      ],
    },
    { __typename: 'JobProgressed', progress: { percent: 4.75, phase: 'WORKING' } },
  ])
  expect(nodes.slice(-5)).toMatchObject([
    { __typename: 'JobProgressed', progress: { percent: 95, phase: 'WORKING' } },
    {
      __typename: 'JobCheckpointSaved',
      checkpoint: { step: 20, isBest: true, version: { id: `version_of_${revision}` } },
    },
    {
      __typename: 'JobLogged',
      line: {
        stream: 'PLATFORM',
        attempt: 1,
        text: `The trainer has finished: default/tinyworld-atlas at ${revision}.`,
      },
    },
    { __typename: 'JobProgressed', progress: { percent: 100, phase: 'REGISTERING' } },
    { __typename: 'JobStatusChanged', from: 'RUNNING', to: 'SUCCEEDED', reason: null },
  ])
})

test('the platform is asked in the name of the job’s namespace, and no more', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create({
    namespace: 'team',
    deploy: true,
    outputModel: { name: 'atlas-lora', description: 'knows the atlas', tags: ['geo'] },
  })
  await jobs.until(id, 'SUCCEEDED')
  const perPass = ['FindVersion', 'NamespaceQuotas']
  const asked = jobs.platform.asked.filter(({ name }) => !perPass.includes(name))
  const viewer = {
    subject: 'service:jobs',
    grants: [
      { namespace: 'team', role: 'EDITOR' },
      { namespace: 'default', role: 'VIEWER' },
    ],
  }
  expect(asked).toEqual([
    expect.objectContaining({ name: 'TrainingSources' }),
    { name: 'RemainingDataset', viewer, variables: { id: ids.dataset } },
    { name: 'RemainingDataset', viewer, variables: { id: model.artifact.repository.id } },
    {
      name: 'CreateOutputRepository',
      viewer,
      variables: {
        input: {
          namespace: 'team',
          name: 'atlas-lora',
          kind: 'MODEL',
          description: 'knows the atlas',
          tags: [],
        },
      },
    },
    {
      name: 'RegisterAdapter',
      viewer,
      variables: {
        input: {
          namespace: 'team',
          name: 'atlas-lora',
          version: id,
          description: 'knows the atlas',
          source: { files: { repositoryId: ids.repository, revision: '20'.padStart(40, '0') } },
          baseModelId: ids.model,
          tags: ['geo'],
        },
      },
    },
    {
      name: 'DeployAdapter',
      viewer,
      variables: {
        input: {
          namespace: 'team',
          name: 'atlas-lora',
          modelId: ids.adapter,
          clientRequestId: id,
        },
      },
    },
  ])
})

test('a model that may not be served is registered all the same', async () => {
  const jobs = await startJobs('train')
  jobs.platform.answers.DeployAdapter = () => ({
    createDeployment: { __typename: 'ConflictError', message: 'Deploy the base model first.' },
  })
  const id = await jobs.create({ deploy: true })
  expect(await jobs.until(id, 'SUCCEEDED')).toMatchObject({
    statusReason: 'The model is registered, but it is not served: Deploy the base model first.',
    outputModel: { id: ids.adapter },
  })
})

test('a registration whose answer was lost is found again', async () => {
  const jobs = await startJobs('train')
  const registered: string[] = []
  jobs.platform.answers.RegisterAdapter = ({ input }) => {
    registered.push(input.version!)
    return registered.length === 1
      ? new Error('the answer was lost')
      : { registerModel: { __typename: 'ConflictError', message: 'There is that version.' } }
  }
  jobs.platform.answers.FindModel = () => ({
    model: { id: ids.adapter, artifact: { revision: '20'.padStart(40, '0') } },
  })
  const id = await jobs.create()
  expect(await jobs.until(id, 'SUCCEEDED')).toMatchObject({
    statusReason: null,
    outputModel: { id: ids.adapter },
  })
  expect(registered).toEqual([id, id])
})

test('a worker is told where its repositories are whatever their names are by then', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create()
  await jobs.until(id, 'SUCCEEDED')
  const job = await (await connect(jobs.databaseUrl)).em.fork().findOneOrFail(Job, id)
  const { environment } = workloadOf(job, new Attempt(), { command: [], publicUrl: '', token: '' })
  expect(JSON.parse(environment.WEFT_JOB!)).toMatchObject({
    baseModel: {
      repository: 'default/tinyworld',
      address: `default/${model.artifact.repository.id}`,
      revision: model.artifact.revision,
    },
    dataset: { repository: 'default/atlas', address: `default/${ids.dataset}` },
    output: { address: `default/${ids.repository}` },
  })
})
