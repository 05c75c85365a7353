import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { birthOf } from '@weft/kit/process-table'
import { freePort } from '@weft/kit/free-port'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { expect, onTestFinished, test } from 'vitest'
import { models } from './graph.ts'
import { asking, chat, joinWith, readyWith, startDeployments, untilSeen } from './harness.ts'
import type { Deployments } from './harness.ts'

/** The service as a process of its own, at the database, the graph and the folder of `deployments`. */
async function startProcess(deployments: Deployments) {
  const PORT = String(await freePort())
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT,
      LOG_LEVEL: 'silent',
      IDENTITY_SECRET: identitySecret,
      DATABASE_URL: deployments.databaseUrl,
      GATEWAY_URL: deployments.graph.url,
      PUBLIC_URL: deployments.graph.url,
      RUNS_DIR: deployments.folder,
      SERVER_COMMAND: JSON.stringify([
        process.execPath,
        join(import.meta.dirname, 'model-server.ts'),
      ]),
      HEALTH_INTERVAL_SECONDS: '0.3',
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${PORT}`
  await expect
    .poll(
      () =>
        fetch(`${url}/health/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200)
  const execute: Deployments['execute'] = async (query, variables, viewer) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: await deployments.authorization(viewer),
      },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, ...((await response.json()) as object) } as never
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { ...deployments, url, execute, kill }
}

test('servers that outlived a killed platform are found again and go on, with their adapters; strays are ended', async () => {
  const deployments = await startDeployments()
  await deployments.stop()
  const first = await startProcess(deployments)
  const id = await readyWith(first, models.base)
  await joinWith(first, id, models.adapter)
  const pid = await first.pidOf(id)
  const gone = await readyWith(first, models.newer)
  const strayPid = await first.pidOf(gone)
  await first.kill()
  await deployments.deleteRow(gone)
  expect(await birthOf(pid)).not.toBe('')

  await deployments.restart()
  await untilSeen(deployments, id, { status: 'READY', adapters: [{ status: 'READY' }] })
  expect((await chat(deployments, asking(models.adapter.ref))).status).toBe(200)
  expect(await deployments.pidOf(id)).toBe(pid)
  await expect.poll(() => birthOf(strayPid)).toBe('')
  await expect.poll(deployments.workloads).toEqual([id])
})

test('the workload of a deployment whose row is gone is removed', async () => {
  const deployments = await startDeployments()
  const stray = 'deployment_01h455vb4pex5vsknk084sn02q'
  await deployments.stop()
  await mkdir(join(deployments.folder, stray))
  await writeFile(
    join(deployments.folder, stray, 'state.json'),
    JSON.stringify({ pid: 1, birth: 'another', startedAt: new Date(), url: null, ended: null }),
  )
  await deployments.restart()
  await expect.poll(deployments.workloads).toEqual([])
})
