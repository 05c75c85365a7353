import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Files = Map<string, Buffer>
type Commit = { oid: string; title: string; files: Files }

const LARGE_FROM_BYTES = 10_000
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')

function rangeOf(header: string | undefined, sizeBytes: number) {
  const [, begin, end] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? []
  return begin ? { begin: Number(begin), end: end ? Number(end) : sizeBytes - 1 } : null
}

/** A Hub in memory that speaks the part of the protocol that runtimes use. */
export async function startHubServer({ token }: { token: string }) {
  const repositories = new Map<string, Commit[]>()
  const objects: Files = new Map()
  let url = ''

  function addCommit(repository: string, title: string, changes: Iterable<[string, Buffer]>) {
    const commits = repositories.get(repository) ?? []
    const files = new Map([...(commits.at(-1)?.files ?? []), ...changes])
    const oid = sha1(Buffer.from(`${repository} ${commits.length} ${title}`))
    repositories.set(repository, [...commits, { oid, title, files }])
    return oid
  }

  function filesAt(repository: string, revision: string) {
    const commits = repositories.get(repository) ?? []
    return commits.findLast(({ oid }) => revision === 'main' || oid === revision)?.files
  }

  type Handler = (match: RegExpExecArray, body: Buffer, request: IncomingMessage) => Answer
  type Answer = {
    status?: number
    headers?: Record<string, string>
    json?: unknown
    bytes?: Buffer
  }

  const tree: Handler = ([, repository = '', revision = '']) => {
    const files = filesAt(repository, revision)
    if (!files) return { status: 404, headers: { 'x-error-code': 'RevisionNotFound' }, json: {} }
    const entries = Array.from(files, ([path, bytes]) => ({
      type: 'file',
      path,
      size: bytes.length,
      oid: sha1(bytes),
    }))
    return { json: entries }
  }

  const resolve: Handler = ([, repository = '', revision = '', path = ''], _, request): Answer => {
    const prefixed = repository.startsWith('datasets/') ? repository : `models/${repository}`
    const bytes = filesAt(prefixed, revision)?.get(path)
    if (!bytes) return { status: 404, headers: { 'x-error-code': 'EntryNotFound' }, json: {} }
    const headers: Record<string, string> = { etag: `"${sha256(bytes)}"`, 'accept-ranges': 'bytes' }
    const range = rangeOf(request.headers.range, bytes.length)
    if (!range) return { headers, bytes }
    headers['content-range'] = `bytes ${range.begin}-${range.end}/${bytes.length}`
    return { status: 206, headers, bytes: bytes.subarray(range.begin, range.end + 1) }
  }

  const preupload: Handler = (_, body) => {
    const { files } = JSON.parse(body.toString()) as { files: { path: string; size: number }[] }
    const modeOf = (size: number) => (size >= LARGE_FROM_BYTES ? 'lfs' : 'regular')
    return { json: { files: files.map(({ path, size }) => ({ path, uploadMode: modeOf(size) })) } }
  }

  const batch: Handler = (_, body) => {
    const asked = JSON.parse(body.toString()) as { objects: { oid: string; size: number }[] }
    const upload = (oid: string) => ({ href: `${url}/objects/${oid}` })
    return {
      json: {
        transfer: 'basic',
        objects: asked.objects.map(({ oid, size }) =>
          objects.has(oid) ? { oid, size } : { oid, size, actions: { upload: upload(oid) } },
        ),
      },
    }
  }

  const putObject: Handler = ([, oid = ''], body) => {
    if (sha256(body) !== oid) return { status: 400, json: { error: 'wrong hash' } }
    objects.set(oid, body)
    return {}
  }

  type Line =
    | { key: 'header'; value: { summary: string } }
    | { key: 'file'; value: { path: string; content: string } }
    | { key: 'lfsFile'; value: { path: string; oid: string } }

  const commit: Handler = ([, repository = ''], body) => {
    const lines = body.toString().trim().split('\n')
    const changes: [string, Buffer][] = []
    let title = ''
    for (const line of lines.map((text) => JSON.parse(text) as Line)) {
      const { key, value } = line
      if (key === 'header') title = value.summary
      else if (key === 'file') changes.push([value.path, Buffer.from(value.content, 'base64')])
      else changes.push([value.path, objects.get(value.oid) ?? Buffer.alloc(0)])
    }
    const oid = addCommit(repository, title, changes)
    return { json: { success: true, commitOid: oid, commitUrl: `${url}/commit/${oid}` } }
  }

  const routes: [RegExp, Handler][] = [
    [/^GET \/api\/((?:models|datasets)\/[^/]+\/[^/]+)\/tree\/([^/?]+)/, tree],
    [/^POST \/api\/(?:models|datasets)\/[^/]+\/[^/]+\/preupload\//, preupload],
    [/^POST \/api\/((?:models|datasets)\/[^/]+\/[^/]+)\/commit\//, commit],
    [/^POST \/.*\/info\/lfs\/objects\/batch/, batch],
    [/^PUT \/objects\/(\w+)/, putObject],
    [/^GET \/((?:datasets\/)?[^/]+\/[^/]+)\/resolve\/([^/]+)\/([^?]+)/, resolve],
  ]

  function dispatch(request: IncomingMessage, body: Buffer): Answer {
    const called = `${request.method} ${request.url}`
    const isSigned = called.startsWith('PUT /objects/')
    if (!isSigned && request.headers.authorization !== `Bearer ${token}`) return { status: 401 }
    for (const [pattern, handler] of routes) {
      const match = pattern.exec(called)
      if (match) return handler(match, body, request)
    }
    return { status: 404, json: { error: `There is no ${called}.` } }
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { status = 200, headers, json = {}, bytes } = dispatch(request, Buffer.concat(chunks))
    const type = bytes ? 'application/octet-stream' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers })
    response.end(bytes ?? JSON.stringify(json))
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    /** `repository` as `models/ns/name` or `datasets/ns/name`; gives the commit's id. */
    addCommit,
    commitsOf: (repository: string) => repositories.get(repository) ?? [],
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
