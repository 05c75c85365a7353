import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { connectDatabase } from '@weft/kit/database'
import { startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { onTestFinished } from 'vitest'
import { EncryptionKeys } from '#encryption/key-ring.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { startServer } from '#server.ts'

export const encryptionKeys = EncryptionKeys.parse(
  `tests:${Buffer.alloc(32, 'x').toString('base64')}`,
)

export type Files = Record<string, Buffer | string>

/** The entity store on a database of its own, and repositories that the graph answers for. */
export type EntityStore = SubgraphUnderTest & {
  /** Repositories that are being deleted: they are found, and will not remain. */
  deleted: Set<string>
  repositoryWith: (files: Files) => { repositoryId: string; readBytes: () => number }
  /** How many of each the other subgraphs answer that a namespace or project owns; none until told. */
  ownedElsewhere: Record<string, number>
  /** The types of the nodes that other subgraphs have, by id, and how often the graph was asked for any. */
  nodesElsewhere: NodesElsewhere
}
type NodesElsewhere = { types: Record<string, string>; questions: number }

export async function startEntities(): Promise<EntityStore> {
  const repositories = new Map<string, Files>()
  const ownedElsewhere: Record<string, number> = {}
  const nodesElsewhere: NodesElsewhere = { types: {}, questions: 0 }
  const deleted = new Set<string>()
  const graph = await startGraph({ repositories, deleted }, ownedElsewhere, nodesElsewhere)
  const subgraph = await startSubgraphUnderTest({
    name: 'entities',
    migrate: async (url) => (await connectDatabase(databaseOf(url))).close(),
    start: (config, log) => startServer({ ...config, ENCRYPTION_KEYS: encryptionKeys }, log),
    gatewayUrl: graph.url,
  })
  return {
    ...subgraph,
    ownedElsewhere,
    nodesElsewhere,
    deleted,
    repositoryWith: (files) => {
      const repositoryId = `dataset_${repositories.size + 1}`
      repositories.set(repositoryId, files)
      return { repositoryId, readBytes: graph.readBytes }
    },
  }
}

type Question = { query: string; variables: { id: string } }

/** The part of the graph that others own: repositories and their files, with range reads, and how much there is. */
async function startGraph(
  { repositories, deleted }: { repositories: Map<string, Files>; deleted: Set<string> },
  owned: Record<string, number>,
  elsewhere: NodesElsewhere,
) {
  let read = 0
  const server: Server = createServer((request, response) => {
    if (request.method === 'POST')
      return void answer(request).then((body) => response.end(JSON.stringify(body)))
    const [, id, path] = new URL(request.url!, 'http://files').pathname.split('/')
    const content = Buffer.from(repositories.get(id!)![decodeURIComponent(path!)]!)
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range!)!
    const bytes = content.subarray(Number(start), Number(end) + 1)
    read += bytes.length
    response.writeHead(206).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage) {
    const { query, variables } = (await json(request)) as Question
    if (/(Namespace|Project)Contents/.test(query)) {
      const lists = ['datasets', 'jobs', 'deployments', 'guardrailConfigs']
      return {
        data: Object.fromEntries(lists.map((list) => [list, { totalCount: owned[list] ?? 0 }])),
      }
    }
    if (query.includes('query Nodes')) {
      elsewhere.questions++
      return { data: mapValues(variables, (id) => nodeOf(elsewhere.types[id], id)) }
    }
    if (query.includes('query RemainingDataset'))
      return { data: { remainingDataset: deleted.has(variables.id) ? null : { id: variables.id } } }
    const files = repositories.get(variables.id)
    if (!files) return { data: { dataset: null } }
    const nodes = Object.entries(files).map(([path, content]) => ({
      path,
      sizeBytes: Buffer.byteLength(content),
      downloadUrl: `${url}/${variables.id}/${encodeURIComponent(path)}`,
    }))
    const sizeBytes = nodes.reduce((sum, file) => sum + file.sizeBytes, 0)
    const version = {
      commit: 'c0ffee'.padEnd(40, '0'),
      sizeBytes,
      files: { nodes, pageInfo: { hasNextPage: false, endCursor: null } },
    }
    return { data: { dataset: { id: variables.id, ref: 'acme/files', version } } }
  }
  return { url, readBytes: () => read }
}

const nodeOf = (type: string | undefined, id: string) => (type ? { __typename: type, id } : null)

const mapValues = <T, U>(record: Record<string, T>, to: (value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))

type Tensor = { dtype: string; shape: number[]; data_offsets?: [number, number] }
const widths: Record<string, number> = { F32: 4, BF16: 2, F16: 2 }

/** A safetensors file with these tensors, all zero, one after the other unless placed otherwise. */
export function safetensors(tensors: Record<string, Tensor>): Buffer {
  let end = 0
  const header: Record<string, Tensor> = {}
  for (const [name, tensor] of Object.entries(tensors)) {
    const bytes = tensor.shape.reduce((a, b) => a * b, 1) * widths[tensor.dtype]!
    header[name] = { ...tensor, data_offsets: tensor.data_offsets ?? [end, end + bytes] }
    end += bytes
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, Buffer.alloc(end)])
}

export const llama: Files = {
  'config.json': JSON.stringify({
    architectures: ['LlamaForCausalLM'],
    max_position_embeddings: 256,
    hidden_size: 8,
    num_hidden_layers: 2,
    vocab_size: 32,
  }),
  'tokenizer_config.json': JSON.stringify({ chat_template: '{{ messages }}' }),
  'model.safetensors': safetensors({
    'model.embed_tokens.weight': { dtype: 'F32', shape: [32, 8] },
    'model.norm.weight': { dtype: 'BF16', shape: [8] },
  }),
}

export const loraOf = (base: string | null): Files => ({
  'adapter_config.json': JSON.stringify({
    peft_type: 'LORA',
    r: 4,
    lora_alpha: 8,
    target_modules: ['q_proj'],
    base_model_name_or_path: base,
  }),
  'adapter_model.safetensors': safetensors({
    'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight': {
      dtype: 'F32',
      shape: [4, 8],
    },
    'base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight': {
      dtype: 'F32',
      shape: [8, 4],
    },
  }),
})
