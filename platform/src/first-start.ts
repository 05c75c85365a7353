import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createClient } from '@weft/client/client'
import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import {
  CommitDocument,
  CreateDatasetDocument,
  CreateDeploymentDocument,
  CreateNamespaceDocument,
  FindDatasetDocument,
  FindModelDocument,
  RegisterModelDocument,
} from '@weft/client/documents'
import { uploadFiles } from '@weft/client/upload'

const namespace = 'default'

/**
 * Brings a platform to the point where a user can begin: the namespace `default`, and in it the model of a folder,
 * registered and deployed. A client like any other; what is there already stays as it is.
 */
export async function prepare(url: string, token: string, modelFolder: string): Promise<void> {
  const client = createClient({ url, token })
  try {
    await client.request(CreateNamespaceDocument, { input: { name: namespace } })
    if (modelFolder !== 'none') await onboard(client, modelFolder)
  } finally {
    await client.close()
  }
}

async function onboard(client: Client, folder: string) {
  const name = basename(folder)
  const { model } = await client.request(FindModelDocument, { ref: `${namespace}/${name}` })
  const modelId = model?.id ?? (await register(client, name, folder))
  if (model?.deployments.nodes.length) return
  const { createDeployment } = await client.request(CreateDeploymentDocument, {
    input: { namespace, name, modelId, clientRequestId: `first-start-${modelId}` },
  })
  successOf(createDeployment)
}

async function register(client: Client, name: string, folder: string): Promise<string> {
  const repositoryId = await findOrCreate(client, name)
  const files = (await readdir(folder)).map((path) => ({ path, file: join(folder, path) }))
  const uploaded = await uploadFiles(client, repositoryId, files)
  const { commit } = await client.request(CommitDocument, {
    input: {
      datasetId: repositoryId,
      message: 'The model that ships with the platform',
      operations: uploaded.map((add) => ({ add })),
    },
  })
  const { registerModel } = await client.request(RegisterModelDocument, {
    input: {
      namespace,
      name,
      version: '1',
      source: { files: { repositoryId, revision: successOf(commit).commit } },
    },
  })
  return successOf(registerModel).id
}

async function findOrCreate(client: Client, name: string): Promise<string> {
  const { createDataset } = await client.request(CreateDatasetDocument, {
    input: { namespace, name, kind: 'MODEL' },
  })
  if (createDataset.__typename !== 'ConflictError') return successOf(createDataset).id
  const { dataset } = await client.request(FindDatasetDocument, { ref: `${namespace}/${name}` })
  return dataset!.id
}
