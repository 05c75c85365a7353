import { countQueries } from '@weft/kit/testing/count-queries'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { models } from './graph.ts'
import {
  createDeployment,
  joinWith,
  readyWith,
  startDeployments,
  untilSeen,
  watch,
} from './harness.ts'

const list = /* GraphQL */ `
  query List($filter: DeploymentFilter) {
    deployments(filter: $filter) {
      totalCount
      nodes {
        name
        namespace {
          name
        }
        createdBy
      }
    }
  }
`

test('deployments are listed newest first, by namespace, model and status', async () => {
  const deployments = await startDeployments()
  const { id } = (await createDeployment(deployments, { modelId: models.base.id })).data!
    .createDeployment
  await createDeployment(deployments, { modelId: models.damaged.id, name: 'bad' })
  await createDeployment(deployments, { modelId: models.foreign.id, namespace: 'other' })
  const namesOf = async (filter: object) => {
    const { data } = await deployments.execute<{ deployments: { nodes: { name: string }[] } }>(
      list,
      { filter },
    )
    return data!.deployments.nodes.map(({ name }) => name)
  }
  expect(await namesOf({})).toEqual(['tiny', 'bad', 'tiny'])
  expect(await namesOf({ namespace: 'default' })).toEqual(['bad', 'tiny'])
  expect(await namesOf({ modelId: models.base.id })).toEqual(['tiny'])
  await untilSeen(deployments, id, { status: 'READY' })
  expect(await namesOf({ statuses: ['READY'], modelId: models.base.id })).toEqual(['tiny'])
})

test('the same clientRequestId makes one deployment, also when sent twice at once', async () => {
  const deployments = await startDeployments()
  const input = { modelId: models.base.id, clientRequestId: 'again' }
  const made = await Promise.all(
    [1, 2, 3].map(async () => (await createDeployment(deployments, input)).data!.createDeployment),
  )
  const [{ id }] = [made[0]!]
  expect(made).toEqual(
    [1, 2, 3].map(() => expect.objectContaining({ __typename: 'Deployment', id })),
  )
  expect((await createDeployment(deployments, input)).data!.createDeployment.id).toBe(id)
})

test.for([
  [{ modelId: 'model_none' }, 'NotFoundError', 'No model `model_none`.'],
  [{ modelId: models.base.id, namespace: 'nowhere' }, 'NotFoundError', 'No namespace `nowhere`.'],
  [
    { modelId: models.base.id, name: 'A B' },
    'ValidationError',
    'input.name: `A B` is not a name: use lower-case letters, digits and `-_.`, 1 to 96 of them, beginning with a letter or digit.',
  ],
  [
    { modelId: models.external.id },
    'ValidationError',
    'input.modelId: `default/elsewhere@1` is served elsewhere; there are no weights to deploy.',
  ],
  [
    { modelId: models.quantized.id },
    'ValidationError',
    'input.modelId: `default/quantized@1` has its weights as GGUF; only SAFETENSORS can be served.',
  ],
] as const)('%j cannot be deployed', async ([input, __typename, message]) => {
  const { data } = await createDeployment(await startDeployments(), input)
  expect(data?.createDeployment).toEqual({ __typename, message })
})

const served = /* GraphQL */ `
  query Served($models: [_Any!]!) {
    servedModels {
      name
      model {
        id
      }
      deployment {
        name
        adapters {
          status
        }
      }
    }
    _entities(representations: $models) {
      ... on Model {
        isServed
        deployments(first: 1) {
          totalCount
          nodes {
            id
            adapters {
              status
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`
const references = (...found: { id: string }[]) => ({
  models: found.map(({ id }) => ({ __typename: 'Model', id })),
})

test('what is served and by what loads in a fixed number of queries', async () => {
  const deployments = await startDeployments({ HEALTH_INTERVAL_SECONDS: 60 })
  const older = await readyWith(deployments, models.base)
  await joinWith(deployments, older, models.adapter)
  const id = await readyWith(deployments, models.base)
  const ask = () =>
    deployments.execute(served, references(models.base, models.adapter, models.newer))
  const { data } = await ask()
  const adapters = [{ status: 'READY' }]
  expect(data).toEqual({
    servedModels: [
      {
        name: 'default/pirate@1',
        model: { id: models.adapter.id },
        deployment: { name: 'tiny', adapters },
      },
      {
        name: 'default/tiny@1',
        model: { id: models.base.id },
        deployment: { name: 'tiny', adapters: [] },
      },
    ],
    _entities: [
      {
        isServed: true,
        deployments: {
          totalCount: 2,
          nodes: [{ id, adapters: [] }],
          pageInfo: { hasNextPage: true },
        },
      },
      {
        isServed: true,
        deployments: {
          totalCount: 1,
          nodes: [{ id: older, adapters }],
          pageInfo: { hasNextPage: false },
        },
      },
      {
        isServed: false,
        deployments: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } },
      },
    ],
  })
  const count = async () => (await countQueries(ask))[1]
  await expect.poll(count).toBe(8) // the controller may still have a last look at what has become ready
})

test('a subscriber sees the deployment change until it is gone', async () => {
  const deployments = await startDeployments()
  const { id } = (await createDeployment(deployments, { modelId: models.base.id })).data!
    .createDeployment
  const { seen, ended } = await watch(deployments, id)
  await untilSeen(deployments, id, { status: 'READY' })
  await joinWith(deployments, id, models.adapter)
  await deployments.execute(`mutation { deleteDeployment(id: "${id}") { __typename } }`)
  await ended
  const states = seen.map(({ status, adapters }) =>
    [status, ...adapters.map((adapter) => adapter.status)].join(' '),
  )
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
    'PENDING',
    'DOWNLOADING',
    'STARTING',
    'READY',
    'READY LOADING',
    'READY READY',
    'DELETING READY',
  ])
})

test('nobody, others, viewers and editors get what is theirs', async () => {
  const deployments = await startDeployments()
  const nobody = await fetch(`${deployments.url}/graphql`, { method: 'POST' })
  expect(nobody.status).toBe(401)
  const id = await readyWith(deployments, models.base)
  const [other, viewer, editor] = [
    viewerWith('ADMIN', 'other'),
    viewerWith('VIEWER', 'default'),
    viewerWith('EDITOR', 'default'),
  ]
  const make = (who: typeof viewer) =>
    createDeployment(deployments, { modelId: models.base.id }, who)
  const change = (who: typeof viewer, mutation: string) =>
    deployments.execute(`mutation { ${mutation} { __typename } }`, {}, who)
  const update = `updateDeployment(input: { id: "${id}", adapterModelIds: [] })`
  const remove = `deleteDeployment(id: "${id}")`

  expect((await make(other)).data?.createDeployment.__typename).toBe('NotFoundError')
  expect((await change(other, update)).data).toEqual({
    updateDeployment: { __typename: 'NotFoundError' },
  })
  expect((await change(other, remove)).data).toEqual({
    deleteDeployment: { __typename: 'NotFoundError' },
  })
  for (const { errors } of [
    await make(viewer),
    await change(viewer, update),
    await change(viewer, remove),
  ])
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })

  const everything = `query ($models: [_Any!]!) {
    deployment(id: "${id}") { name }
    deployments { totalCount }
    servedModels { name }
    _entities(representations: $models) { ... on Model { isServed deployments { totalCount } } }
  }`
  const see = async (who: typeof viewer) =>
    (await deployments.execute(everything, references(models.base), who)).data
  const all = {
    deployment: { name: 'tiny' },
    deployments: { totalCount: 1 },
    servedModels: [{ name: 'default/tiny@1' }],
    _entities: [{ isServed: true, deployments: { totalCount: 1 } }],
  }
  expect(await see(viewer)).toEqual(all)
  expect(await see(editor)).toEqual(all)
  expect(await see(other)).toEqual({
    deployment: null,
    deployments: { totalCount: 0 },
    servedModels: [],
    _entities: [{ isServed: false, deployments: { totalCount: 0 } }],
  })
  const refused = await watch(deployments, id, other)
  await expect(refused.ended).rejects.toThrow(`No deployment \`${id}\`.`)
  expect((await make(editor)).data?.createDeployment.__typename).toBe('Deployment')
  expect((await change(editor, remove)).data).toEqual({
    deleteDeployment: { __typename: 'Deleted' },
  })
})
