import { Readable } from 'node:stream'
import type { HttpServer } from '@weft/kit/http-server'
import { ContentError } from '@weft/kit/objects'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { createContext } from '../context.ts'
import type { Context } from '../context.ts'
import { HubError, answerError } from '../hub/hub.errors.ts'
import { drain } from '../objects/drain.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { getWritableRepository } from '../repositories/repository.service.ts'
import { lookUpChunk } from './chunk.lookup.ts'
import { answerInFrames } from './shard.answering.ts'
import { takeShard } from './shard.service.ts'
import { createTurns } from '../turns.ts'
import { verifyXetToken } from './xet.token.ts'
import { largestXorbBytes, receiveXorb } from './xorb.service.ts'

/** One request to bring something to a repository. */
type Bringing = {
  ctx: Context
  repository: Repository
  request: FastifyRequest
  reply: FastifyReply
}

const largestShardBytes = 64 * 1024 ** 2

// What bounds the memory that this takes, however much one namespace brings at once.
const xorbsInTurn = createTurns(8)
const shardsInTurn = createTurns(2)

/** The writing half of a Xet content store for each repository; its files are read as all others are. */
export function addXetRoutes(server: HttpServer, app: App): void {
  void server.register(async (scope) => {
    scope.setErrorHandler<Error>(answerError)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload)) // streamed, not kept
    const isPublic = { config: { isPublic: true } } // the token is for this door alone, and read here
    const by =
      (answer: (bringing: Bringing) => unknown) =>
      async (request: FastifyRequest, reply: FastifyReply) =>
        answer(await admit(app, request, reply))

    const store = '/xet/:repositoryId'
    scope.get(`${store}/v1/chunks/:prefix/:hash`, isPublic, by(findChunk))
    scope.post(`${store}/v1/xorbs/:prefix/:hash`, isPublic, by(takeXorb))
    scope.post(`${store}/v1/shards`, isPublic, by(answerShard))
    scope.post(`${store}/v2/shards`, isPublic, by(answerShardInFrames))
    scope.post(`${store}/v1/telemetry`, isPublic, by(ignore))
    scope.all(`${store}/*`, isPublic, by(hasNothingElse))
  })
}

async function admit(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Bringing> {
  const { repositoryId } = request.params as { repositoryId: string }
  const { authorization } = request.headers
  const viewer = await verifyXetToken(app.config.IDENTITY_SECRET, authorization, repositoryId)
  if (!viewer)
    throw new HubError(
      401,
      'This token is not for this repository, or has expired. Ask for a new one.',
    )
  const ctx = createContext(app, viewer, request.id)
  const repository = await getWritableRepository(ctx, 'hub.xet', repositoryId)
  return { ctx, repository, request, reply }
}

async function findChunk({ ctx, repository, request, reply }: Bringing) {
  const { hash } = request.params as { hash: string }
  const shard = await lookUpChunk(ctx, repository.id, hash)
  if (!shard) throw new HubError(404, `No file of this repository has the chunk ${hash}; send it.`)
  return reply.type('application/octet-stream').send(shard)
}

/** By 404 the client learns which of its ways are open, and takes another: so with grants for xorbs, and reading. */
async function hasNothingElse({ request }: Bringing): Promise<never> {
  await drain(sourceOf(request))
  throw new HubError(404, `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`)
}

async function takeXorb({ ctx, repository, request }: Bringing) {
  const { hash } = request.params as { hash: string }
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new HubError(400, 'The hash of a xorb has 64 hex digits.')
  const source = sourceOf(request)
  const sizeBytes = Number(request.headers['content-length'] ?? Number.NaN)
  if (!(sizeBytes > 0)) throw new HubError(411, 'Say how long the xorb is, by `content-length`.')
  if (sizeBytes > largestXorbBytes)
    throw new HubError(413, `A xorb has at most ${largestXorbBytes} bytes, not ${sizeBytes}.`)
  const isNew = await xorbsInTurn(repository.namespace, () =>
    receiveXorb(ctx, repository, { hash, sizeBytes, source }),
  )
  return { was_inserted: isNew }
}

async function answerShard(bringing: Bringing) {
  await readShard(bringing)
  return { result: 1 }
}

const answerShardInFrames = (bringing: Bringing) =>
  answerInFrames(readShard(bringing), bringing.request, bringing.reply)

const readShard = ({ ctx, repository, request }: Bringing) =>
  shardsInTurn(repository.namespace, async () =>
    takeShard(ctx, repository, await readWhole(sourceOf(request))),
  )

async function readWhole(source: Readable): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of source as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > largestShardBytes)
      throw new ContentError(`A shard has at most ${largestShardBytes} bytes.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function ignore({ request }: Bringing) {
  await drain(sourceOf(request))
  return {}
}

const sourceOf = ({ body, raw }: FastifyRequest): Readable =>
  body instanceof Readable ? body : raw
