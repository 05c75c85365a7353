import { expect, test } from 'vitest'
import { startHub } from './hub.ts'

test.for([
  ['GET', '/gpt2/resolve/main/config.json'],
  ['HEAD', '/gpt2/resolve/main/config.json'],
  ['GET', '/datasets/squad/resolve/main/README.md'],
  ['GET', '/spaces/acme/page/resolve/main/app.py'],
  ['GET', '/api/models/gpt2'],
  ['GET', '/api/models/gpt2/revision/main'],
  ['GET', '/api/models/gpt2/refs'],
  ['GET', '/api/datasets/squad/tree/main?recursive=true'],
  ['GET', '/api/datasets/squad/tree/main/data'],
  ['POST', '/api/datasets/squad/paths-info/main'],
  ['POST', '/api/models/gpt2/preupload/main'],
  ['POST', '/api/models/gpt2/commit/main'],
  ['GET', '/api/spaces/acme/page'],
] as const)('no repository is found by %s %s, as by any other name', async ([method, path]) => {
  const { call } = await startHub()
  const { status, headers } = await call(method, path, method === 'POST' ? {} : undefined)
  expect([status, headers['x-error-code'], headers['x-error-message']]).toEqual([
    404,
    'RepoNotFound',
    expect.stringContaining('does not exist, or you may not see it'),
  ])
})

test('what a repository does not have here is told to who may see it, and to nobody else', async () => {
  const { call, ref, publicUrl } = await startHub()
  for (const [method, rest] of [
    ['GET', '/discussions'],
    ['POST', '/lfs-files/duplicate'],
    ['GET', '/tree'],
    ['PATCH', ''],
  ] as const) {
    const path = `/api/models/${ref}${rest}`
    const { status, headers, body } = await call(method, path)
    const message = `There is nothing at ${method} ${path}.`
    expect([status, headers['x-error-code'], headers['x-error-message'], body]).toEqual([
      404,
      undefined,
      message,
      { error: message },
    ])
    const authorization = 'Bearer hf_stranger'
    const stranger = await fetch(publicUrl + path, { method, headers: { authorization } })
    expect(stranger.headers.get('x-error-code')).toBe('RepoNotFound')
  }
})

test('a name that is longer than any is refused in words', async () => {
  const { call, ref } = await startHub()
  const { status, headers, body } = await call('GET', `/${ref}/resolve/${'m'.repeat(1_001)}/a`)
  const reason = expect.stringContaining('exceeding the max param length')
  expect([status, headers['x-error-message'], body]).toEqual([414, reason, { error: reason }])
})

test('pull requests are refused before any bytes are sent for them', async () => {
  const { call, ref } = await startHub()
  const api = `/api/models/${ref}`
  for (const [method, path] of [
    ['POST', 'preupload/main'],
    ['GET', 'xet-write-token/main'],
    ['POST', 'commit/main'],
  ] as const) {
    const { status, body } = await call(method, `${api}/${path}?create_pr=1`)
    expect([status, body]).toEqual([400, { error: expect.stringContaining('Pull requests') }])
  }
})
