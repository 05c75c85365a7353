import { expect, test } from 'vitest'
import { rows } from './chat-rows.ts'
import { commitTexts, datasetWith, startDatasets } from './harness.ts'

test('files of several formats are a table; each keeps its own rows', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, {
    'training/chat.jsonl': rows(2),
    'training/more.jsonl': '{"prompt":"a","completion":"b"}\n',
    'testing/empty.jsonl': '',
    'validation/a.jsonl': rows(1),
    'notes/not-read.jsonl': 'no json',
  })
  const query = /* GraphQL */ `
    query ($id: ID!) {
      dataset(by: { id: $id }) {
        version {
          splits {
            name
            format
            rowCount
          }
          validation {
            rowCount
          }
        }
      }
    }
  `
  expect((await subgraph.execute(query, { id })).data).toEqual({
    dataset: {
      version: {
        splits: [
          { name: 'TRAINING', format: 'TABLE', rowCount: 3 },
          { name: 'VALIDATION', format: 'CHAT', rowCount: 1 },
          { name: 'TESTING', format: 'TABLE', rowCount: 0 },
        ],
        validation: { rowCount: 4 },
      },
    },
  })
})
