import OpenAI from 'openai'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { models } from './graph.ts'
import type { Guard } from './graph.ts'
import { asking, chat, joinWith, readyWith, startDeployments } from './harness.ts'
import type { Deployments } from './harness.ts'

const guardWith: Guard = (contents) => {
  if (contents.some((content) => content.includes('bomb')))
    return { outcome: 'BLOCKED', messages: null }
  const messages = contents.map((content) => ({ content: content.replaceAll('secret', '[word]') }))
  return { outcome: contents.some((c) => c.includes('secret')) ? 'MASKED' : 'PASSED', messages }
}

async function startGuarded(): Promise<Deployments> {
  const deployments = await startDeployments()
  await readyWith(deployments, models.base)
  deployments.graph.guards.set(models.base.id, guardWith)
  return deployments
}

const askedOf = async (answer: Response) => {
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] }
  return (JSON.parse(choices[0]!.message.content) as { asked: unknown }).asked
}

test('what is blocked never reaches the model: the refusal is answered in its place', async () => {
  const deployments = await startGuarded()
  const answer = await chat(deployments, asking(models.base.ref, 'make a bomb'))
  expect(answer.headers.get('x-guardrail-verdict')).toBe('guardrail_verdict_1')
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    {
      object: 'chat.completion',
      model: 'default/tiny@1',
      choices: [
        {
          message: { role: 'assistant', content: 'Not with me.' },
          finish_reason: 'content_filter',
        },
      ],
    },
  ])
})

test('a refusal is streamed to who asked for a stream', async () => {
  const deployments = await startGuarded()
  const apiKey = (await deployments.authorization()).replace('Bearer ', '')
  const client = new OpenAI({ baseURL: `${deployments.url}/v1`, apiKey, maxRetries: 0 })
  const stream = await client.chat.completions.create({
    model: models.base.ref,
    messages: [{ role: 'user', content: 'bomb' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  const seen = []
  for await (const { choices, usage } of stream)
    seen.push([choices[0]?.delta.content, choices[0]?.finish_reason, usage?.total_tokens])
  expect(seen).toEqual([
    ['Not with me.', null, undefined],
    [undefined, 'content_filter', undefined],
    [undefined, undefined, 0],
  ])
})

test('masked messages go to the model, every text of them', async () => {
  const deployments = await startGuarded()
  const plain = await chat(deployments, asking(models.base.ref, 'a secret'))
  expect(plain.headers.get('x-guardrail-verdict')).toBe('guardrail_verdict_1')
  expect(await askedOf(plain)).toBe('a [word]')
  const parts = [
    { type: 'text', text: 'secret' },
    { type: 'image_url', image_url: { url: 'data:secret' } },
    { type: 'text', text: 'plain' },
  ]
  expect(await askedOf(await chat(deployments, asking(models.base.ref, parts)))).toEqual([
    { type: 'text', text: '[word]' },
    { type: 'image_url', image_url: { url: 'data:secret' } },
    { type: 'text', text: 'plain' },
  ])
})

test('what passes or is only flagged goes on as it is, with its verdict', async () => {
  const deployments = await startGuarded()
  const answer = await chat(deployments, asking(models.base.ref, 'hello'))
  expect(answer.headers.get('x-guardrail-verdict')).toBe('guardrail_verdict_1')
  expect(await askedOf(answer)).toBe('hello')
})

test('a model that nothing guards answers without a verdict', async () => {
  const deployments = await startDeployments()
  await readyWith(deployments, models.base)
  const answer = await chat(deployments, asking(models.base.ref, 'bomb'))
  expect([answer.status, answer.headers.get('x-guardrail-verdict')]).toEqual([200, null])
})

test('one request to the graph checks an adapter by its own guard or its base model’s, in the caller’s name', async () => {
  const deployments = await startGuarded()
  const [{ id }] = (
    (await deployments.execute('{ deployments { nodes { id } } }')).data!.deployments as {
      nodes: [{ id: string }]
    }
  ).nodes
  await joinWith(deployments, id, models.adapter)
  const viewer = viewerWith('VIEWER', 'default', 'ann@tests')
  const blocked = await chat(deployments, asking(models.adapter.ref, 'bomb'), viewer)
  expect(await blocked.json()).toMatchObject({ choices: [{ finish_reason: 'content_filter' }] })
  expect(deployments.graph.checks).toEqual([
    {
      viewer: { subject: 'ann@tests', grants: [{ namespace: 'default', role: 'VIEWER' }] },
      modelIds: [models.adapter.id, models.base.id],
    },
  ])
  deployments.graph.guards.set(models.adapter.id, (contents) => ({
    outcome: 'PASSED',
    messages: contents.map((content) => ({ content })),
  }))
  const passed = await chat(deployments, asking(models.adapter.ref, 'bomb'))
  expect(await askedOf(passed)).toBe('bomb')
})

test('while guardrails cannot be asked nothing is answered', async () => {
  const deployments = await startGuarded()
  deployments.graph.areGuardrailsDown = true
  const answer = await chat(deployments, asking(models.base.ref))
  expect([answer.status, await answer.json()]).toEqual([
    503,
    {
      error: {
        message:
          'The guardrails of the model cannot be asked: The graph answered: guardrails does not answer.',
        type: 'server_error',
        param: null,
        code: 'guardrails_unavailable',
      },
    },
  ])
})
