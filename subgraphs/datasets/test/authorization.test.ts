import type { Viewer } from '@weft/kit/identity'
import { viewerWith } from '@weft/kit/testing/subgraph'
import { describe, expect, test } from 'vitest'
import type { DatasetsUnderTest } from './harness.ts'
import {
  commit,
  commitTexts,
  completeUpload,
  createDataset,
  createUpload,
  datasetWith,
  sha256Of,
  startDatasets,
} from './harness.ts'

const askers = {
  stranger: viewerWith('ADMIN', 'other'),
  viewer: viewerWith('VIEWER', 'acme'),
  editor: viewerWith('EDITOR', 'acme'),
  admin: viewerWith('ADMIN', 'acme'),
}
type Asker = keyof typeof askers

type Given = DatasetsUnderTest & {
  id: string
  ref: string
  versionId: string
  commit: string
  uploadId: string
}

async function given(): Promise<Given> {
  const subgraph = await startDatasets()
  const { id, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  const version = await commitTexts(subgraph, id, { 'a.txt': 'a' })
  const file = { path: 'b', sha256: sha256Of('b'), sizeBytes: 1 }
  const input = { datasetId: id, files: [file] }
  type Created = { createUpload: { targets: { uploadId: string; parts: { url: string }[] }[] } }
  const { data } = await subgraph.execute<Created, object>(createUpload, { input })
  const target = data!.createUpload.targets[0]!
  await fetch(target.parts[0]!.url, { method: 'PUT', body: 'b' })
  const { uploadId } = target
  return { ...subgraph, id, ref, versionId: version.id, commit: version.commit, uploadId }
}

/** What the first field of an operation answered: its type, its value, or the code of the error instead. */
async function outcome(
  { execute }: Given,
  [document, variables]: [string, Record<string, unknown>],
  viewer: Viewer,
) {
  const { data, errors } = await execute(document, variables, viewer)
  if (errors) return errors[0]?.extensions?.code
  return Object.values(data ?? {})[0]
}

const reads: Record<string, (from: Given) => [string, Record<string, unknown>]> = {
  dataset: ({ id }) => ['query ($id: ID!) { dataset(by: { id: $id }) { id } }', { id }],
  'dataset by reference': ({ ref }) => [
    'query ($ref: String!) { dataset(by: { ref: $ref }) { ref } }',
    { ref },
  ],
  'reference to a dataset': ({ id }) => [
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { id } } }',
    { r: [{ __typename: 'Dataset', id }] },
  ],
  'reference to a version': ({ versionId: id }) => [
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on DatasetVersion { id } } }',
    { r: [{ __typename: 'DatasetVersion', id }] },
  ],
}

describe('reading', () => {
  test.for(Object.keys(reads))('%s: by those of the namespace alone', async (name) => {
    const from = await given()
    const absent = name.startsWith('reference') ? [null] : null
    expect(await outcome(from, reads[name]!(from), askers.stranger)).toEqual(absent)
    for (const asker of ['viewer', 'editor', 'admin'] as const)
      expect(await outcome(from, reads[name]!(from), askers[asker])).not.toEqual(absent)
  })

  test('lists hold what one may see', async () => {
    const from = await given()
    await datasetWith(from, { namespace: 'other', name: 'theirs' })
    const refs = async (viewer: Viewer, filter: object | null = null) => {
      const list = `query ($filter: DatasetFilter) { datasets(filter: $filter) { totalCount nodes { ref } } }`
      return outcome(from, [list, { filter }], viewer)
    }
    const theirs = { totalCount: 1, nodes: [{ ref: 'other/theirs' }] }
    expect(await refs(askers.stranger)).toEqual(theirs)
    expect(await refs(askers.viewer)).toEqual({ totalCount: 1, nodes: [{ ref: from.ref }] })
    expect(await refs(askers.viewer, { namespace: 'other' })).toEqual({ totalCount: 0, nodes: [] })
    expect(await refs(viewerWith('VIEWER'))).toMatchObject({ totalCount: 2 })
  })
})

const writes: Record<string, (from: Given, asker: Asker) => [string, Record<string, unknown>]> = {
  createDataset: (_, asker) => [
    createDataset,
    { input: { namespace: 'acme', name: `made-by-${asker}` } },
  ],
  createUpload: ({ id }) => [
    createUpload,
    { input: { datasetId: id, files: [{ path: 'c', sha256: sha256Of('c'), sizeBytes: 1 }] } },
  ],
  completeUpload: ({ uploadId }) => [
    completeUpload,
    { input: { uploadId, parts: [{ number: 1, etag: 'x' }] } },
  ],
  commit: ({ id }) => [
    commit,
    {
      input: {
        datasetId: id,
        message: 'x',
        operations: [{ addText: { path: 'x', content: 'x' } }],
      },
    },
  ],
}

describe('writing', () => {
  test.for(Object.keys(writes))('%s: by editors and admins', async (name) => {
    const from = await given()
    const asked = (asker: Asker) => outcome(from, writes[name]!(from, asker), askers[asker])
    expect(await asked('stranger')).toMatchObject({ __typename: 'NotFoundError' })
    expect(await asked('viewer')).toBe('FORBIDDEN')
    expect(await asked('editor')).not.toHaveProperty('__typename')
    expect(await asked('admin')).not.toHaveProperty('__typename')
  })
})

type Call = [method: string, path: string, type: string, body: string]
const json = 'application/json'
const hubReads = ({ ref, commit: sha }: Given): Call[] => [
  ['GET', `/api/models/${ref}`, '', ''],
  ['GET', `/api/models/${ref}/revision/${sha}`, '', ''],
  ['GET', `/api/models/${ref}/tree/main`, '', ''],
  ['POST', `/api/models/${ref}/paths-info/main`, json, '{"paths":["a.txt"]}'],
  ['GET', `/${ref}/resolve/main/a.txt`, '', ''],
  ['HEAD', `/${ref}/resolve/main/a.txt`, '', ''],
]
const hubWrites = ({ ref }: Given): Call[] => [
  ['GET', `/api/models/${ref}/xet-write-token/main`, '', ''],
  ['POST', `/api/models/${ref}/preupload/main`, json, '{"files":[]}'],
  [
    'POST',
    `/${ref}.git/info/lfs/objects/batch`,
    'application/vnd.git-lfs+json',
    '{"operation":"upload","objects":[]}',
  ],
  [
    'POST',
    `/api/models/${ref}/commit/main`,
    'application/x-ndjson',
    '{"key":"header","value":{"summary":"x"}}\n{"key":"file","value":{"path":"y","content":"y"}}',
  ],
]

async function status(
  { publicUrl }: Given,
  [method, path, type, body]: Call,
  token: string | null,
) {
  const answer = await fetch(publicUrl + path, {
    method,
    ...(body && { body }),
    headers: {
      ...(type && { 'content-type': type }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
  })
  await answer.arrayBuffer()
  return [answer.status, answer.headers.get('x-error-code')]
}

describe('the Hub API', () => {
  test('reading is for those of the namespace', async () => {
    const from = await given()
    for (const call of hubReads(from)) {
      expect(await status(from, call, null)).toEqual([401, null])
      expect(await status(from, call, 'hf_stranger')).toEqual([404, 'RepoNotFound'])
      expect(await status(from, call, 'hf_viewer')).toEqual([200, null])
      expect(await status(from, call, 'hf_editor')).toEqual([200, null])
    }
  })

  test('writing is for editors', async () => {
    const from = await given()
    for (const call of hubWrites(from)) {
      expect(await status(from, call, null)).toEqual([401, null])
      expect(await status(from, call, 'hf_stranger')).toEqual([404, 'RepoNotFound'])
      expect(await status(from, call, 'hf_viewer')).toEqual([403, null])
      expect(await status(from, call, 'hf_editor')).toEqual([200, null])
    }
  })

  test('a repository of the other kind is not there', async () => {
    const from = await given()
    const call: Call = ['GET', `/api/datasets/${from.ref}`, '', '']
    expect(await status(from, call, 'hf_admin')).toEqual([404, 'RepoNotFound'])
  })
})

test('nobody is answered with 401', async () => {
  const { url } = await startDatasets()
  for (const authorization of [undefined, 'Bearer x', 'Basic x'])
    for (const path of ['/graphql', '/api/whoami-v2', '/acme/x/resolve/main/a']) {
      const answer = await fetch(url + path, {
        headers: { ...(authorization && { authorization }) },
      })
      expect(answer.status).toBe(401)
    }
})

test('a hash that one knows gives no bytes of another repository', async () => {
  const from = await given()
  const theirs = await datasetWith(from, { namespace: 'other', kind: 'MODEL' })
  const sha256 = sha256Of('a') // stands in a repository that they may not read
  const operations = [{ add: { path: 'stolen.txt', sha256 } }]
  const input = { datasetId: theirs.id, message: 'x', operations }

  expect(await outcome(from, [commit, { input }], askers.stranger)).toEqual({
    __typename: 'ValidationError',
    message: expect.stringContaining('stolen.txt') as string,
    problems: [
      {
        path: 'input.operations.0',
        message: `No content with the sha256 ${sha256} was uploaded to this repository, for \`stolen.txt\`.`,
      },
    ],
  })
})
