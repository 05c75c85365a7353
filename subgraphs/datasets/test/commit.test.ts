import { expect, test } from 'vitest'
import { rows } from './chat-rows.ts'
import { ask, commit, commitTexts, datasetWith, startDatasets, upload } from './harness.ts'

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

async function filesAt(
  { execute }: Awaited<ReturnType<typeof startDatasets>>,
  id: string,
  revision: string,
) {
  const query = /* GraphQL */ `
    query ($id: ID!, $revision: String!) {
      dataset(by: { id: $id }) {
        version(revision: $revision) {
          files {
            nodes {
              path
            }
          }
        }
      }
    }
  `
  type Found = { dataset: { version: { files: { nodes: { path: string }[] } } | null } }
  const { data } = await execute<Found, object>(query, { id, revision })
  return data!.dataset.version?.files.nodes.map(({ path }) => path) ?? null
}

test('a version stays as it is when files are replaced and deleted after it', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const first = await commitTexts(subgraph, id, { 'a.txt': '1', 'b.txt': '1' })
  const operations = [{ delete: 'a.txt' }, { addText: { path: 'b.txt', content: '2' } }]
  await commitTexts(subgraph, id, {}, { operations })

  expect(await filesAt(subgraph, id, 'main')).toEqual(['b.txt'])
  expect(await filesAt(subgraph, id, first.commit)).toEqual(['a.txt', 'b.txt'])
  expect(await filesAt(subgraph, id, 'no-branch')).toBeNull()
})

test('a new branch begins where main stands, and goes its own way', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  await commitTexts(subgraph, id, { a: '1' })
  await commitTexts(subgraph, id, { b: '1' }, { branch: 'feature/x' })
  await commitTexts(subgraph, id, { c: '1' })

  expect(await filesAt(subgraph, id, 'feature/x')).toEqual(['a', 'b'])
  expect(await filesAt(subgraph, id, 'main')).toEqual(['a', 'c'])
})

test('a commit that would change nothing gives the head, and begins a branch there', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const first = await commitTexts(subgraph, id, { a: '1', b: '1' })
  expect(await commitTexts(subgraph, id, { a: '1' })).toEqual(first)
  expect(await commitTexts(subgraph, id, { b: '1' }, { branch: 'same' })).toEqual(first)
  expect(await filesAt(subgraph, id, 'same')).toEqual(['a', 'b'])

  const second = await commitTexts(subgraph, id, { a: '2' })
  expect(second).toMatchObject({ number: 2 })
  expect(await commitTexts(subgraph, id, { a: '1' })).toMatchObject({ number: 3 })
  const stale = await commitTexts(subgraph, id, { a: '1' }, { expectedHead: second.commit })
  expect(stale).toMatchObject({ __typename: 'ConflictError' })
})

const add = (path: string) => ({ addText: { path, content: 'x' } })
const refused: Record<string, [operations: object[], path: string, message: string]> = {
  nothing: [[], 'input.operations', 'There are 0'],
  'a path that leads out': [[add('../x')], 'input.operations.0', 'a step `.` or `..`'],
  'an absolute path': [[add('ok'), add('/x')], 'input.operations.1', 'begins or ends with `/`'],
  'a path twice': [[add('x'), { delete: 'x' }], 'input.operations.1', '`x` is named twice'],
  'what is not there': [[{ delete: 'none' }], 'input.operations.0', 'no `none` to delete'],
  'a file where a folder is': [
    [add('folder')],
    'input.operations',
    '`folder` would be a file and a folder',
  ],
  'an unknown content': [
    [{ add: { path: 'x', sha256: 'f'.repeat(64) } }],
    'input.operations.0',
    'was uploaded to this repository, for `x`',
  ],
}

test('a commit that cannot be made changes nothing, and says why', async () => {
  const subgraph = await startDatasets()
  const { id } = await datasetWith(subgraph)
  const { commit: head } = await commitTexts(subgraph, id, { 'folder/file': 'x' })
  for (const [operations, path, message] of Object.values(refused))
    expect(await commitTexts(subgraph, id, {}, { operations })).toMatchObject({
      __typename: 'ValidationError',
      problems: [{ path, message: expect.stringContaining(message) as string }],
    })
  for (const branch of ['', 'a..b', '-x', 'a b', 'f'.repeat(40)])
    expect(await commitTexts(subgraph, id, { x: 'x' }, { branch })).toMatchObject({
      problems: [{ path: 'input.branch' }],
    })
  expect(await commitTexts(subgraph, id, { x: 'x' }, { message: ' ' })).toMatchObject({
    problems: [{ path: 'input.message' }],
  })
  const expectedHead = 'f'.repeat(40)
  expect(await commitTexts(subgraph, id, { x: 'x' }, { expectedHead })).toMatchObject({
    __typename: 'ConflictError',
    message: expect.stringContaining(`its head is ${head}`) as string,
  })
  expect(await commitTexts(subgraph, id, { last: 'x' })).toMatchObject({ number: 2 })
})
