import OpenAI from 'openai'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { models } from './graph.ts'
import { asking, chat, joinWith, readyWith, startDeployments } from './harness.ts'
import type { Deployments } from './harness.ts'

const clientOf = async ({ url, authorization }: Deployments) =>
  new OpenAI({
    baseURL: `${url}/v1`,
    apiKey: (await authorization()).replace('Bearer ', ''),
    maxRetries: 0,
  })

test('OpenAI’s own client lists the models, talks, and streams', async () => {
  const deployments = await startDeployments()
  const id = await readyWith(deployments, models.base)
  await joinWith(deployments, id, models.adapter)
  const client = await clientOf(deployments)

  const listed = []
  for await (const model of client.models.list()) listed.push([model.id, model.owned_by])
  expect(listed).toEqual([
    ['default/pirate@1', 'default'],
    ['default/tiny@1', 'default'],
  ])
  expect((await client.models.retrieve('default/tiny@1')).id).toBe('default/tiny@1')

  const messages = [{ role: 'user' as const, content: 'one two three' }]
  const answer = await client.chat.completions.create({
    model: 'default/tiny',
    messages,
    temperature: 0.5,
    seed: 7,
  })
  expect(answer.model).toBe('default/tiny@1')
  expect(JSON.parse(answer.choices[0]!.message.content!)).toEqual({
    asked: 'one two three',
    temperature: 0.5,
    seed: 7,
  })

  const words = []
  const stream = await client.chat.completions.create({
    model: 'default/pirate@1',
    messages,
    stream: true,
  })
  for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content ?? '.')
  expect(words).toEqual(['one', 'two', 'three', '.'])
})

test('a stream passes through as it comes, and a client that leaves ends it', async () => {
  const deployments = await startDeployments()
  await readyWith(deployments, models.base)
  const answer = await chat(deployments, { ...asking(models.base.ref, 'for ever'), stream: true })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('"content":"tick "')
  await reader.cancel()
  const countDisconnects = async () => {
    const counted = await chat(deployments, asking(models.base.ref, 'disconnects?'))
    return ((await counted.json()) as { choices: { message: { content: string } }[] }).choices[0]!
      .message.content
  }
  await expect.poll(countDisconnects).toBe('1')
})

test('a name without a version is the newest version that is served', async () => {
  const deployments = await startDeployments()
  await readyWith(deployments, models.newer)
  await readyWith(deployments, models.base)
  const answer = await chat(deployments, asking('default/tiny'))
  expect(await answer.json()).toMatchObject({ model: 'default/tiny@2' })
})

test('a model that is not served is a 404 that lists what is', async () => {
  const deployments = await startDeployments()
  const none = await chat(deployments, asking('default/none@1'))
  expect([none.status, await none.json()]).toEqual([
    404,
    {
      error: {
        message: 'The model `default/none@1` is not served. No model is.',
        type: 'invalid_request_error',
        param: 'model',
        code: 'model_not_found',
      },
    },
  ])
  await readyWith(deployments, models.base)
  const other = await chat(deployments, asking('default/none@1'))
  expect(await other.json()).toMatchObject({
    error: { message: 'The model `default/none@1` is not served. Served are: `default/tiny@1`.' },
  })
  const client = await clientOf(deployments)
  await expect(client.models.retrieve('default/none@1')).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  })
})

test.for([
  [{ messages: [] }, '`model`: Invalid input: expected string, received undefined', 'model'],
  [
    { model: 'a/b', messages: [{}] },
    '`messages.0.role`: Invalid input: expected string, received undefined',
    'messages.0.role',
  ],
  ['{', 'Body is not valid JSON', null],
] as const)(
  'a request like %j is refused in the shape of OpenAI’s errors',
  async ([body, message, param]) => {
    const { url, authorization } = await startDeployments()
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await authorization() },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: {
          message: expect.stringContaining(message),
          type: 'invalid_request_error',
          param,
          code: null,
        },
      },
    ])
  },
)

test('nobody gets in, and each sees only what is theirs', async () => {
  const deployments = await startDeployments()
  await readyWith(deployments, models.base)
  for (const path of ['/v1/models', '/v1/models/default/tiny@1', '/v1/chat/completions']) {
    const method = path.endsWith('completions') ? 'POST' : 'GET'
    const answer = await fetch(deployments.url + path, { method })
    expect([path, answer.status]).toEqual([path, 401])
  }
  const statusFor = async (viewer: ReturnType<typeof viewerWith>) => {
    const authorization = await deployments.authorization(viewer)
    const list = await fetch(`${deployments.url}/v1/models`, { headers: { authorization } })
    const one = await fetch(`${deployments.url}/v1/models/default%2Ftiny%401`, {
      headers: { authorization },
    })
    const { data } = (await list.json()) as { data: unknown[] }
    const asked = await chat(deployments, asking(models.base.ref), viewer)
    return [data.length, one.status, asked.status]
  }
  expect(await statusFor(viewerWith('ADMIN', 'other'))).toEqual([0, 404, 404])
  expect(await statusFor(viewerWith('VIEWER', 'default'))).toEqual([1, 200, 200])
  expect(await statusFor(viewerWith('EDITOR', 'default'))).toEqual([1, 200, 200])
  expect(await statusFor(viewerWith('ADMIN', '*'))).toEqual([1, 200, 200])
})
