import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { S3Objects } from './objects-s3.ts'

/** A store whose server answers as scripted: what a real one does only when it is in trouble. */
async function storeThat(answer: RequestListener, silenceSeconds = 10) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return new S3Objects({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'weft',
    accessKey: 'key',
    secretKey: 'secret',
    region: 'us-east-1',
    silenceSeconds,
  })
}

const away = {
  message: expect.stringContaining('The object store does not answer now') as string,
  extensions: { code: 'UPSTREAM_UNAVAILABLE' },
}

test('a store that is busy is asked again until it answers', async () => {
  let asked = 0
  const store = await storeThat((_, response) => {
    response.statusCode = ++asked < 3 ? 503 : 200
    response.setHeader('content-length', 7).setHeader('last-modified', new Date().toUTCString())
    response.end()
  })
  expect(await store.stat('a')).toEqual({ sizeBytes: 7 })
  expect(asked).toBe(3)
})

test('a store that stays busy is unavailable', async () => {
  let asked = 0
  const store = await storeThat((_, response) => {
    asked++
    response.writeHead(500).end()
  })
  await expect(store.stat('a')).rejects.toMatchObject(away)
  expect(asked).toBe(4)
})

test('a store that says nothing is unavailable, and is not waited for again', async () => {
  let asked = 0
  const store = await storeThat(() => void asked++, 0.1)
  await expect(store.stat('a')).rejects.toMatchObject(away)
  expect(asked).toBe(1)
})

const none = '<Error><Code>NoSuchCORSConfiguration</Code></Error>'

test.for([
  ['has no rules for', 404, none, 1],
  ['has rules for', 200, '<CORSConfiguration/>', 0],
  ['does not tell its rules for', 403, '<Error><Code>AccessDenied</Code></Error>', 0],
] as const)(
  'a bucket that %s browsers is left so that they can use it',
  async ([, status, body, times]) => {
    const written: string[] = []
    const store = await storeThat((request, response) => {
      const isCors = request.url?.endsWith('?cors')
      if (request.method === 'GET' && isCors) return response.writeHead(status).end(body)
      if (isCors) request.on('data', (bytes) => written.push(String(bytes)))
      return request.on('end', () => response.end()).resume()
    })
    await store.prepare()
    expect(written).toEqual(
      Array(times).fill(expect.stringContaining('<ExposeHeader>ETag</ExposeHeader>')),
    )
  },
)

test('uploads in parts that were begun long ago and never ended are aborted, and an object that was made by another of that key stays', async () => {
  const upload = (id: string, initiated: string) =>
    `<Upload><Key>uploads/${id}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`
  const uploads = upload('old', '2026-01-01T00:00:00Z') + upload('new', '2026-01-03T00:00:00Z')
  const deleted: string[] = []
  const store = await storeThat((request, response) => {
    if (request.method === 'DELETE') deleted.push(request.url!)
    if (request.method === 'DELETE') return response.writeHead(204).end()
    const isList = request.url?.includes('uploads&') || request.url?.includes('?uploads')
    return response.end(
      isList
        ? `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${uploads}</ListMultipartUploadsResult>`
        : '<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>',
    )
  })
  await store.dropAbandoned(new Date('2026-01-02'))
  expect(deleted).toEqual(['/weft/uploads/old?uploadId=old'])
})

const begun = 'InitiateMultipartUploadResult'

test('a store that was busy when other bytes were tried has not refused them, and is not trusted', async () => {
  const store = await storeThat(async (request, response) => {
    const body = await text(request)
    const { method = '', url = '' } = request
    if (method === 'DELETE') return response.writeHead(204).end()
    if (method === 'POST') return response.end(`<${begun}><UploadId>one</UploadId></${begun}>`)
    const isPart = method === 'PUT' && url.includes('partNumber')
    response.writeHead(isPart && body !== 'the bytes of a trial' ? 503 : 200).end()
  })
  expect(await store.checksHashes()).toBe(false)
})

test('other bytes than announced are refused again, also when the store was away as they were to be removed', async () => {
  const objects = new Map([['/weft/uploads/1', 'evil']])
  let isAway = true
  const remove = (path: string, response: ServerResponse) => {
    if (isAway && path.startsWith('/weft/blobs')) return response.writeHead(500).end()
    objects.delete(path)
    return response.writeHead(204).end()
  }
  const copy = (source: string, path: string, response: ServerResponse) => {
    objects.set(path, objects.get(`/${decodeURIComponent(source).replace(/^\//, '')}`)!)
    return response.end('<CopyObjectResult><ETag>x</ETag></CopyObjectResult>')
  }
  const store = await storeThat(({ method, url = '', headers }, response) => {
    const path = url.replace(/\?.*/, '')
    const source = headers['x-amz-copy-source']
    if (method === 'DELETE') return remove(path, response)
    if (source) return copy(String(source), path, response)
    const body = objects.get(path)
    if (body === undefined) return response.writeHead(404).end()
    response.setHeader('content-length', body.length).setHeader('last-modified', 'today')
    return response.end(method === 'HEAD' ? undefined : body)
  })
  const sha256 = createHash('sha256').update('good').digest('hex')
  const adopt = () => store.adopt('uploads/1', { key: 'blobs/1', sha256, sizeBytes: 4 })
  await expect(adopt()).rejects.toMatchObject(away)
  isAway = false
  await expect(adopt()).rejects.toThrow('have the sha256')
  expect([...objects.keys()]).toEqual([])
})
