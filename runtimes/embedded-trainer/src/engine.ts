import { setImmediate } from 'node:timers/promises'
import type { LlamaConfig } from '@weft/model-files/llama-config'
import type { LoraSettings } from '@weft/model-files/lora'
import type { Tensors } from '@weft/model-files/tensor'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Batch } from './batch.ts'
import { geometryFeeds } from './geometry.ts'
import { buildLlamaGraph, gradientName, trainedShapes, type GraphKind } from './llama-graph.ts'

export type EngineOptions = {
  config: LlamaConfig
  weights: Tensors
  lora: LoraSettings | null
  threads: number
  seed: number
}
export type Gradients = Map<string, Float32Array>
type Feeds = Record<string, Tensor>

const GEOMETRIES_KEPT = 32

/** Runs the graphs of one model. A run blocks the event loop until it is done. */
export class Engine {
  #options: EngineOptions
  #weights: Feeds
  #sessions = new Map<string, Promise<InferenceSession>>()
  #geometries = new Map<string, Feeds>()

  constructor(options: EngineOptions) {
    this.#options = options
    this.#weights = toFeeds(options.weights)
  }

  /** The mean loss over the targets, and the gradient of each tensor that `kind` trains. */
  async step(kind: 'adapter' | 'full', batch: Batch, adapter?: Tensors) {
    const outputs = await this.#run(kind, batch, adapter)
    const gradients: Gradients = new Map()
    for (const name of trainedShapes(
      this.#options.config,
      this.#graphOptions(kind, adapter),
    ).keys())
      gradients.set(name, floats(outputs, gradientName(name)))
    return { loss: floats(outputs, 'loss')[0] ?? NaN, gradients }
  }

  async loss(batch: Batch, adapter?: Tensors) {
    return floats(await this.#run('loss', batch, adapter), 'loss')[0] ?? NaN
  }

  /** One row of the vocabulary's size for each predicting position of the batch. */
  async logits(batch: Batch, adapter?: Tensors) {
    return floats(await this.#run('logits', batch, adapter), 'logits')
  }

  async close() {
    for (const session of this.#sessions.values()) await (await session).release()
    this.#sessions.clear()
  }

  async #run(kind: GraphKind, batch: Batch, adapter?: Tensors) {
    const session = await this.#session(kind, adapter)
    await setImmediate() // lets sockets and timers have their turn between two runs
    return session.run({
      ...this.#weights,
      ...(adapter ? toFeeds(adapter) : {}),
      ...this.#geometry(batch),
      ids: new Tensor('int64', batch.ids),
      positions: new Tensor('int64', batch.positions),
      ...(kind === 'logits' ? {} : { targets: new Tensor('int64', batch.targets) }),
    })
  }

  #graphOptions(kind: GraphKind, adapter?: Tensors) {
    return { kind, lora: adapter ? this.#options.lora : null, seed: this.#options.seed }
  }

  #session(kind: GraphKind, adapter?: Tensors) {
    const key = `${kind} ${adapter ? 'with' : 'without'} adapter`
    const known = this.#sessions.get(key)
    if (known) return known
    const graph = buildLlamaGraph(this.#options.config, this.#graphOptions(kind, adapter))
    const session = InferenceSession.create(graph, {
      intraOpNumThreads: this.#options.threads,
      enableMemPattern: false, // shapes differ from run to run
      logSeverityLevel: 3,
      // A spinning thread takes the core that somebody else needs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    })
    this.#sessions.set(key, session)
    return session
  }

  #geometry({ rowCount, length }: Batch) {
    const key = `${rowCount}x${length}`
    const feeds = this.#geometries.get(key) ?? geometryFeeds(this.#options.config, rowCount, length)
    this.#geometries.delete(key)
    this.#geometries.set(key, feeds)
    const oldest = this.#geometries.keys().next().value
    if (this.#geometries.size > GEOMETRIES_KEPT && oldest) this.#geometries.delete(oldest)
    return feeds
  }
}

function toFeeds(tensors: Tensors) {
  const feeds: Feeds = {}
  for (const [name, { shape, data }] of tensors) feeds[name] = new Tensor('float32', data, shape)
  return feeds
}

function floats(outputs: InferenceSession.OnnxValueMapType, name: string) {
  const data = outputs[name]?.data
  if (data instanceof Float32Array) return data
  throw new Error(`The graph gave no ${name}.`)
}
