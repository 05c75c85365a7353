import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { successOf } from '@weft/client/errors'
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
import { CreateProjectDocument } from '../generated/documents.ts'

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

/** A LoRA adapter of a model, of rank 1 and all zero, registered in a project of its own. */
export async function registerAdapter(
  client: Client,
  baseModelId: string,
): Promise<{ modelId: string; projectId: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-adapter-'))
  try {
    const files = await Promise.all(
      Object.entries(zeroAdapter()).map(async ([path, content]) => {
        await writeFile(join(folder, path), content)
        return { path, file: join(folder, path) }
      }),
    )
    const repositoryId = await repositoryWith(client, 'zero', 'MODEL', (datasetId) =>
      uploadFiles(client, datasetId, files),
    )
    const { createProject } = await client.request(CreateProjectDocument, {
      input: { namespace, name: 'birds' },
    })
    const { id: projectId } = successOf(createProject)
    const { registerModel } = await client.request(RegisterModelDocument, {
      input: {
        namespace,
        name: 'zero',
        source: { files: { repositoryId } },
        baseModelId,
        projectId,
      },
    })
    return { modelId: successOf(registerModel).id, projectId }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function zeroAdapter() {
  const tensor = (start: number) => ({
    dtype: 'F32',
    shape: [1, 1],
    data_offsets: [start, start + 4],
  })
  const header = Buffer.from(
    JSON.stringify({ 'x.lora_A.weight': tensor(0), 'x.lora_B.weight': tensor(4) }),
  )
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return {
    'adapter_config.json': JSON.stringify({
      peft_type: 'LORA',
      r: 1,
      lora_alpha: 1,
      target_modules: ['x'],
    }),
    'adapter_model.safetensors': Buffer.concat([length, header, Buffer.alloc(8)]),
  }
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
    { signal },
  ))
    if (deploymentUpdated.status === 'READY') return id
    else if (deploymentUpdated.status === 'FAILED')
      throw new Error(`The deployment failed: ${deploymentUpdated.statusReason}`)
  throw new Error('The deployment is not ready after 60 s.')
}
