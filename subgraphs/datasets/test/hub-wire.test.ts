import { expect, test } from 'vitest'
import { commitTexts, sha256Of, upload } from './harness.ts'
import { startHub } from './hub.ts'

const header = { key: 'header', value: { summary: 'x' } }

test('HEAD tells about a large file by itself; GET leads to its bytes', async () => {
  const hub = await startHub()
  const sha256 = await upload(hub, hub.id, { path: 'a.bin', bytes: 'abc' })
  await commitTexts(hub, hub.id, {}, { operations: [{ add: { path: 'a.bin', sha256 } }] })
  const path = `/${hub.ref}/resolve/main/a.bin`

  const head = await hub.call('HEAD', path)
  expect([head.status, head.headers]).toMatchObject([
    200,
    {
      'x-repo-commit': expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      etag: `"${sha256}"`,
      'x-linked-etag': `"${sha256}"`,
      'x-linked-size': '3',
      'content-length': '3',
      'accept-ranges': 'bytes',
    },
  ])
  const get = await hub.call('GET', path)
  expect([get.status, get.headers['x-repo-commit']]).toEqual([302, head.headers['x-repo-commit']])
  expect(await (await fetch(get.headers.location!)).text()).toBe('abc')
})

test('what the client says to have already is not sent again', async () => {
  const hub = await startHub()
  const sha256 = await upload(hub, hub.id, { path: 'a.bin', bytes: 'abc' })
  const operations = [{ add: { path: 'a.bin', sha256 } }]
  await commitTexts(hub, hub.id, { 'a.txt': 'text' })
  await commitTexts(hub, hub.id, {}, { operations })
  for (const path of ['a.txt', 'a.bin']) {
    const url = `${hub.publicUrl}/${hub.ref}/resolve/main/${path}`
    const ask = async (method: string, known: string) => {
      const headers = { authorization: 'Bearer hf_editor', 'if-none-match': known }
      const { status, headers: told } = await fetch(url, { method, headers, redirect: 'manual' })
      return [status, told.get('etag')]
    }
    const [, etag] = await ask('HEAD', '"of another"')
    for (const method of ['GET', 'HEAD'])
      for (const known of [`"of another", W/${String(etag)}`, '*'])
        expect(await ask(method, known)).toEqual([304, etag])
    expect((await ask('GET', '"of another"'))[0]).toBe(path === 'a.txt' ? 200 : 302)
  }
})

test('browsers show a file, or save it where they are asked to', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'sub/a é.txt': 'a' })
  const url = `/${hub.ref}/resolve/main/sub/${encodeURIComponent('a é.txt')}`
  for (const [query, way] of [
    ['', 'inline'],
    ['?download=true', 'attachment'],
  ] as const) {
    const { headers } = await hub.call('GET', url + query)
    expect(headers['content-disposition']).toBe(`${way}; filename*=UTF-8''a%20%C3%A9.txt`)
  }
  expect((await hub.call('GET', `${url}?download=true&download=true`)).status).toBe(400)
})

test('a small file has the id that git gives it', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'hello.txt': 'hello\n' })
  const { status, headers, body } = await hub.call('GET', `/${hub.ref}/resolve/main/hello.txt`)
  expect([status, headers.etag, body]).toEqual([
    200,
    '"ce013625030ba8dba906f756967f9e9ca394464a"', // git hash-object
    'hello\n',
  ])
})

test('what is not there says which thing it is', async () => {
  const hub = await startHub()
  const { commit } = await commitTexts(hub, hub.id, { a: 'a' })
  const missing = async (path: string) => {
    const { status, headers } = await hub.call('GET', path)
    return [status, headers['x-error-code'], headers['x-repo-commit']]
  }
  expect(await missing(`/${hub.ref}/resolve/main/none`)).toEqual([404, 'EntryNotFound', commit])
  expect(await missing(`/${hub.ref}/resolve/none/a`)).toEqual([404, 'RevisionNotFound', undefined])
  expect(await missing('/acme/none/resolve/main/a')).toEqual([404, 'RepoNotFound', undefined])
  expect(await missing(`/api/models/${hub.ref}/tree/main/none`)).toEqual([
    404,
    'EntryNotFound',
    undefined,
  ])
})

test('branches and paths with slashes are encoded in URLs', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { a: 'a' })
  await commitTexts(hub, hub.id, { 'sub/100% ?#.txt': 'odd' }, { branch: 'feature/x' })
  const file = encodeURIComponent('sub/100% ?#.txt')
  expect((await hub.call('GET', `/${hub.ref}/resolve/feature%2Fx/${file}`)).body).toBe('odd')
  const tree = await hub.call('GET', `/api/models/${hub.ref}/tree/feature%2Fx/sub`)
  expect(tree.body).toMatchObject([{ path: 'sub/100% ?#.txt' }])
})

test('a long tree comes in pages that lead to each other', async () => {
  const hub = await startHub()
  const texts = Array.from({ length: 1_001 }, (_, index) => [`f/${1_000 + index}`, 'x'] as const)
  await commitTexts(hub, hub.id, Object.fromEntries(texts))
  const path = `/api/models/${hub.ref}/tree/main?recursive=true`
  const one = await hub.call('GET', path)
  expect(one.body).toHaveLength(1_000)
  const next = /^<(.+)>; rel="next"$/.exec(one.headers.link!)![1]!
  expect(next.startsWith(hub.publicUrl)).toBe(true)
  const two = await hub.call('GET', next.slice(hub.publicUrl.length))
  expect(two.body).toMatchObject([{ path: 'f/1999' }, { path: 'f/2000' }])
  expect(two.headers.link).toBeUndefined()
})

test('a folder shows what is in it, not what is in its folders, in the order of git', async () => {
  const hub = await startHub()
  const paths = ['a', 'a.txt', 'b/1', 'b/c/2', 'b/c/3', 'b/d', 'b0', 'b-', 'é/x']
  await commitTexts(hub, hub.id, Object.fromEntries(paths.map((path) => [path, path])))
  const tree = async (path: string) => {
    const { body } = await hub.call('GET', `/api/models/${hub.ref}/tree/main${path}`)
    return (body as unknown as { path: string }[]).map((entry) => entry.path)
  }
  expect(await tree('')).toEqual(['a', 'a.txt', 'b-', 'b', 'b0', 'é'])
  expect(await tree('/b')).toEqual(['b/1', 'b/c', 'b/d'])
  expect(await tree('/b?recursive=True')).toEqual(['b/1', 'b/c', 'b/c/2', 'b/c/3', 'b/d'])
  expect(await tree('/%C3%A9')).toEqual(['é/x'])
  expect((await hub.call('GET', `/api/models/${hub.ref}/tree/main/a`)).status).toBe(404)
})

test('many folders come in pages as well, each once', async () => {
  const hub = await startHub()
  const texts = Array.from({ length: 1_001 }, (_, index) => [`${1_000 + index}/f`, 'x'] as const)
  await commitTexts(hub, hub.id, Object.fromEntries(texts))
  for (const query of ['', '?recursive=true']) {
    const seen: string[] = []
    let path: string | undefined = `/api/models/${hub.ref}/tree/main${query}`
    while (path) {
      const { body, headers } = await hub.call('GET', path)
      seen.push(...(body as unknown as { path: string }[]).map((entry) => entry.path))
      path = /<(.+)>/.exec(headers.link ?? '')?.[1]?.slice(hub.publicUrl.length)
    }
    const folders = seen.filter((each) => !each.includes('/'))
    expect(folders).toEqual(texts.map(([each]) => each.slice(0, 4)))
    expect(seen).toHaveLength(query ? 2_002 : 1_001)
  }
})

test('an expanded tree names the commit that changed each path last', async () => {
  const hub = await startHub()
  const first = await commitTexts(hub, hub.id, { a: 'a', 'f/b': 'b', 'f/c': 'c', 'g/d': 'd' })
  const second = await commitTexts(hub, hub.id, { a: 'A', 'g/d': 'd' }, { message: 'Two\n\nMore' })
  const third = await commitTexts(hub, hub.id, {}, { operations: [{ delete: 'f/c' }] })
  const changed = async (query = '?recursive=true&expand=true') => {
    const { body } = await hub.call('GET', `/api/models/${hub.ref}/tree/main${query}`)
    const entries = body as unknown as {
      path: string
      lastCommit?: { id: string; title: string }
    }[]
    return Object.fromEntries(entries.map(({ path, lastCommit }) => [path, lastCommit?.id]))
  }
  expect(await changed()).toEqual({
    a: second.commit,
    f: third.commit,
    'f/b': first.commit,
    g: first.commit,
    'g/d': first.commit,
  })
  expect(await changed('')).toEqual({ a: undefined, f: undefined, g: undefined })
  const asked = { paths: ['a'], expand: true }
  const info = await hub.call('POST', `/api/models/${hub.ref}/paths-info/main`, asked)
  expect(info.body).toMatchObject([{ path: 'a', lastCommit: { id: second.commit, title: 'Two' } }])

  await hub.call('POST', `/api/models/${hub.ref}/super-squash/main`, {})
  const [{ id: squashed }] = (await hub.call('GET', `/api/models/${hub.ref}/commits/main`))
    .body as unknown as [{ id: string }]
  expect(Object.values(await changed())).toEqual(Array.from({ length: 5 }, () => squashed))
})

test('a form asks for paths as JSON does', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { a: 'a', 'sub/b': 'b' })
  const path = `/api/models/${hub.ref}/paths-info/main`
  const form = 'application/x-www-form-urlencoded'
  const { body } = await hub.call('POST', path, 'paths=a&paths=sub&paths=no&expand=false', form)
  expect(body).toMatchObject([
    { type: 'file', path: 'a' },
    { type: 'directory', path: 'sub' },
  ])
  expect((await hub.call('POST', path, 'paths=a', form)).body).toHaveLength(1)
})

test('text comes in the commit, other things by Git LFS', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'a.txt': 'hello\n' })
  const file = (path: string, bytes: Buffer, size = bytes.length) => ({
    path,
    size,
    sample: bytes.toString('base64'),
  })
  const { body } = await hub.call('POST', `/api/models/${hub.ref}/preupload/main`, {
    files: [
      file('a.txt', Buffer.from('text')),
      file('empty', Buffer.alloc(0)),
      file('b.bin', Buffer.from([1, 0, 2])),
      file('long.txt', Buffer.from('text'), 2 * 1024 ** 2),
    ],
  })
  expect(body).toEqual({
    files: [
      {
        path: 'a.txt',
        uploadMode: 'regular',
        shouldIgnore: false,
        oid: 'ce013625030ba8dba906f756967f9e9ca394464a',
      },
      { path: 'empty', uploadMode: 'regular', shouldIgnore: false },
      { path: 'b.bin', uploadMode: 'lfs', shouldIgnore: false },
      { path: 'long.txt', uploadMode: 'lfs', shouldIgnore: false },
    ],
  })
})

test('an uploaded object is verified, by a URL that authorises itself', async () => {
  const hub = await startHub()
  const object = { oid: sha256Of('abc'), size: 3 }
  const { body } = await hub.batch(object)
  type Actions = { upload: { href: string }; verify: { href: string } }
  const { actions } = (body as unknown as { objects: { actions: Actions }[] }).objects[0]!
  const post = (href: string) =>
    fetch(href, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.git-lfs+json' },
      body: JSON.stringify(object),
    })
  expect((await post(actions.verify.href)).status).toBe(400)
  await fetch(actions.upload.href, { method: 'PUT', body: 'abc' })
  expect((await post(actions.verify.href.replace('verify', 'complete'))).status).toBe(403)
  expect((await post(actions.verify.href)).status).toBe(200)
  expect((await hub.batch(object)).body).toMatchObject({ objects: [object] })
  expect(JSON.stringify((await hub.batch(object)).body)).not.toContain('actions')
})

test('an object that cannot be uploaded says why, beside those that can', async () => {
  const hub = await startHub()
  const failed = async (object: object, transfers?: string[]) =>
    (await hub.batch(object, transfers)).body
  const error = (message: string) => ({
    objects: [{ error: { code: 422, message: expect.stringContaining(message) as string } }],
  })
  expect(await failed({ oid: 'x', size: 1 })).toMatchObject(error('64 lower-case hex'))
  const large = { oid: sha256Of('large'), size: 10 ** 10 }
  expect(await failed(large, ['basic'])).toMatchObject(error('too large for one PUT'))
})

test('a commit that is sent again, since its answer was lost, makes no second version', async () => {
  const { call, commitLines, ref } = await startHub()
  const file = { key: 'file', value: { path: 'a', content: 'a' } }
  const first = await commitLines(header, file)
  expect(first.status).toBe(200)
  expect(await commitLines(header, file)).toMatchObject({ status: 200, body: first.body })
  const history = await call('GET', `/api/models/${ref}/commits/main`)
  expect(history.body).toHaveLength(1)
})

test('folders are deleted whole', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'sub/a': 'a', 'sub/deep/b': 'b', 'sub-2/c': 'c' })
  const { status } = await hub.commitLines(header, {
    key: 'deletedFolder',
    value: { path: 'sub/' },
  })
  expect(status).toBe(200)
  const tree = await hub.call('GET', `/api/models/${hub.ref}/tree/main?recursive=True`)
  expect(tree.body).toMatchObject([{ path: 'sub-2' }, { path: 'sub-2/c' }])
})

test('a commit that cannot be read or made is refused with the reason', async () => {
  const hub = await startHub()
  const path = `/api/models/${hub.ref}/commit/main`
  const broken = await hub.call('POST', path, '{"key":"header"', 'application/x-ndjson')
  expect([broken.status, broken.body]).toMatchObject([
    400,
    { error: expect.stringContaining('Line 1 is no operation') as string },
  ])
  const file = { key: 'file', value: { path: 'a', content: 'a' } }
  expect((await hub.commitLines(file)).body).toMatchObject({
    error: expect.stringContaining('no line with the key `header`') as string,
  })
  const lfsFile = { path: 'stolen', oid: sha256Of('x'), algo: 'sha256', size: 1 }
  const unknown = await hub.commitLines(header, { key: 'lfsFile', value: lfsFile })
  expect([unknown.status, unknown.headers['x-error-message']]).toEqual([
    400,
    expect.stringContaining('for `stolen`'),
  ])
  expect((await hub.call('POST', `${path}-2`, '{}', 'application/x-ndjson')).status).toBe(404)
})
