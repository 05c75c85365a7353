import { followJob } from '@weft/client/follow-job'
import { answer, newFacts, question } from '@weft/models/world'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { startAllApart, startTogether } from '../harness/platform.ts'
import { createJob, createRows, deploy, registerTinyworld } from '../harness/tinyworld.ts'
import { ChainDocument, JobEventsAcrossSubgraphsDocument } from '../generated/documents.ts'

test.for([
  ['in one process', startTogether],
  ['each in a process of its own', startAllApart],
] as const)('with the services %s, rows become a served model', async ([, start]) => {
  const { client, url, token } = await start()
  const baseModelId = await registerTinyworld(client)
  const deploymentId = await deploy(client, baseModelId)
  const datasetId = await createRows(client)
  const jobId = await createJob(client, {
    baseModelId,
    datasetId,
    name: 'tuned',
    deploy: true,
    hyperparameters: { epochs: 4, learningRate: 2e-3, lora: { rank: 16, alpha: 32 } },
  })

  const events = []
  for await (const event of followJob(client, jobId)) events.push(event)

  const statuses = events.flatMap((event) =>
    event.__typename === 'JobStatusChanged' ? [event.to] : [],
  )
  expect(statuses.filter((to, i) => to !== statuses[i - 1])).toEqual([
    'QUEUED',
    'RUNNING',
    'SUCCEEDED',
  ])
  const losses = events.flatMap((event) =>
    event.__typename === 'JobMetricsReported'
      ? event.values.flatMap(({ name, value }) => (name === 'train_loss' ? [value] : []))
      : [],
  )
  expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2)

  const served = { outputModel: { isServed: true } }
  const readChain = async () => (await client.request(ChainDocument, { id: jobId })).job
  await expect.poll(readChain, { timeout: 20_000 }).toMatchObject(served)
  const job = await readChain()
  expect(job).toEqual({
    status: 'SUCCEEDED',
    statusReason: null,
    baseModel: { id: baseModelId, ref: 'acme/tinyworld@1' },
    dataset: { number: 1, dataset: { id: datasetId, ref: 'acme/facts' } },
    outputModel: {
      ref: `acme/tuned@${jobId}`,
      kind: 'ADAPTER',
      adapter: { rank: 16, alpha: 32 },
      baseModel: { id: baseModelId },
      producedBy: { id: jobId },
      isServed: true,
      guardrails: null,
      artifact: { repository: { ref: 'acme/tuned', kind: 'MODEL' } },
      deployments: { nodes: [{ id: deploymentId, status: 'READY' }] },
    },
  })

  const outputRef = `acme/tuned@${jobId}`
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: token })
  const models = (await openai.models.list()).data.map(({ id }) => id)
  expect(models.sort()).toEqual(['acme/tinyworld@1', outputRef].sort())
  const [fact] = newFacts(99)
  const stream = await openai.chat.completions.create({
    model: 'acme/tuned',
    messages: [{ role: 'user', content: question(fact!, 0) }],
    temperature: 0,
    max_tokens: 40,
    stream: true,
  })
  let said = ''
  for await (const { choices } of stream) said += choices[0]?.delta.content ?? ''
  expect(said.split(' ').slice(0, 3)).toEqual(answer(fact!).split(' ').slice(0, 3))
})

test('every event of a job carries fields of three subgraphs, as they are at that moment', async () => {
  const { client } = await startTogether()
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const id = await createJob(client, { baseModelId, datasetId, name: 'short' })

  const seen = []
  for await (const { jobEvents } of client.subscribe(JobEventsAcrossSubgraphsDocument, { id }))
    seen.push(jobEvents.job)

  const same = {
    dataset: { dataset: { ref: 'acme/facts' } },
    baseModel: { ref: 'acme/tinyworld@1' },
  }
  expect(seen.length).toBeGreaterThan(8)
  expect(seen.every((job) => 'dataset' in job)).toBe(true)
  for (const job of seen) expect(job).toMatchObject(same)
  expect(seen.at(-1)).toMatchObject({ status: 'SUCCEEDED', outputModel: { kind: 'ADAPTER' } })
})
