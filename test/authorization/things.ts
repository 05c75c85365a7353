import { createHash } from 'node:crypto'
import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import {
  CreateDeploymentDocument,
  CreateUploadDocument,
  FindDatasetDocument,
} from '@weft/client/documents'
import {
  CheckMessagesDocument,
  CreateAccessTokenDocument,
  FindNamespaceDocument,
  SaveGuardrailConfigDocument,
} from '../generated/documents.ts'
import type { PlatformUnderTest } from '../harness/platform.ts'
import {
  createJob,
  createRows,
  deploy,
  longTraining,
  namespace,
  registerAdapter,
  registerTinyworld,
} from '../harness/tinyworld.ts'
import type { Things } from './operations.ts'

/** So that nobody takes away what the next one is to take away. */
async function createSpares(client: Client, modelId: string): Promise<Record<string, string>> {
  const spares: Record<string, string> = {}
  for (const [index, who] of ['a service account', 'an EDITOR', 'an ADMIN'].entries()) {
    const { createDeployment } = await client.request(CreateDeploymentDocument, {
      input: { namespace, modelId, name: `spare-${index}` },
    })
    spares[who] = successOf(createDeployment).id
  }
  return spares
}

/** One of each, in the namespace `acme`. */
export async function createThings({ client }: PlatformUnderTest): Promise<Things> {
  const modelId = await registerTinyworld(client)
  const { projectId } = await registerAdapter(client, modelId)
  const { dataset: repository } = await client.request(FindDatasetDocument, {
    ref: 'acme/tinyworld',
  })
  const datasetId = await createRows(client)
  const { createUpload } = await client.request(CreateUploadDocument, {
    input: {
      datasetId,
      files: [{ path: 'b', sizeBytes: 1, sha256: createHash('sha256').update('b').digest('hex') }],
    },
  })
  const jobId = await createJob(client, {
    baseModelId: modelId,
    datasetId,
    hyperparameters: longTraining,
  })
  const { namespace: made } = await client.request(FindNamespaceDocument, { name: namespace })
  const deploymentId = await deploy(client, modelId)
  const spares = await createSpares(client, modelId)
  const { saveGuardrailConfig } = await client.request(SaveGuardrailConfigDocument, {
    input: {
      namespace,
      name: 'polite',
      inputRails: [{ kind: 'KEYWORDS', parameters: { keywords: ['rude'] } }],
    },
  })
  const { id: configId } = successOf(saveGuardrailConfig)
  const { checkMessages } = await client.request(CheckMessagesDocument, {
    input: { by: { configId }, messages: [{ role: 'user', content: 'hi' }] },
  })
  const { createAccessToken } = await client.request(CreateAccessTokenDocument, {
    input: { name: 'laptop', role: 'VIEWER' },
  })
  return {
    namespace,
    tokenId: successOf(createAccessToken).token.id,
    namespaceId: made!.id,
    modelId,
    projectId,
    repositoryId: repository!.id,
    versionId: repository!.version!.id,
    datasetId,
    uploadId: successOf(createUpload).targets[0]!.uploadId!,
    jobId,
    deploymentId,
    spares,
    configId,
    verdictId: successOf(checkMessages).id,
  }
}
