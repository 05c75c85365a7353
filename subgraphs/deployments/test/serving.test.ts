import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { birthOf } from '@weft/kit/process-table'
import { expect, test } from 'vitest'
import { models } from './graph.ts'
import {
  asking,
  chat,
  createDeployment,
  readyWith,
  see,
  startDeployments,
  untilSeen,
  watch,
} from './harness.ts'

test('a deployment is READY only after its server has answered a chat completion', async () => {
  const deployments = await startDeployments()
  const { data } = await createDeployment(deployments, { modelId: models.slow.id })
  expect(data).toEqual({
    createDeployment: {
      __typename: 'Deployment',
      id: expect.stringMatching(/^deployment_/),
      name: 'slow',
      status: 'PENDING',
    },
  })
  const { id } = data!.createDeployment
  await untilSeen(deployments, id, {
    status: 'DOWNLOADING',
    statusReason: 'downloading default/slow@1',
  })
  const early = await chat(deployments, asking(models.slow.ref))
  expect([early.status, await early.json()]).toMatchObject([
    503,
    { error: { code: 'model_not_ready' } },
  ])
  await writeFile(join(deployments.folder, id, 'work', 'go'), '')
  await untilSeen(deployments, id, { status: 'READY', statusReason: null })
  expect((await chat(deployments, asking(models.slow.ref))).status).toBe(200)
})

test('a server whose probe fails is not READY, and says why', async () => {
  const deployments = await startDeployments()
  const { data } = await createDeployment(deployments, { modelId: models.mute.id })
  await untilSeen(deployments, data!.createDeployment.id, {
    status: 'STARTING',
    statusReason: 'The model does not answer a chat completion: no chat template',
  })
  const answer = await chat(deployments, asking(models.mute.ref))
  expect([answer.status, await answer.json()]).toMatchObject([
    503,
    { error: { code: 'model_not_ready' } },
  ])
})

test('a server that is killed is started again, and answers again', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const { seen } = await watch(deployments, id)
  process.kill(await deployments.pidOf(id), 'SIGKILL')
  await expect.poll(async () => (await chat(deployments, asking(models.base.ref))).status).toBe(503)
  await expect
    .poll(() => seen.map(({ statusReason }) => statusReason))
    .toContain('The model server ended (killed by SIGKILL). Restarting (1 of 3).')
  await untilSeen(deployments, id, { status: 'READY', statusReason: null })
  expect((await chat(deployments, asking(models.base.ref))).status).toBe(200)
})

test('a server that ends again and again is left, with its last words as the reason', async () => {
  const deployments = await startDeployments()
  const { data } = await createDeployment(deployments, { modelId: models.damaged.id })
  const { id } = data!.createDeployment
  await untilSeen(deployments, id, {
    status: 'FAILED',
    statusReason:
      'The model server ended (exit code 1): default/damaged@1: model.safetensors is cut short. It was restarted 3 times within 10 minutes, so it is left as it is.',
  })
  await expect.poll(deployments.workloads).toEqual([])
})

test('a server that fails three health checks in a row is started again', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const pid = await deployments.pidOf(id)
  const { seen } = await watch(deployments, id)
  await chat(deployments, asking(models.base.ref, 'be sick'))
  await expect
    .poll(() => seen.map(({ statusReason }) => statusReason))
    .toContain(
      'The model server failed 3 health checks in a row (it answers 500) and was ended. Restarting (1 of 3).',
    )
  await untilSeen(deployments, id, { status: 'READY' })
  expect(await deployments.pidOf(id)).not.toBe(pid)
})

test('a deleted deployment is gone, and its process with it', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const pid = await deployments.pidOf(id)
  const { data } = await deployments.execute(
    `mutation { deleteDeployment(id: "${id}") { __typename ... on Deleted { id } } }`,
  )
  expect(data).toEqual({ deleteDeployment: { __typename: 'Deleted', id } })
  await expect.poll(() => see(deployments, id)).toBeNull()
  expect(await birthOf(pid)).toBe('')
  expect((await chat(deployments, asking(models.base.ref))).status).toBe(404)
})

test('after a stop of the platform what was served comes up again', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  const pid = await deployments.pidOf(id)
  await deployments.restart()
  expect(await birthOf(pid)).toBe('')
  await untilSeen(deployments, id, { status: 'READY', statusReason: null })
  expect((await chat(deployments, asking(models.base.ref))).status).toBe(200)
})
