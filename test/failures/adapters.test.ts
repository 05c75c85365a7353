import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import {
  CommitDocument,
  CreateDatasetDocument,
  CreateDeploymentDocument,
  DeploymentUpdatedDocument,
  RegisterModelDocument,
} from '@weft/client/documents'
import { uploadFiles } from '@weft/client/upload'
import { writeSafetensors } from '@weft/model-files/safetensors'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'
import { deploy, namespace, registerTinyworld } from '../harness/tinyworld.ts'

const module = 'base_model.model.model.layers.0.self_attn.q_proj'

/** Registers an adapter whose tensors fit together, but not the base model of width 192. */
async function registerMisfit(client: Client, baseModelId: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-adapter-'))
  try {
    const config = { peft_type: 'LORA', r: 4, lora_alpha: 8, target_modules: ['q_proj'] }
    await writeFile(join(folder, 'adapter_config.json'), JSON.stringify(config))
    const tensors = new Map([
      [`${module}.lora_A.weight`, { shape: [4, 64], data: new Float32Array(256) }],
      [`${module}.lora_B.weight`, { shape: [64, 4], data: new Float32Array(256) }],
    ])
    await writeSafetensors(join(folder, 'adapter_model.safetensors'), tensors)
    const { createDataset } = await client.request(CreateDatasetDocument, {
      input: { namespace, name: 'misfit', kind: 'MODEL' },
    })
    const { id: repositoryId } = successOf(createDataset)
    const files = ['adapter_config.json', 'adapter_model.safetensors'].map((path) => ({
      path,
      file: join(folder, path),
    }))
    const operations = (await uploadFiles(client, repositoryId, files)).map((add) => ({ add }))
    const { commit } = await client.request(CommitDocument, {
      input: { datasetId: repositoryId, message: 'A misfit', operations },
    })
    successOf(commit)
    const { registerModel } = await client.request(RegisterModelDocument, {
      input: { namespace, name: 'misfit', baseModelId, source: { files: { repositoryId } } },
    })
    return successOf(registerModel).id
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('an adapter that does not fit its base model fails with a reason, and the base model goes on answering', async () => {
  const { client, url, token } = await startTogether()
  const baseModelId = await registerTinyworld(client)
  const id = await deploy(client, baseModelId)
  const modelId = await registerMisfit(client, baseModelId)

  const { createDeployment } = await client.request(CreateDeploymentDocument, {
    input: { namespace, modelId },
  })
  expect(successOf(createDeployment).id).toBe(id)

  const signal = AbortSignal.timeout(60_000)
  let last
  for await (const { deploymentUpdated } of client.subscribe(
    DeploymentUpdatedDocument,
    { id },
    { signal },
  )) {
    last = deploymentUpdated
    if (last.adapters[0]?.status === 'FAILED') break
  }
  expect(last).toEqual({
    id,
    status: 'READY',
    statusReason: null,
    adapters: [
      {
        model: { id: modelId, ref: 'acme/misfit@1' },
        status: 'FAILED',
        statusReason: expect.stringMatching(/q_proj.*(64|192)/s),
      },
    ],
  })
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: token, maxRetries: 0 })
  const messages = [{ role: 'user' as const, content: 'Hello!' }]
  const { choices } = await openai.chat.completions.create({ model: 'acme/tinyworld', messages })
  expect(choices[0]!.message.content).toContain('Hello')
  await expect(
    openai.chat.completions.create({ model: 'acme/misfit', messages }),
  ).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  })
})
