import { createRepo, downloadFile, uploadFiles } from '@huggingface/hub'
import { CreateNamespaceDocument } from '@weft/client/documents'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startAllApart, startTogether } from '../harness/platform.ts'

const page = 'https://app.example.com'

test.for([
  ['in one process', startTogether],
  ['each in a process of its own', startAllApart],
] as const)(
  'with the services %s, a large file comes and goes by the one door, also for a page',
  async ([, start]) => {
    const { url, token, client } = await start({ gateway: { CORS_ORIGINS: page } })
    await client.request(CreateNamespaceDocument, { input: { name: 'acme' } })
    const hub = { hubUrl: url, accessToken: token }
    const repo = { type: 'dataset', name: 'acme/files' } as const
    await createRepo({ ...hub, repo })
    const bytes = randomBytes(3 * 1024 ** 2)
    const file = { path: 'a.bin', content: new Blob([bytes]) }
    await uploadFiles({ ...hub, repo, files: [file], useXet: false })

    const read = await downloadFile({ ...hub, repo, path: 'a.bin' })
    expect(Buffer.from(await read!.arrayBuffer()).equals(bytes)).toBe(true)

    const resolve = `${url}/datasets/${repo.name}/resolve/main/a.bin`
    const headers = { authorization: `Bearer ${token}` }
    const { headers: found } = await fetch(resolve, { headers, redirect: 'manual' })
    const object = new URL(found.get('location')!, url)
    expect(object.href.startsWith(`${url}/objects/`)).toBe(true)
    const part = await fetch(object, {
      headers: { range: 'bytes=10-19', origin: page, 'x-request-id': 'asked-by-a-page' },
    })
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([
      206,
      bytes.subarray(10, 20),
    ])
    expect(part.headers.get('access-control-allow-origin')).toBe(page)
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(part.headers.get('x-request-id')).toBe('asked-by-a-page')

    object.searchParams.set('name', 'another.bin')
    const altered = await fetch(object, { headers: { origin: page } })
    expect([altered.status, await altered.json()]).toEqual([
      403,
      { error: expect.stringContaining('was altered') as string },
    ])
    expect(altered.headers.get('access-control-allow-origin')).toBe(page)
    const written = await fetch(object, { method: 'PUT', body: bytes })
    expect(written.status).toBe(403)
  },
)
