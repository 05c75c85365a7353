import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { admin, startFederation } from './federation.ts'

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
const trusted = 'query Asker { whoAsks { subject } }'
const followed = 'subscription Run { runUpdated(id: "1") { id } }'
const other = '{ __typename }'

async function manifestOf(content: object) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-manifest-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'manifest.json')
  await writeFile(file, JSON.stringify(content))
  return file
}

const inManifest = [trusted, followed].map((body) => ({ id: sha256Of(body), body }))
const apollo = () =>
  manifestOf({ format: 'apollo-persisted-query-manifest', version: 1, operations: inManifest })
const plain = () => manifestOf(Object.fromEntries(inManifest.map(({ id, body }) => [id, body])))

async function startOnly(file: string) {
  const federation = await startFederation({
    settings: { TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILES: [file] },
  })
  return { ...federation, post: poster(federation.url) }
}

const postTo = (url: string, body: object, accept: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: admin, accept, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const poster =
  (url: string) =>
  async (body: object, accept = 'application/json') => {
    const answer = await postTo(url, body, accept)
    return { status: answer.status, ...((await answer.json()) as object) }
  }

const persisted = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256Of(text) } },
})
const asker = { data: { whoAsks: { subject: 'admin' } } }
const errorWith = (code: string) => ({ errors: [{ extensions: { code } }] })

test.for([
  ['of Apollo', apollo],
  ['of other tools', plain],
] as const)('a document is run by its hash alone, from a manifest %s', async ([, write]) => {
  const { post } = await startOnly(await write())
  expect(await post(persisted(trusted))).toMatchObject(asker)
  expect(await post({ documentId: `sha256:${sha256Of(trusted)}` })).toMatchObject(asker)
  expect(await post({ query: trusted, ...persisted(trusted) })).toMatchObject(asker)
})

test('a trusted document may be written in another way, and nothing else is run', async () => {
  const { post } = await startOnly(await apollo())
  const query = 'query   Asker {\n whoAsks { # who\n subject } }'
  expect(await post({ query })).toMatchObject(asker)
  for (const untrusted of [
    { query: other },
    { query: `${trusted} query Other { __typename }`, operationName: 'Other' },
    { query: '{' },
    { query: other, ...persisted(other) },
    persisted(other),
    { documentId: 'unknown' },
  ])
    expect(await post(untrusted)).toMatchObject({ status: 403, ...errorWith('UNTRUSTED_DOCUMENT') })
  for (const unreadable of [
    [{ query: other }],
    { query: other, extensions: { persistedQuery: { version: 2, sha256Hash: sha256Of(other) } } },
    { query: other, documentId: 7 },
  ])
    expect(await post(unreadable)).toMatchObject({ status: 400, ...errorWith('BAD_REQUEST') })
})

test('no transport lets an untrusted document through', async () => {
  const { url, post, connect } = await startOnly(await apollo())
  const untrusted = 'subscription { runUpdated(id: "2") { id } }'
  expect(await post({ query: untrusted }, 'text/event-stream')).toMatchObject({
    status: 403,
    ...errorWith('UNTRUSTED_DOCUMENT'),
  })
  const events = await postTo(url, persisted(followed), 'text/event-stream')
  for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
    expect(chunk).toContain('"id":"1"')
    break
  }

  const client = connect()
  for (const query of [untrusted, other]) {
    const refused = client.iterate({ query }).next()
    await expect(refused).rejects.toMatchObject([{ extensions: { code: 'UNTRUSTED_DOCUMENT' } }])
  }
  const payload = { query: '', ...persisted(followed) }
  const runs = client.iterate(payload)
  expect((await runs.next()).value).toMatchObject({ data: { runUpdated: { id: '1' } } })
  await runs.return?.()
})

test('a document that a client brought with its hash is known by it from then on', async () => {
  const { url, connect } = await startFederation()
  const post = poster(url)
  const notFound = { errors: [{ message: 'PersistedQueryNotFound' }] }
  expect(await post(persisted(trusted))).toMatchObject({
    status: 200,
    ...notFound,
    ...errorWith('PERSISTED_QUERY_NOT_FOUND'),
  })
  expect(await post({ query: trusted, ...persisted(other) })).toMatchObject({
    status: 400,
    ...errorWith('BAD_REQUEST'),
  })
  expect(await post({ query: trusted, ...persisted(trusted) })).toMatchObject(asker)
  expect(await post(persisted(trusted))).toMatchObject(asker)
  const payload = { query: '', ...persisted(trusted) }
  expect((await connect().iterate(payload).next()).value).toMatchObject(asker)

  const long = `${trusted} # ${'x'.repeat(64 * 1024)}`
  expect(await post({ query: long, ...persisted(long) })).toMatchObject(asker)
  expect(await post(persisted(long))).toMatchObject(errorWith('PERSISTED_QUERY_NOT_FOUND'))
})

test('a file that is no manifest is named at start', async () => {
  const file = await manifestOf({ operations: [1] })
  await expect(startOnly(file)).rejects.toThrow(`${file} is no manifest of trusted documents`)
})
