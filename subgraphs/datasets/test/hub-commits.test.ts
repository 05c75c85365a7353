import { expect, test } from 'vitest'
import { commitTexts } from './harness.ts'
import { startHub } from './hub.ts'

test('a commit may name its parent by the first seven digits, as Git has it', async () => {
  const hub = await startHub()
  const { commit: head } = await commitTexts(hub, hub.id, { 'a.txt': 'a' })
  const commit = (parentCommit: string) =>
    hub.commitLines(
      { key: 'header', value: { summary: 'Add', parentCommit } },
      { key: 'file', value: { path: 'b', content: 'b' } },
    )
  const { status, body } = await commit('0000000')
  expect([status, body]).toMatchObject([412, { error: expect.stringContaining('moved on') }])
  expect((await commit(head!.slice(0, 6))).status).toBe(412)
  expect((await commit(head!.slice(0, 7))).status).toBe(200)
})

test('a commit of which all is ignored changes nothing, and answers the head', async () => {
  const hub = await startHub()
  const nothing = () => hub.commitLines({ key: 'header', value: { summary: 'Nothing' } })
  expect(await nothing()).toMatchObject({ status: 200, body: { commitOid: '0'.repeat(40) } })
  const { commit: head } = await commitTexts(hub, hub.id, { 'a.txt': 'a' })
  expect(await nothing()).toMatchObject({ status: 200, body: { commitOid: head } })
})

test('a tag is no place to commit to, and stays what it was', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'a.txt': 'a' })
  const api = `/api/models/${hub.ref}`
  await hub.call('POST', `${api}/tag/main`, { tag: 'v1' })
  const lines = [
    { key: 'header', value: { summary: 'Add' } },
    { key: 'file', value: { path: 'b', content: 'b' } },
  ].map((line) => JSON.stringify(line))
  for (const revision of ['v1', 'refs%2Ftags%2Fv1', 'nowhere']) {
    const body = lines.join('\n')
    const made = await hub.call('POST', `${api}/commit/${revision}`, body, 'application/x-ndjson')
    expect([made.status, made.headers['x-error-code']]).toEqual([404, 'RevisionNotFound'])
  }
  expect((await hub.call('GET', `${api}/tree/v1`)).body).toHaveLength(1)
})

test('a commit that is sent as something else, or has what is none, is refused with its line', async () => {
  const hub = await startHub()
  const commit = `/api/models/${hub.ref}/commit/main`
  expect((await hub.call('POST', commit, { key: 'header' })).status).toBe(415)
  const header = { key: 'header', value: { summary: 'Add' } }
  const refused = async (value: object, key = 'file') => {
    const { status, body } = await hub.commitLines(header, { key, value })
    expect([status, (body as { error?: string }).error]).toEqual([
      400,
      expect.stringMatching(/line 2/i),
    ])
  }
  await refused({ path: 'a', content: '###', encoding: 'base64' })
  await refused({ path: 'x'.repeat(100_000), content: 'a' })
  await refused({ path: 'a', oid: 'none', algo: 'sha256', size: 1 }, 'lfsFile')
  const name = { name: 'x', organization: '\ud800' }
  expect((await hub.call('POST', '/api/repos/create', name)).status).toBe(400)
})

test('a file of a repository without commits is not there, at a revision that is', async () => {
  const hub = await startHub()
  const answer = await hub.call('GET', `/${hub.ref}/resolve/main/a.txt`)
  expect([answer.status, answer.headers['x-error-code']]).toEqual([404, 'EntryNotFound'])
})

test('the rest of another content than was begun with is not what is wanted', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'a.txt': '0123456789' })
  const url = `${hub.publicUrl}/${hub.ref}/resolve/main/a.txt`
  const get = async (ifRange: string) => {
    const headers = { authorization: 'Bearer hf_editor', range: 'bytes=5-', 'if-range': ifRange }
    return (await fetch(url, { headers })).text()
  }
  const head = await hub.call('HEAD', `/${hub.ref}/resolve/main/a.txt`)
  expect(await get(head.headers.etag!)).toBe('56789')
  expect(await get('"of another"')).toBe('0123456789')
})
