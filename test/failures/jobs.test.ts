import { CreateCustomizationJobDocument } from '@weft/client/documents'
import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'
import { createRows, namespace, registerTinyworld } from '../harness/tinyworld.ts'

test('a job that cannot work is refused with every reason', async () => {
  const { client } = await startTogether()
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const emptyId = await createRows(client, 'empty', [])
  const create = async (fields: object) => {
    const input = { namespace, baseModelId, dataset: { datasetId }, ...fields }
    return (await client.request(CreateCustomizationJobDocument, { input })).createCustomizationJob
  }

  expect(
    await create({
      hyperparameters: { epochs: 0, learningRate: -1, lora: { rank: 0, targetModules: ['nose'] } },
    }),
  ).toMatchObject({
    __typename: 'ValidationError',
    problems: expect.arrayContaining(
      ['epochs', 'learningRate', 'lora.rank', 'lora.targetModules'].map((name) =>
        expect.objectContaining({ path: expect.stringContaining(`input.hyperparameters.${name}`) }),
      ),
    ),
  })
  expect(await create({ baseModelId: 'model_01h455vb4pex5vsknk084sn02q' })).toMatchObject({
    __typename: 'NotFoundError',
    message: expect.stringContaining('model_01h455vb4pex5vsknk084sn02q'),
  })
  expect(await create({ dataset: { datasetId, revision: 'nowhere' } })).toMatchObject({
    __typename: 'NotFoundError',
    message: expect.stringContaining('nowhere'),
  })
  expect(await create({ dataset: { datasetId: emptyId } })).toMatchObject({
    __typename: 'ValidationError',
    message: expect.stringContaining('training/'),
  })
})
