import { expect, test } from 'vitest'
import { llama, loraOf, safetensors } from './harness.ts'
import type { Files } from './harness.ts'
import { inputOf, register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

test('a base model is what its files say', async () => {
  const store = await startWithNamespace()

  const { data } = await store.execute(register, inputOf(store, llama))

  expect(data).toEqual({
    registerModel: {
      __typename: 'Model',
      id: expect.stringMatching(/^model_/),
      ref: 'acme/tiny@1',
      kind: 'BASE',
      spec: {
        architecture: 'LlamaForCausalLM',
        parameterCount: 32 * 8 + 8,
        contextLength: 256,
        hiddenSize: 8,
        layerCount: 2,
        vocabularySize: 32,
        precision: 'F32',
        isChat: true,
        isEmbedding: false,
      },
      artifact: {
        repository: { id: 'dataset_1' },
        revision: 'c0ffee'.padEnd(40, '0'),
        format: 'SAFETENSORS',
        sizeBytes: Object.values(llama).reduce((sum, file) => sum + Buffer.byteLength(file), 0),
      },
      baseModel: null,
      adapter: null,
      createdBy: 'admin@tests',
    },
  })
})

test('a model that pools what it reads makes embeddings', async () => {
  const store = await startWithNamespace()
  const modules = [
    { idx: 0, path: '', type: 'sentence_transformers.models.Transformer' },
    { idx: 1, path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
  ]
  const files = { ...llama, 'modules.json': JSON.stringify(modules) }
  expect((await store.execute(register, inputOf(store, files))).data).toMatchObject({
    registerModel: { spec: { isEmbedding: true } },
  })
})

test('the weights themselves are never read, only their header', async () => {
  const store = await startWithNamespace()
  const files = {
    ...llama,
    'model.safetensors': safetensors({ a: { dtype: 'F32', shape: [4_000_000] } }),
  }
  const { repositoryId, readBytes } = store.repositoryWith(files)

  const { data } = await store.execute(register, {
    input: { namespace: 'acme', name: 'big', source: { files: { repositoryId } } },
  })

  expect(data).toMatchObject({ registerModel: { spec: { parameterCount: 4_000_000 } } })
  expect(readBytes()).toBeLessThan(300_000)
})

test('an adapter finds its base model by the name it carries, and by id', async () => {
  const store = await startWithNamespace()
  const base = (await store.execute<Registered>(register, inputOf(store, llama))).data!
    .registerModel

  const byName = await store.execute(
    register,
    inputOf(store, loraOf('acme/tiny'), { name: 'tuned' }),
  )
  const byId = await store.execute(
    register,
    inputOf(store, loraOf(null), { name: 'tuned', baseModelId: base.id }),
  )

  const adapter = { rank: 4, alpha: 8, dropout: 0, targetModules: ['q_proj'] }
  expect(byName.data).toMatchObject({
    registerModel: {
      ref: 'acme/tuned@1',
      kind: 'ADAPTER',
      baseModel: { ref: 'acme/tiny@1' },
      adapter,
    },
  })
  expect(byId.data).toMatchObject({
    registerModel: { ref: 'acme/tuned@2', baseModel: { ref: 'acme/tiny@1' } },
  })
  const lineage = await store.execute(
    /* GraphQL */ `
      query ($id: ID!) {
        model(by: { id: $id }) {
          derivedModels {
            totalCount
            nodes {
              ref
              versions {
                nodes {
                  ref
                }
              }
            }
          }
        }
      }
    `,
    { id: base.id },
  )
  const versions = { nodes: [{ ref: 'acme/tuned@2' }, { ref: 'acme/tuned@1' }] }
  expect(lineage.data).toEqual({
    model: {
      derivedModels: {
        totalCount: 2,
        nodes: [
          { ref: 'acme/tuned@2', versions },
          { ref: 'acme/tuned@1', versions },
        ],
      },
    },
  })
})

const header = (json: string, length = json.length) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(length))
  return Buffer.concat([bytes, Buffer.from(json)])
}
const weights = (content: Buffer | string) => ({ ...llama, 'model.safetensors': content })
const tensor = (shape: number[], offsets: [number, number]) => ({
  dtype: 'F32',
  shape,
  data_offsets: offsets,
})
const { 'config.json': _, ...withoutConfig } = llama

test.for<[string, Files, string, RegExp]>([
  ['without config.json', withoutConfig, 'config.json', /no such file/],
  ['whose config.json is no JSON', { ...llama, 'config.json': '{' }, 'config.json', /not JSON/],
  [
    'whose config.json misses a size',
    { ...llama, 'config.json': String(llama['config.json']).replace('vocab_size', 'vocab') },
    'config.json.vocab_size',
    /expected number/,
  ],
  ['with empty weights', weights(''), 'model.safetensors', /Shorter/],
  ['with a huge header', weights(header('{}', 2 ** 50)), 'model.safetensors', /1125899906842624/],
  ['with a header that is no JSON', weights(header('{"a":')), 'model.safetensors', /not JSON/],
  [
    'with a header that is a list',
    weights(header('[1]')),
    'model.safetensors',
    /not a JSON object/,
  ],
  [
    'with a negative shape',
    weights(header(JSON.stringify({ a: tensor([-1], [0, 4]) }))),
    'model.safetensors',
    /shape/,
  ],
  [
    'with overlapping tensors',
    weights(safetensors({ a: tensor([2], [0, 8]), b: tensor([2], [4, 12]) })),
    'model.safetensors',
    /overlaps/,
  ],
  [
    'with tensors beyond its end',
    weights(header(JSON.stringify({ a: tensor([100], [0, 400]) }))),
    'model.safetensors',
    /end at byte 400/,
  ],
])('files %s are refused at their path', async ([, files, path, message]) => {
  const store = await startWithNamespace()
  const { data } = await store.execute(register, inputOf(store, files))
  expect(data).toMatchObject({
    registerModel: {
      __typename: 'ValidationError',
      problems: [{ path, message: expect.stringMatching(message) }],
    },
  })
})

test('an adapter whose tensors have another rank than it says is refused', async () => {
  const store = await startWithNamespace()
  await store.execute(register, inputOf(store, llama))
  const files = {
    ...loraOf('acme/tiny'),
    'adapter_model.safetensors': safetensors({
      'x.lora_A.weight': { dtype: 'F32', shape: [2, 8] },
    }),
  }
  const { data } = await store.execute(register, inputOf(store, files, { name: 'tuned' }))
  expect(data).toMatchObject({
    registerModel: {
      problems: [{ path: 'adapter_model.safetensors', message: expect.stringContaining('rank 2') }],
    },
  })
})

test('an adapter of an unknown base model is a NotFoundError', async () => {
  const store = await startWithNamespace()
  const { data } = await store.execute(register, inputOf(store, loraOf('acme/none')))
  expect(data).toMatchObject({
    registerModel: { __typename: 'NotFoundError', message: expect.stringContaining('acme/none') },
  })
})

test('a version is registered once, and fifty models at once get versions 1 to 50', async () => {
  const store = await startWithNamespace()
  const twice = inputOf(store, llama, { version: 'v1' })
  const results = await Promise.all([
    store.execute<Registered>(register, twice),
    store.execute<Registered>(register, twice),
  ])
  expect(results.map(({ data }) => data!.registerModel.__typename).sort()).toEqual([
    'ConflictError',
    'Model',
  ])

  const input = inputOf(store, llama, { name: 'many' })
  const many = await Promise.all(
    Array.from({ length: 50 }, () => store.execute<Registered>(register, input)),
  )
  const refs = many.map(({ data }) => data!.registerModel.ref)
  expect(new Set(refs)).toEqual(new Set(Array.from({ length: 50 }, (_, i) => `acme/many@${i + 1}`)))
})

test('a name that could not stand in a reference is refused at its path', async () => {
  const store = await startWithNamespace()
  const { data } = await store.execute(register, inputOf(store, llama, { name: 'No Name' }))
  expect(data).toMatchObject({ registerModel: { problems: [{ path: 'input.name' }] } })
})

test('a model whose repository is deleted while it is registered is not kept', async () => {
  const store = await startWithNamespace()
  const input = inputOf(store, llama)
  const { repositoryId } = input.input.source.files
  store.deleted.add(repositoryId)
  expect((await store.execute(register, input)).data).toEqual({
    registerModel: { __typename: 'NotFoundError', message: `No repository \`${repositoryId}\`.` },
  })
  const { data } = await store.execute('{ models { totalCount } }')
  expect(data).toEqual({ models: { totalCount: 0 } })
})
