import { countQueries } from '@weft/kit/testing/count-queries'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { checkText, configWith, guardModel, keywords, models, startGuardrails } from './harness.ts'

const references = /* GraphQL */ `
  query References($models: [_Any!]!) {
    _entities(representations: $models) {
      ... on Model {
        id
        guardrails {
          ref
        }
      }
    }
  }
`
const asReferences = (...ids: string[]) => ({
  models: ids.map((id) => ({ __typename: 'Model', id })),
})

test('a model is guarded by one config at a time, until by none; what guarded it stays readable', async () => {
  const guardrails = await startGuardrails()
  const one = await configWith(guardrails, [keywords('bomb')])
  const two = await configWith(guardrails, [keywords('gun')])
  const modelId = models.tiny

  expect((await guardModel(guardrails, { modelId, configId: one.id })).data).toEqual({
    guardModel: { __typename: 'Model', id: modelId, guardrails: { ref: 'default/safe@1' } },
  })
  await guardModel(guardrails, { modelId, configId: two.id })
  const passed = await checkText(guardrails, { modelId }, ['a bomb'])
  expect(passed.data?.checkMessages).toMatchObject({
    outcome: 'PASSED',
    config: { ref: 'default/safe@2' },
    model: { id: modelId },
  })
  expect((await guardModel(guardrails, { modelId })).data).toEqual({
    guardModel: { __typename: 'Model', id: modelId, guardrails: null },
  })
  expect((await checkText(guardrails, { modelId }, ['a bomb'])).data?.checkMessages).toEqual({
    __typename: 'NotFoundError',
    message: `Nothing guards \`${modelId}\`.`,
  })
  const { data } = await guardrails.execute('{ guardrailConfigs { nodes { ref } } }')
  expect(data?.guardrailConfigs).toEqual({
    nodes: [{ ref: 'default/safe@2' }, { ref: 'default/safe@1' }],
  })
})

test('an adapter is checked by its own guard, or else by its base model’s', async () => {
  const guardrails = await startGuardrails()
  const base = await configWith(guardrails, [keywords('bomb')])
  await guardModel(guardrails, { modelId: models.tiny, configId: base.id })
  const ask = async () =>
    (await checkText(guardrails, { modelIds: [models.adapter, models.tiny] }, ['hi'])).data
      ?.checkMessages
  expect(await ask()).toMatchObject({
    model: { id: models.adapter },
    config: { ref: 'default/safe@1' },
  })
  const own = await configWith(guardrails, [keywords('gun')])
  await guardModel(guardrails, { modelId: models.adapter, configId: own.id })
  expect(await ask()).toMatchObject({ config: { ref: 'default/safe@2' } })
  const none = await checkText(guardrails, { modelIds: [] }, ['hi'])
  expect(none.data?.checkMessages.message).toBe('input.by.modelIds: names 0 models; name 1 to 10')
})

test('guards of many models load in two queries', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [keywords('bomb')])
  await guardModel(guardrails, { modelId: models.tiny, configId })
  await guardModel(guardrails, { modelId: models.adapter, configId })
  const [{ data }, queries] = await countQueries(() =>
    guardrails.execute(references, asReferences(models.tiny, models.adapter, models.foreign)),
  )
  expect(data).toEqual({
    _entities: [
      { id: models.tiny, guardrails: { ref: 'default/safe@1' } },
      { id: models.adapter, guardrails: { ref: 'default/safe@1' } },
      { id: models.foreign, guardrails: null },
    ],
  })
  expect(queries).toBe(2)
})

test('only an editor of the model’s namespace who sees the config guards, and who sees the model sees its guard', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [keywords('bomb')])
  const modelId = models.tiny
  const guard = (
    input: { modelId: string; configId?: string },
    viewer: ReturnType<typeof viewerWith>,
  ) => guardModel(guardrails, input, viewer)

  const viewer = viewerWith('VIEWER', 'default')
  expect((await guard({ modelId, configId }, viewer)).errors?.[0]?.extensions).toEqual({
    code: 'FORBIDDEN',
  })
  const other = viewerWith('ADMIN', 'other')
  expect((await guard({ modelId, configId }, other)).data).toEqual({
    guardModel: { __typename: 'NotFoundError', message: `No model \`${modelId}\`.` },
  })
  expect((await guard({ modelId: models.foreign, configId }, other)).data).toEqual({
    guardModel: { __typename: 'NotFoundError', message: `No guardrail config \`${configId}\`.` },
  })
  expect(
    (await guard({ modelId, configId }, viewerWith('EDITOR', 'default'))).errors,
  ).toBeUndefined()

  const see = async (who: ReturnType<typeof viewerWith>) =>
    (await guardrails.execute(references, asReferences(modelId), who)).data
  expect(await see(viewer)).toEqual({
    _entities: [{ id: modelId, guardrails: { ref: 'default/safe@1' } }],
  })
  expect(await see(other)).toEqual({ _entities: [{ id: modelId, guardrails: null }] })
  expect((await checkText(guardrails, { modelId }, ['x'], other)).data?.checkMessages).toEqual({
    __typename: 'NotFoundError',
    message: `Nothing guards \`${modelId}\`.`,
  })
})
