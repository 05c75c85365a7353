import compress from '@fastify/compress'
import { constants } from 'node:zlib'
import type { HttpServer } from '@weft/kit/http-server'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { acceptsPage, sendPage } from './graphiql.ts'

type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown
type Options = {
  answers: { post: Answer; stream: Answer; ticket: Answer | null }
  /** Whether browsers get GraphiQL. */
  hasPage: boolean
  /** Within which an operation has to come. */
  timeoutSeconds: number
}

/** Of an operation with its variables. Files do not come inside of operations. */
const largestBodyBytes = 1024 ** 2
/** Smaller answers are sent as they are. */
const smallestPackedBytes = 1024

/**
 * `/graphql`: operations by POST, packed as the client accepts it, and a page for browsers; `/graphql/stream`: operations as
 * server-sent events; `/graphql/tickets`: for whom cannot send a header there.
 */
export async function addGraphDoor(
  server: HttpServer,
  { answers, hasPage, timeoutSeconds }: Options,
): Promise<void> {
  await server.register(async (scope) => {
    await scope.register(compress, {
      encodings: ['br', 'gzip'],
      threshold: smallestPackedBytes,
      brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
      zlibOptions: { level: 4 },
    })
    scope.setErrorHandler<FastifyError>(refuse)
    scope.addHook('onRequest', async (request, reply) => {
      if (request.raw.complete) return // while it was found out who asks
      const giveUp = () => void refuse(late(timeoutSeconds), request, reply)
      const timer = setTimeout(giveUp, timeoutSeconds * 1_000)
      const stop = () => clearTimeout(timer)
      request.raw.once('end', stop).once('close', stop)
    })
    const bodyLimit = largestBodyBytes
    scope.post('/graphql', { bodyLimit }, answers.post)
    scope.get('/graphql/stream', answers.stream)
    scope.post('/graphql/stream', { bodyLimit }, answers.stream)
    if (answers.ticket) scope.post('/graphql/tickets', { bodyLimit }, answers.ticket)

    const isPublic = { config: { isPublic: true } }
    scope.get('/graphql', isPublic, async (request, reply) => {
      if (hasPage && acceptsPage(request)) return sendPage(request, reply)
      return reply
        .code(405)
        .header('allow', 'POST')
        .send(bodyOf(hasPage ? sendPost : sendOnly))
    })
    if (hasPage) scope.get('/', isPublic, async (_, reply) => reply.redirect('/graphql'))
  })
}

const sendOnly = 'Send operations by POST.'
const sendPost = 'Send operations by POST, or open this address in a browser.'

const late = (seconds: number): FastifyError =>
  Object.assign(new Error(`The request did not come within ${seconds} seconds.`), {
    statusCode: 408,
    code: 'LATE',
    name: 'FastifyError',
  })

/** A request that cannot be read, in the words of GraphQL. */
function refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const { statusCode = 500, code } = error
  if (statusCode >= 500) request.log.error(error, 'graphql: internal error')
  if (!request.raw.complete) void reply.header('connection', 'close')
  const message =
    code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      ? `The request is larger than ${largestBodyBytes / 1024 ** 2} MiB.`
      : statusCode < 500
        ? error.message
        : 'Something went wrong on our side.'
  const ours = statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'
  return reply.code(statusCode).send(bodyOf(message, ours))
}

const bodyOf = (message: string, code = 'BAD_REQUEST') => ({
  errors: [{ message, extensions: { code } }],
})
