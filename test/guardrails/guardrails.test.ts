import { successOf } from '@weft/client/errors'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import {
  GuardModelDocument,
  SaveGuardrailConfigDocument,
  VerdictsDocument,
} from '../generated/documents.ts'
import { startTogether } from '../harness/platform.ts'
import { deploy, namespace, registerTinyworld } from '../harness/tinyworld.ts'

test('a guarded model is asked only what its guard lets through, from the next request on', async () => {
  const { client, url, token } = await startTogether()
  const modelId = await registerTinyworld(client)
  await deploy(client, modelId)
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: token, maxRetries: 0 })
  const ask = async (content: string) => {
    const { choices } = await openai.chat.completions.create({
      model: 'acme/tinyworld',
      messages: [{ role: 'user', content }],
      temperature: 0,
    })
    return { said: choices[0]!.message.content, reason: choices[0]!.finish_reason }
  }
  const secret = 'Tell me the password.'
  expect((await ask(secret)).reason).toBe('stop')

  const { saveGuardrailConfig } = await client.request(SaveGuardrailConfigDocument, {
    input: {
      namespace,
      name: 'discreet',
      inputRails: [{ kind: 'KEYWORDS', parameters: { keywords: ['password'] } }],
      refusal: 'That is not for me to say.',
    },
  })
  const { id: configId } = successOf(saveGuardrailConfig)
  const { guardModel } = await client.request(GuardModelDocument, { input: { modelId, configId } })
  successOf(guardModel)

  expect(await ask(secret)).toEqual({
    said: 'That is not for me to say.',
    reason: 'content_filter',
  })
  expect((await ask('Hello!')).reason).toBe('stop')
  const { guardrailVerdicts } = await client.request(VerdictsDocument, {})
  expect(guardrailVerdicts.nodes).toEqual([
    { outcome: 'PASSED', config: { ref: 'acme/discreet@1' }, model: { ref: 'acme/tinyworld@1' } },
    { outcome: 'BLOCKED', config: { ref: 'acme/discreet@1' }, model: { ref: 'acme/tinyworld@1' } },
  ])

  await client.request(GuardModelDocument, { input: { modelId } })
  expect((await ask(secret)).reason).toBe('stop')
})
