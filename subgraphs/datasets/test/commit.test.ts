import { expect, test } from 'vitest'
import { ask, commit, commitTexts, datasetWith, startDatasets, upload } from './harness.ts'

const row = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  })
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `${row(`Question ${index}?`, `${index}`)}\n`).join('')

test('an uploaded file becomes a version, and is read back', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const bytes = rows(3)
  const sha256 = await upload(subgraph, datasetId, { path: 'training/facts.jsonl', bytes })

  const operations = [
    { add: { path: 'training/facts.jsonl', sha256 } },
    { addText: { path: 'README.md', content: '# Facts\n' } },
  ]
  const committed = await ask(subgraph, commit, {
    input: { datasetId, message: 'Facts', operations },
  })
  expect(committed).toEqual({
    id: expect.stringMatching(/^version_/) as string,
    number: 1,
    commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
  })

  const { data, errors } = await subgraph.execute(
    /* GraphQL */ `
      query ($id: ID!) {
        dataset(by: { id: $id }) {
          sizeBytes
          versions {
            totalCount
            nodes {
              number
            }
          }
          version {
            number
            message
            author
            parent {
              id
            }
            sizeBytes
            files {
              totalCount
              nodes {
                path
                sizeBytes
                sha256
                downloadUrl
              }
            }
            splits {
              name
              format
              rowCount
              files {
                path
              }
            }
            validation {
              status
              rowCount
              problems {
                path
              }
              problemCount
            }
          }
        }
      }
    `,
    { id: datasetId },
  )
  expect(errors).toBeUndefined()
  const sizeBytes = bytes.length + 8
  expect(data).toEqual({
    dataset: {
      sizeBytes,
      versions: { totalCount: 1, nodes: [{ number: 1 }] },
      version: {
        number: 1,
        message: 'Facts',
        author: 'admin@tests',
        parent: null,
        sizeBytes,
        files: {
          totalCount: 2,
          nodes: [
            {
              path: 'README.md',
              sizeBytes: 8,
              sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
              downloadUrl: expect.stringContaining(subgraph.publicUrl) as string,
            },
            {
              path: 'training/facts.jsonl',
              sizeBytes: bytes.length,
              sha256,
              downloadUrl: expect.stringContaining('/objects/blobs/') as string,
            },
          ],
        },
        splits: [
          {
            name: 'TRAINING',
            format: 'CHAT',
            rowCount: 3,
            files: [{ path: 'training/facts.jsonl' }],
          },
        ],
        validation: { status: 'PASSED', rowCount: 3, problems: [], problemCount: 0 },
      },
    },
  })
  const files = (data as { dataset: { version: { files: { nodes: { downloadUrl: string }[] } } } })
    .dataset.version.files.nodes
  const downloaded = await fetch(files[1]!.downloadUrl)
  expect(await downloaded.text()).toBe(bytes)
})

test('a bad row refuses the commit, with file and line', async () => {
  const subgraph = await startDatasets()
  const { id: datasetId } = await datasetWith(subgraph)
  const lines = rows(20).split('\n')
  lines[16] = '{"messages": [{"role": "user", "content": "Who?"}, {"role": "bot", "content": "I"}]}'

  expect(
    await commitTexts(subgraph, datasetId, { 'training/facts.jsonl': lines.join('\n') }),
  ).toEqual({
    __typename: 'ValidationError',
    message: expect.stringMatching(/^One row is not valid:\ntraining\/facts\.jsonl:17: /) as string,
    problems: [
      {
        path: 'training/facts.jsonl:17',
        message:
          'This row is not CHAT, as the first row of the file is: `messages[1].role` is none of system, user, assistant, tool.',
      },
    ],
  })
  const { data } = await subgraph.execute(
    'query ($id: ID!) { dataset(by: { id: $id }) { version { id } } }',
    { id: datasetId },
  )
  expect(data).toEqual({ dataset: { version: null } })
})

test('of two commits that expect the same head, one wins', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const first = await commitTexts(subgraph, id, { 'a.txt': 'a' })
  const expectedHead = first.commit

  const both = await Promise.all(
    ['b', 'c'].map((name) =>
      commitTexts(subgraph, id, { [`${name}.txt`]: name }, { expectedHead }),
    ),
  )

  expect(both.filter((one) => 'commit' in one)).toMatchObject([{ number: 2 }])
  expect(both.filter((one) => '__typename' in one)).toMatchObject([
    { __typename: 'ConflictError', message: expect.stringContaining('has moved on') as string },
  ])
})

test('commits that race get gapless numbers, and lose no file', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)

  const all = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      commitTexts(subgraph, id, { [`${index}.txt`]: `${index}` }),
    ),
  )

  expect(all.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const { data } = await subgraph.execute(
    'query ($id: ID!) { dataset(by: { id: $id }) { version { number files { totalCount } } } }',
    { id },
  )
  expect(data).toEqual({ dataset: { version: { number: 8, files: { totalCount: 8 } } } })
})
