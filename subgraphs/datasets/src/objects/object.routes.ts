import type { Readable } from 'node:stream'
import type { HttpServer } from '@weft/kit/http-server'
import { ContentError, attachment, isStorageFull } from '@weft/kit/objects'
import type { Grant } from '@weft/kit/object-urls'
import type { ObjectStore } from '@weft/kit/objects'
import type { FolderObjects } from '@weft/kit/objects-folder'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { answerError } from '../hub/hub.errors.ts'
import { drain } from './drain.ts'
import { sendBytes } from './send-bytes.ts'

/** The presigned URLs of small contents, and of a folder of objects. They authorise themselves. */
export function addObjectRoutes(
  server: HttpServer,
  { urls, objects, folder }: Pick<App, 'urls' | 'objects' | 'folder'>,
): void {
  void server.register(async (scope) => {
    scope.setErrorHandler<Error>(answerError)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload)) // streamed, not kept
    scope.route({
      url: '/objects/*',
      method: ['GET', 'HEAD', 'PUT'],
      config: { isPublic: true },
      handler: async (request, reply) => {
        const grant = urls.grantOf(request.method, request.raw.url ?? '')
        if (grant?.method === 'GET') return answer(objects, grant, { request, reply })
        if (grant && folder) return receive(folder, grant, { request, reply })
        return refuse(
          reply,
          403,
          'This URL has expired, was altered, or is for another method. Ask for a new one.',
        )
      },
    })
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

const refuse = (reply: FastifyReply, status: number, error: string) =>
  reply.code(status).send({ error })

async function receive(
  folder: FolderObjects,
  grant: Extract<Grant, { method: 'PUT' }>,
  { request, reply }: Exchange,
) {
  const length = request.headers['content-length']
  if (length !== undefined && Number(length) !== grant.sizeBytes)
    return refuse(
      reply.header('connection', 'close'), // the body was not read
      400,
      `This URL takes exactly ${grant.sizeBytes} bytes, and ${length} were announced.`,
    )
  const source = (request.body as Readable | undefined) ?? request.raw
  try {
    const etag = await folder.receive(grant, source)
    return await reply.header('etag', `"${etag}"`).send()
  } catch (error) {
    if (length !== undefined) await drain(source)
    void reply.header('connection', 'close')
    if (isStorageFull(error)) return refuse(reply, 507, error.message)
    if (error instanceof ContentError) return refuse(reply, 400, error.message)
    if (source.destroyed && !request.raw.complete)
      return refuse(reply, 400, 'The connection broke before all bytes had come.')
    throw error
  }
}

async function answer(
  objects: ObjectStore,
  { key, fileName }: Extract<Grant, { method: 'GET' }>,
  { request, reply }: Exchange,
) {
  const found = await objects.stat(key)
  if (!found) return refuse(reply, 404, 'There is no such object any more.')
  void reply.headers({
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(fileName),
    etag: `"${key.slice(key.lastIndexOf('/') + 1)}"`, // of content that never changes: its own hash
  })
  return sendBytes(request, reply, {
    sizeBytes: found.sizeBytes,
    read: (range) => objects.read(key, range),
  })
}
