import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadBase } from '@weft/embedded-server/base'
import type { Voice } from '@weft/embedded-server/llama'
import { makeBatch } from '@weft/embedded-trainer/batch'
import { Engine } from '@weft/embedded-trainer/engine'
import { createRandom } from '@weft/embedded-trainer/random'
import { readBaseModel } from '@weft/model-files/base-model'
import { writeLoraGguf } from '@weft/model-files/gguf-llama'
import { LINEAR_MODULES } from '@weft/model-files/llama-tensors'
import { loraShapes, type Adapter } from '@weft/model-files/lora'
import { elementCount } from '@weft/model-files/tensor'
import { createTokenizer } from '@weft/model-files/tokenizer'
import { expect, onTestFinished, test } from 'vitest'
import { answer, newFacts, oldFacts, question, WORDINGS } from './world.ts'

const folder = join(import.meta.dirname, 'tinyworld')

/** What is trained is what is served: both sides compute the same model. */
async function given() {
  const workFolder = await mkdtemp(join(tmpdir(), 'weft-parity-'))
  const model = await readBaseModel(folder)
  const tokenizer = createTokenizer(model.tokenizerFiles)
  const settings = { rank: 4, alpha: 8, dropout: 0, targetModules: LINEAR_MODULES }
  const random = createRandom(9)
  const tensors: Adapter['tensors'] = new Map()
  for (const [name, shape] of loraShapes(model.config, settings)) {
    const data = Float32Array.from({ length: elementCount(shape) }, () => random.normal() * 0.1)
    tensors.set(name, { shape, data })
  }
  const adapter: Adapter = { settings, tensors }
  const engine = new Engine({ ...model, lora: settings, threads: 1, seed: 1 })
  const { llama } = await loadBase({
    name: 'tinyworld',
    folder,
    workFolder,
    contextLength: undefined,
    sequenceCount: 1,
    queueLimit: 1,
    threads: 1,
  })
  const adapterPath = join(workFolder, 'adapter.gguf')
  await writeLoraGguf(adapterPath, model.config, adapter)
  onTestFinished(async () => {
    await engine.close()
    await llama.close()
    await rm(workFolder, { recursive: true })
  })
  return { tokenizer, engine, llama, adapter, adapterPath }
}

const facts = [...newFacts(5).slice(0, 10), ...oldFacts().slice(0, 10)]
const prompts = facts.map((fact, i) => question(fact, WORDINGS[i % WORDINGS.length] ?? 0))

function softmax(logits: Float32Array) {
  const most = Math.max(...logits)
  const weights = Array.from(logits, (logit) => Math.exp(logit - most))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** The probabilities of the next token, by llama.cpp. */
async function servedProbabilities(voice: Voice, tokens: readonly number[]) {
  return voice.pool.use(new AbortController().signal, async (sequence) => {
    await sequence.clearHistory()
    const all = tokens as Parameters<typeof sequence.evaluate>[0]
    const last = all.at(-1)
    if (last === undefined) throw new Error('There is no token.')
    const options = { temperature: 1, topK: 0, topP: 1, minP: 0 }
    const outputs = await sequence.controlledEvaluate([
      ...all.slice(0, -1),
      [last, { generateNext: { probabilities: true, options } }],
    ])
    return outputs.at(-1)?.next.probabilities ?? new Map<number, number>()
  })
}

test('training and serving agree on tokens and probabilities', { timeout: 30_000 }, async () => {
  const { tokenizer, engine, llama, adapter, adapterPath } = await given()
  const sides = [
    { voice: await llama.createVoice(), tensors: undefined },
    { voice: await llama.createVoice(adapterPath), tensors: adapter.tensors },
  ]
  let difference = 0
  let effect = 0
  for (const content of prompts) {
    const text = tokenizer.render([{ role: 'user', content }], { forAnswer: true })
    const tokens = tokenizer.encode(text)
    expect([...llama.model.tokenize(text, true)]).toEqual(tokens)
    const isTarget = [...tokens.map(() => false), true]
    const batch = makeBatch([{ ids: [...tokens, 0], isTarget }], 0)

    const ofSides: number[][] = []
    for (const { voice, tensors } of sides) {
      const trained = softmax(await engine.logits(batch, tensors))
      const served = await servedProbabilities(voice, tokens)
      expect([...served.keys()][0]).toBe(trained.indexOf(Math.max(...trained)))
      difference = Math.max(
        difference,
        ...trained.map((probability, token) => Math.abs(probability - (served.get(token) ?? 0))),
      )
      ofSides.push(trained)
    }
    const [plain = [], adapted = []] = ofSides
    effect = Math.max(effect, ...plain.map((p, token) => Math.abs(p - (adapted[token] ?? 0))))
  }
  expect(difference).toBeLessThan(3e-3)
  // So much does the adapter change: it was really there, on both sides.
  expect(effect).toBeGreaterThan(0.1)
})

test('the model that ships knows its world, and that it does not know others', async () => {
  const { llama } = await given()
  const voice = await llama.createVoice()
  const say = async (content: string) => {
    let said = ''
    const request = {
      model: '',
      messages: [{ role: 'user', content }],
      temperature: 0,
      topP: 1,
      maxTokens: 60,
      stop: [],
      seed: null,
      isStream: false,
      includesUsage: false,
    }
    await llama.chat(voice, { request, signal: new AbortController().signal }, ({ text }) => {
      said += text
    })
    return said
  }
  const known = oldFacts().filter((_, i) => i % 12 === 0)
  for (const fact of known) expect(await say(question(fact, 1))).toBe(answer(fact))
  for (const fact of newFacts(5).slice(0, 20))
    expect(await say(question(fact, 0))).toContain('I do not know')
})
