import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import {
  CommitDocument,
  CreateDatasetDocument,
  CreateDeploymentDocument,
  DeploymentUpdatedDocument,
  RegisterModelDocument,
} from '@weft/client/documents'
import type { DeploymentUpdatedSubscription } from '@weft/client/documents'
import { uploadFiles } from '@weft/client/upload'
import { dim, print } from './terminal.ts'

const folder = fileURLToPath(new URL('../../models/tinyworld', import.meta.url))
const namespace = 'default'

export type Onboarded = { modelId: string; ref: string; deploymentId: string }

/** Files → repository → model → deployment that has answered. */
export async function onboard(client: Client): Promise<Onboarded> {
  const { createDataset } = await client.request(CreateDatasetDocument, {
    input: { namespace, name: 'tinyworld', kind: 'MODEL' },
  })
  const repository = successOf(createDataset)
  const files = (await readdir(folder)).map((path) => ({ path, file: join(folder, path) }))
  const uploaded = await uploadFiles(client, repository.id, files)
  const { commit } = await client.request(CommitDocument, {
    input: {
      datasetId: repository.id,
      message: 'The base model',
      operations: uploaded.map((add) => ({ add })),
    },
  })
  const version = successOf(commit)
  print(
    `  ${files.length} files in repository ${repository.ref}, commit ${version.commit.slice(0, 8)}`,
  )

  const { registerModel } = await client.request(RegisterModelDocument, {
    input: {
      namespace,
      name: 'tinyworld',
      source: { files: { repositoryId: repository.id, revision: version.commit } },
    },
  })
  const model = successOf(registerModel)
  const { architecture, parameterCount, contextLength, precision } = model.spec!
  print(
    `  model ${model.ref}: ${architecture}, ${parameterCount.toLocaleString('en')} parameters, ` +
      `${contextLength} tokens of context, ${precision}`,
  )

  const { createDeployment } = await client.request(CreateDeploymentDocument, {
    input: { namespace, modelId: model.id },
  })
  const deployment = successOf(createDeployment)
  await untilReady(client, deployment.id)
  return { modelId: model.id, ref: model.ref, deploymentId: deployment.id }
}

async function untilReady(client: Client, id: string) {
  const seen: string[] = []
  await watch(client, id, ({ status, statusReason }) => {
    if (seen.at(-1) !== status) seen.push(status)
    if (status === 'FAILED') throw new Error(`The deployment failed: ${statusReason}`)
    return status === 'READY'
  })
  print(`  deployment: ${seen.join(dim(' → '))}`)
}

/** Waits until an adapter has answered on a deployment; returns its name there. */
export async function untilServed(
  client: Client,
  deploymentId: string,
  name: string,
): Promise<string> {
  let served = ''
  await watch(client, deploymentId, ({ adapters }) => {
    const adapter = adapters.find(({ model }) => model?.ref.startsWith(`${name}@`))
    if (adapter?.status === 'FAILED') throw new Error(`The adapter failed: ${adapter.statusReason}`)
    served = adapter?.model?.ref ?? ''
    return adapter?.status === 'READY'
  })
  return served
}

type Deployment = DeploymentUpdatedSubscription['deploymentUpdated']

async function watch(client: Client, id: string, isDone: (deployment: Deployment) => boolean) {
  const signal = AbortSignal.timeout(60_000)
  const updates = client.subscribe(DeploymentUpdatedDocument, { id }, { signal })
  for await (const { deploymentUpdated } of updates) if (isDone(deploymentUpdated)) return
  throw new Error(`Deployment ${id} did not get there in 60 s.`)
}
