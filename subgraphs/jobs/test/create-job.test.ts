import { expect, test } from 'vitest'
import { createMutation, inputWith, startJobs } from './harness.ts'
import type { JobsUnderTest } from './harness.ts'
import { dataset, ids, model, version } from './platform-double.ts'

const refusalOf = async (jobs: JobsUnderTest, fields: object) => {
  const { data, errors } = await jobs.execute(createMutation, { input: inputWith(fields) })
  expect(errors).toBeUndefined()
  return data!.createCustomizationJob
}

test('a job keeps exactly what it trains on, and how', async () => {
  const jobs = await startJobs('train')
  const id = await jobs.create({ hyperparameters: { epochs: 3, lora: { rank: 4 } } })
  const { data } = await jobs.execute(
    /* GraphQL */ `
      query ($id: ID!) {
        job(id: $id) {
          name
          namespace {
            name
          }
          createdBy
          ... on CustomizationJob {
            baseModel {
              id
            }
            dataset {
              id
            }
            trainingType
            finetuningType
            hyperparameters {
              epochs
              maxSteps
              batchSize
              learningRate
              optimizer
              schedule
              gradientClipping
              earlyStopping {
                patience
              }
              lora {
                rank
                alpha
                targetModules
              }
            }
          }
        }
      }
    `,
    { id },
  )
  expect(data).toEqual({
    job: {
      name: 'tinyworld-atlas',
      namespace: { name: 'default' },
      createdBy: 'admin@tests',
      baseModel: { id: ids.model },
      dataset: { id: ids.version },
      trainingType: 'SFT',
      finetuningType: 'LORA',
      hyperparameters: {
        epochs: 3,
        maxSteps: null,
        batchSize: 8,
        learningRate: 0.0001,
        optimizer: 'ADAMW',
        schedule: 'COSINE',
        gradientClipping: 1,
        earlyStopping: null,
        lora: { rank: 4, alpha: 16, targetModules: null },
      },
    },
  })
})

test('every wrong hyperparameter is named with its bound', async () => {
  const jobs = await startJobs('train')
  const refusal = await refusalOf(jobs, {
    name: 'No Name',
    hyperparameters: {
      epochs: 0,
      batchSize: 2_000,
      learningRate: 0.1,
      minLearningRate: 0.5,
      seed: -1,
      earlyStopping: {},
      lora: { rank: 257, targetModules: ['q_proj', 'lm_head'] },
    },
  })
  expect(refusal).toMatchObject({
    __typename: 'ValidationError',
    problems: [
      { path: 'input.name', message: expect.stringContaining('is not a name') as unknown },
      { path: 'input.hyperparameters.epochs', message: 'must be at least 1' },
      { path: 'input.hyperparameters.batchSize', message: 'must be at most 1,024' },
      { path: 'input.hyperparameters.seed', message: 'must be at least 0' },
      { path: 'input.hyperparameters.lora.rank', message: 'must be at most 256' },
      {
        path: 'input.hyperparameters.lora.targetModules.1',
        message: 'is none of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj',
      },
      {
        path: 'input.hyperparameters.minLearningRate',
        message: 'must be at most the learningRate',
      },
      {
        path: 'input.hyperparameters.validationInterval',
        message: 'is needed by earlyStopping, which counts validations',
      },
    ],
  })
})

test('rows cannot be longer than what the model can read', async () => {
  const jobs = await startJobs('train')
  expect(await refusalOf(jobs, { hyperparameters: { maxSequenceLength: 4_096 } })).toMatchObject({
    problems: [
      {
        path: 'input.hyperparameters.maxSequenceLength',
        message: 'must be at most 128, the context length of `tinyworld`',
      },
    ],
  })
})

test('an unknown model, dataset or revision is a NotFoundError', async () => {
  const jobs = await startJobs('train')
  expect(await refusalOf(jobs, { baseModelId: 'model_x' })).toEqual({
    __typename: 'NotFoundError',
    message: 'No model model_x.',
  })
  expect(await refusalOf(jobs, { dataset: { datasetId: 'dataset_x' } })).toEqual({
    __typename: 'NotFoundError',
    message: 'No dataset dataset_x.',
  })
  jobs.platform.answers.TrainingSources = () => ({ model, dataset: { ...dataset, version: null } })
  expect(await refusalOf(jobs, { dataset: { datasetId: ids.dataset, revision: 'draft' } })).toEqual(
    {
      __typename: 'NotFoundError',
      message: '`default/atlas` has no branch or commit `draft`.',
    },
  )
})

test.for<[string, object, object]>([
  [
    'an adapter is no base model',
    { model: { ...model, kind: 'ADAPTER' }, dataset },
    {
      path: 'input.baseModelId',
      message: 'default/tinyworld@1 is an adapter; give the base model to train on.',
    },
  ],
  [
    'a model served elsewhere has no weights to train on',
    { model: { ...model, kind: 'EXTERNAL', spec: null, artifact: null }, dataset },
    {
      path: 'input.baseModelId',
      message: 'default/tinyworld@1 is served elsewhere; customization needs the weights here.',
    },
  ],
  [
    'a dataset without rows cannot be trained on',
    { model, dataset: { ...dataset, version: { ...version, splits: [] } } },
    {
      path: 'input.dataset',
      message: '`default/atlas` at dddddddd has no rows: no .jsonl file under training/ holds any.',
    },
  ],
  [
    'rows of another format cannot be trained on',
    {
      model,
      dataset: {
        ...dataset,
        version: {
          ...version,
          splits: [{ name: 'TRAINING', rowCount: 3, format: 'TABLE', files: [] }],
        },
      },
    },
    {
      path: 'input.dataset',
      message:
        '`default/atlas` at dddddddd has rows of the format TABLE under training/; training takes CHAT or COMPLETION.',
    },
  ],
  [
    'rows that no trainer reads are named',
    {
      model,
      dataset: {
        ...dataset,
        version: {
          ...version,
          splits: [{ ...version.splits[0], files: [{ path: 'training/a.csv' }] }],
        },
      },
    },
    {
      path: 'training/a.csv',
      message: 'Training reads .jsonl files only; put these rows into one.',
    },
  ],
  [
    'rows that are still being read are waited for',
    {
      model,
      dataset: {
        ...dataset,
        version: { ...version, validation: { status: 'PENDING', problems: [] } },
      },
    },
    {
      path: 'input.dataset',
      message:
        '`default/atlas` at dddddddd has rows that are still being read; wait for its validation.',
    },
  ],
  [
    'bad rows are named',
    {
      model,
      dataset: {
        ...dataset,
        version: {
          ...version,
          validation: {
            status: 'FAILED',
            problems: [{ path: 'training/a.jsonl:17', message: 'has no messages' }],
          },
        },
      },
    },
    { path: 'training/a.jsonl:17', message: 'has no messages' },
  ],
])('%s', async ([, sources, problem]) => {
  const jobs = await startJobs('train')
  jobs.platform.answers.TrainingSources = () => sources
  expect(await refusalOf(jobs, {})).toMatchObject({
    __typename: 'ValidationError',
    problems: [problem],
  })
})

test('a platform that does not answer is an error with a code, and makes no job', async () => {
  const jobs = await startJobs('train')
  jobs.platform.answers.TrainingSources = () => new Error('the data store is away')
  const { data, errors } = await jobs.execute(createMutation, { input: inputWith() })
  expect(data).toBeNull()
  expect(errors).toMatchObject([
    {
      message: 'The graph answered: the data store is away.',
      extensions: { code: 'UPSTREAM_UNAVAILABLE' },
    },
  ])
  expect((await jobs.execute('{ jobs { totalCount } }')).data).toEqual({ jobs: { totalCount: 0 } })
})

test('the same request made ten times at once makes one job', async () => {
  const jobs = await startJobs('train')
  const made = await Promise.all(
    Array.from({ length: 10 }, () => jobs.create({ clientRequestId: 'request-1' })),
  )
  expect(new Set(made).size).toBe(1)
  expect(await jobs.create({ clientRequestId: 'request-2' })).not.toBe(made[0])
})
