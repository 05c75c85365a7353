import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { llama, loraOf, safetensors, startEntities } from './harness.ts'
import type { EntityStore, Files } from './harness.ts'

const register = /* GraphQL */ `
  mutation ($input: RegisterModelInput!) {
    registerModel(input: $input) {
      __typename
      ... on Model {
        id
        ref
        kind
        spec {
          architecture
          parameterCount
          contextLength
          hiddenSize
          layerCount
          vocabularySize
          precision
          isChat
        }
        artifact {
          repository {
            id
          }
          revision
          format
          sizeBytes
        }
        baseModel {
          ref
        }
        adapter {
          rank
          alpha
          dropout
          targetModules
        }
        createdBy
      }
      ... on Error {
        message
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
`

type Registered = { registerModel: { __typename: string; id: string; ref: string } }

async function startWithNamespace(): Promise<EntityStore> {
  const store = await startEntities()
  await store.execute(/* GraphQL */ `
    mutation {
      createNamespace(input: { name: "acme" }) {
        __typename
      }
    }
  `)
  return store
}

const inputOf = (store: EntityStore, files: Files, fields: object = {}) => ({
  input: {
    namespace: 'acme',
    name: 'tiny',
    source: { files: { repositoryId: store.repositoryWith(files).repositoryId } },
    ...fields,
  },
})

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

test('models are found by reference, search, kind and base model, a page at a time', async () => {
  const store = await startWithNamespace()
  for (const name of ['alpha', 'beta', 'gamma'])
    await store.execute(register, inputOf(store, llama, { name, description: `the ${name} one` }))
  const list = /* GraphQL */ `
    query ($first: Int! = 2, $after: Cursor, $filter: ModelFilter) {
      models(first: $first, after: $after, filter: $filter) {
        nodes {
          name
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          endCursor
        }
        totalCount
      }
    }
  `
  type Page = { models: { nodes: { name: string }[]; pageInfo: { endCursor: string } } }
  const one = await store.execute<Page>(list)
  expect(one.data!.models).toMatchObject({
    nodes: [{ name: 'gamma' }, { name: 'beta' }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
    totalCount: 3,
  })
  const two = await store.execute<Page>(list, { after: one.data!.models.pageInfo.endCursor })
  expect(two.data!.models).toMatchObject({
    nodes: [{ name: 'alpha' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  })
  const found = await store.execute<Page>(list, { filter: { search: 'THE BET' } })
  expect(found.data!.models.nodes).toEqual([{ name: 'beta' }])
  const wild = await store.execute<Page>(list, { filter: { search: '%' } })
  expect(wild.data!.models.nodes).toEqual([])
  const tooMany = await store.execute(list, { first: 101 })
  expect(tooMany.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  const byRef = await store.execute(/* GraphQL */ `
    {
      newest: model(by: { ref: "acme/beta" }) {
        version
      }
      none: model(by: { ref: "acme/beta@2" }) {
        version
      }
    }
  `)
  expect(byRef.data).toEqual({ newest: { version: '1' }, none: null })
})

test('references and nodes of one request load together, and a lost one is null', async () => {
  const store = await startWithNamespace()
  const { id } = (await store.execute<Registered>(register, inputOf(store, llama))).data!
    .registerModel
  const { data } = await store.execute(
    /* GraphQL */ `
      query ($r: [_Any!]!, $id: ID!, $job: ID!) {
        _entities(representations: $r) {
          ... on Model {
            ref
            namespace {
              name
            }
          }
        }
        model: node(id: $id) {
          __typename
          id
        }
        job: node(id: $job) {
          __typename
          id
        }
        none: node(id: "nonsense") {
          id
        }
      }
    `,
    {
      r: [
        { __typename: 'Model', id },
        { __typename: 'Model', id: 'model_01h455vb4pex5vsknk084sn02q' },
      ],
      id,
      job: 'job_01h455vb4pex5vsknk084sn02q',
    },
  )
  expect(data).toEqual({
    _entities: [{ ref: 'acme/tiny@1', namespace: { name: 'acme' } }, null],
    model: { __typename: 'Model', id },
    job: { __typename: 'CustomizationJob', id: 'job_01h455vb4pex5vsknk084sn02q' },
    none: null,
  })
})

test('who does not belong to the namespace sees none of it; a VIEWER reads and may not write', async () => {
  const store = await startWithNamespace()
  const input = inputOf(store, llama)
  const { id } = (await store.execute<Registered>(register, input)).data!.registerModel
  const read = /* GraphQL */ `
    query ($id: ID!) {
      viewer {
        id
        grants {
          namespace
          role
        }
      }
      namespace(name: "acme") {
        name
        models {
          totalCount
        }
      }
      namespaces {
        totalCount
        nodes {
          name
        }
      }
      byId: model(by: { id: $id }) {
        name
      }
      byRef: model(by: { ref: "acme/tiny" }) {
        name
      }
      models {
        totalCount
        nodes {
          name
        }
      }
      node(id: $id) {
        id
      }
    }
  `
  const nothing = { totalCount: 0, nodes: [] }
  const stranger = viewerWith('ADMIN', 'other')
  expect((await store.execute(read, { id }, stranger)).data).toEqual({
    viewer: { id: 'admin@tests', grants: [{ namespace: 'other', role: 'ADMIN' }] },
    namespace: null,
    namespaces: nothing,
    byId: null,
    byRef: null,
    models: nothing,
    node: null,
  })
  expect((await store.execute(register, input, stranger)).data).toMatchObject({
    registerModel: { __typename: 'NotFoundError' },
  })

  const viewer = viewerWith('VIEWER', 'acme')
  expect((await store.execute(read, { id }, viewer)).data).toMatchObject({
    namespace: { name: 'acme', models: { totalCount: 1 } },
    namespaces: { totalCount: 1 },
    byId: { name: 'tiny' },
    byRef: { name: 'tiny' },
    models: { totalCount: 1 },
    node: { id },
  })
  expect((await store.execute(register, input, viewer)).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ])
  const editor = viewerWith('EDITOR', 'acme')
  expect((await store.execute(register, input, editor)).data).toMatchObject({
    registerModel: { __typename: 'Model', ref: 'acme/tiny@2' },
  })
})
