import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { successOf } from '@weft/client/client'
import type { Client } from '@weft/client/client'
import {
  CommitDocument,
  CreateCustomizationJobDocument,
  CreateDatasetDocument,
  CreateDeploymentDocument,
  CreateNamespaceDocument,
  DeploymentUpdatedDocument,
  RegisterModelDocument,
} from '@weft/client/documents'
import type { CreateCustomizationJobMutationVariables } from '@weft/client/documents'
import { uploadFiles } from '@weft/client/upload'
import { customizationRows } from '@weft/models/world'

const modelFolder = fileURLToPath(new URL('../../models/tinyworld', import.meta.url))
export const namespace = 'acme'

/** The shipped base model, uploaded, committed and registered in `acme`. Returns the model's id. */
export async function registerTinyworld(client: Client): Promise<string> {
  await client.request(CreateNamespaceDocument, { input: { name: namespace } })
  const repositoryId = await repositoryWith(client, 'tinyworld', 'MODEL', async (datasetId) => {
    const files = (await readdir(modelFolder)).map((path) => ({
      path,
      file: join(modelFolder, path),
    }))
    return uploadFiles(client, datasetId, files)
  })
  const { registerModel } = await client.request(RegisterModelDocument, {
    input: { namespace, name: 'tinyworld', source: { files: { repositoryId } } },
  })
  return successOf(registerModel).id
}

/** Rows of chat about invented countries, committed. Returns the dataset's id. */
export async function createRows(
  client: Client,
  name = 'facts',
  rows = customizationRows(99),
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-rows-'))
  try {
    const file = join(folder, 'rows.jsonl')
    await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return await repositoryWith(client, name, 'DATASET', (datasetId) =>
      uploadFiles(client, datasetId, [{ path: 'training/rows.jsonl', file }]),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function repositoryWith(
  client: Client,
  name: string,
  kind: 'DATASET' | 'MODEL',
  upload: (datasetId: string) => Promise<{ path: string; sha256: string }[]>,
): Promise<string> {
  const { createDataset } = await client.request(CreateDatasetDocument, {
    input: { namespace, name, kind },
  })
  const { id } = successOf(createDataset)
  const operations = (await upload(id)).map((add) => ({ add }))
  const { commit } = await client.request(CommitDocument, {
    input: { datasetId: id, message: 'First', operations },
  })
  successOf(commit)
  return id
}

type JobInput = CreateCustomizationJobMutationVariables['input']

/** A short training unless told otherwise. Returns the job's id. */
export async function createJob(
  client: Client,
  {
    baseModelId,
    datasetId,
    ...fields
  }: Partial<JobInput> & { baseModelId: string; datasetId: string },
): Promise<string> {
  const { createCustomizationJob } = await client.request(CreateCustomizationJobDocument, {
    input: {
      namespace,
      baseModelId,
      dataset: { datasetId },
      hyperparameters: { epochs: 1, learningRate: 2e-3, maxSteps: 8 },
      ...fields,
    },
  })
  return successOf(createCustomizationJob).id
}

/** Hyperparameters of a training that takes minutes, to be cut short. */
export const longTraining = { epochs: 1_000, learningRate: 1e-3 }

/** Deploys a model and waits until it has answered. Returns the deployment's id. */
export async function deploy(client: Client, modelId: string): Promise<string> {
  const { createDeployment } = await client.request(CreateDeploymentDocument, {
    input: { namespace, modelId },
  })
  const { id } = successOf(createDeployment)
  const signal = AbortSignal.timeout(60_000)
  for await (const { deploymentUpdated } of client.subscribe(
    DeploymentUpdatedDocument,
    { id },
    signal,
  ))
    if (deploymentUpdated.status === 'READY') return id
    else if (deploymentUpdated.status === 'FAILED')
      throw new Error(`The deployment failed: ${deploymentUpdated.statusReason}`)
  throw new Error('The deployment is not ready after 60 s.')
}
