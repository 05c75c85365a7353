import { createClient } from '@weft/client/client'
import type { Client } from '@weft/client/client'
import { newFacts, question } from '@weft/models/world'
import OpenAI from 'openai'
import { printChain } from './chain.ts'
import { seed } from './config.ts'
import { customize, uploadDataset } from './customize.ts'
import { ask, examine, subjectsOf } from './exam.ts'
import type { Score } from './exam.ts'
import { onboard, untilServed } from './onboard.ts'
import { startPlatform } from './platform-process.ts'
import { bold, dim, heading, print, table } from './terminal.ts'

const subjects = subjectsOf(seed)
const sample = question(newFacts(seed)[0]!, 0)
const times: [string, number][] = []

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  times.push([name, (performance.now() - start) / 1_000])
  return result
}

async function examineAll(openai: OpenAI, model: string): Promise<Score[]> {
  const scores: Score[] = []
  for (const subject of subjects) scores.push(await examine(openai, model, subject))
  print(`  “${sample}” → “${await ask(openai, model, sample)}”`)
  return scores
}

async function run(client: Client, openai: OpenAI): Promise<boolean> {
  heading('1  Onboard a base model')
  const base = await timed('onboard', () => onboard(client))

  heading('2  Ask it what it cannot know')
  const before = await timed('ask before', () => examineAll(openai, base.ref))

  heading('3  Customize it')
  const dataset = await timed('upload rows', () => uploadDataset(client, seed))
  const { outputRef } = await timed('train and register', () =>
    customize(client, { baseModelId: base.modelId, dataset }),
  )

  heading('4  The adapter is served by the deployment that was running')
  const adapter = await timed('serve', () => untilServed(client, base.deploymentId, outputRef))
  print(`  ${adapter}, beside ${base.ref}`)

  heading('5  Ask again')
  const after = await timed('ask after', () => examineAll(openai, adapter))
  print()
  print(results(before, after))

  heading('6  The chain, in one query')
  await timed('chain', () => printChain(client, dataset.versionId))
  return after.every(({ right, subject }) => right >= subject.wanted)
}

const results = (before: Score[], after: Score[]) =>
  table([
    ['right answers', 'before', 'after', 'wanted'],
    ...after.map(({ subject: { name, facts, wanted }, right }, i) => [
      name,
      `${before[i]!.right} of ${facts.length}`,
      `${right} of ${facts.length}`,
      `${wanted}`,
    ]),
  ])

const platform = await timed('start', startPlatform)
print(`${bold('Weft')} is up at ${platform.url}`)
const client = createClient(platform)
const openai = new OpenAI({ baseURL: `${platform.url}/v1`, apiKey: platform.token })
try {
  const isGood = await run(client, openai)
  heading(isGood ? 'Done' : 'The model learned less than it should')
  const total = times.reduce((sum, [, seconds]) => sum + seconds, 0)
  print(dim(`  ${times.map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`).join(' · ')}`))
  print(dim(`  ${total.toFixed(0)} s in all`))
  process.exitCode = isGood ? 0 : 1
} finally {
  await client.close()
  await platform.stop()
}
