import { expect, test } from 'vitest'
import { models } from './graph.ts'
import {
  asking,
  chat,
  createDeployment,
  joinWith,
  readyWith,
  see,
  startDeployments,
  untilSeen,
  watch,
} from './harness.ts'
import type { Deployments } from './harness.ts'

/** Asks the base model without a pause until told to stop; gives the statuses of the answers. */
function askSteadily(deployments: Deployments) {
  const stopped = new AbortController()
  const statuses: number[] = []
  const asked = (async () => {
    while (!stopped.signal.aborted)
      statuses.push((await chat(deployments, asking(models.base.ref))).status)
    return statuses
  })()
  return () => {
    stopped.abort()
    return asked
  }
}

const update = /* GraphQL */ `
  mutation Update($input: UpdateDeploymentInput!) {
    updateDeployment(input: $input) {
      __typename
      ... on Deployment {
        adapters {
          model {
            id
          }
        }
      }
      ... on ConflictError {
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
const updateWith = async ({ execute }: Deployments, id: string, adapterModelIds: string[]) =>
  (await execute(update, { input: { id, adapterModelIds } })).data?.updateDeployment

test('an adapter joins the deployment of its base model, of which no request fails meanwhile', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const stop = askSteadily(deployments)
  await joinWith(deployments, id, models.adapter)
  await joinWith(deployments, id, models.second)
  const statuses = await stop()
  expect(statuses.length).toBeGreaterThan(5)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await see(deployments, id)).toEqual({
    status: 'READY',
    statusReason: null,
    adapters: [
      { model: { id: models.adapter.id }, status: 'READY', statusReason: null },
      { model: { id: models.second.id }, status: 'READY', statusReason: null },
    ],
  })
  const answer = await chat(deployments, asking('default/pirate'))
  expect(await answer.json()).toMatchObject({ model: 'default/pirate@1' })
})

test('a malformed adapter fails with the reason of the server, and the base model goes on', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  await createDeployment(deployments, { modelId: models.broken.id })
  await untilSeen(deployments, id, {
    status: 'READY',
    adapters: [{ status: 'FAILED', statusReason: 'lora_A of layer 3 has rank 8, not 16' }],
  })
  expect((await chat(deployments, asking(models.base.ref))).status).toBe(200)
  expect((await chat(deployments, asking(models.broken.ref))).status).toBe(404)
})

test('adapters are served again after the server was started again', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  await joinWith(deployments, id, models.adapter)
  const { seen } = await watch(deployments, id)
  process.kill(await deployments.pidOf(id), 'SIGKILL')
  await expect
    .poll(() => seen.map(({ status, adapters }) => `${status} ${adapters[0]!.status}`))
    .toContain('PENDING LOADING')
  await untilSeen(deployments, id, { status: 'READY', adapters: [{ status: 'READY' }] })
  expect((await chat(deployments, asking(models.adapter.ref))).status).toBe(200)
})

test('an update serves other adapters, and no longer those it leaves out', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  await joinWith(deployments, id, models.adapter)
  expect(await updateWith(deployments, id, [models.second.id])).toEqual({
    __typename: 'Deployment',
    adapters: [{ model: { id: models.second.id } }],
  })
  await untilSeen(deployments, id, { adapters: [{ status: 'READY' }] })
  expect((await chat(deployments, asking(models.second.ref))).status).toBe(200)
  expect((await chat(deployments, asking(models.adapter.ref))).status).toBe(404)
})

test('what cannot be an adapter of the deployment is refused by its path', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const wrong = [
    models.adapter.id,
    models.newer.id,
    'model_none',
    models.foreignAdapter.id,
    models.adapter.id,
  ]
  expect(await updateWith(deployments, id, wrong)).toEqual({
    __typename: 'ValidationError',
    problems: [
      { path: 'input.adapterModelIds.1', message: '`default/tiny@2` is no adapter.' },
      { path: 'input.adapterModelIds.2', message: 'No model `model_none`.' },
      {
        path: 'input.adapterModelIds.3',
        message: 'The server may not read the files of `other/pirate@1`, only what is in default.',
      },
      { path: 'input.adapterModelIds.4', message: `\`${models.adapter.id}\` is named twice.` },
    ],
  })
})

test('an adapter whose base model is not deployed is a conflict that says what to do', async () => {
  const deployments = await startDeployments()
  const { data } = await createDeployment(deployments, { modelId: models.adapter.id })
  expect(data?.createDeployment).toEqual({
    __typename: 'ConflictError',
    message:
      '`default/pirate@1` is an adapter, served on top of its base model: deploy `default/tiny@1` first.',
  })
})
