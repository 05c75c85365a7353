import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Documents } from '../documents/documents.ts'
import { badRequest, toGraphQLError } from '../errors.ts'
import type { Tickets } from '../identity/tickets.ts'
import { refusedFor } from '../graph/answer.ts'
import { checkIsJson, sendAnswer, sendAnswered } from '../graph/http.ts'
import { endId, eventSource, serverSentEvents } from '../subscriptions/framing.ts'
import type { Framing } from '../subscriptions/framing.ts'
import { framingOf, sendStream } from '../subscriptions/http-streams.ts'
import type { Operation } from '../subscriptions/subscriptions.ts'
import type { Streaming } from '../subscriptions/http-streams.ts'
import { createGiveTicket } from './ticket-door.ts'

type Options = Streaming & {
  documents: Documents
  /** Null where nobody is asked who they are. */
  tickets: Tickets | null
}
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** What `/graphql` answers by: one answer, or a stream of them where a client wants one and subscribes. */
export function createAnswers(options: Options) {
  const { graph, formatError, documents, tickets } = options
  /** What is wrong with a request before it runs is told by its status too. */
  const orRefusal =
    (handle: Handler): Handler =>
    async (request, reply) => {
      try {
        return await handle(request, reply)
      } catch (error) {
        if (reply.sent) throw error
        const known = toGraphQLError(error, 'BAD_REQUEST')
        return sendAnswered(refusedFor([known], { formatError }), [request, reply])
      }
    }
  const stream = async (operation: Operation, framing: Framing, [request, reply]: Exchange) => {
    const { 'last-event-id': seen } = request.headers
    const after = typeof seen === 'string' ? seen : null
    await sendStream({ operation, framing, after }, [request, reply], options)
    return reply
  }

  return {
    post: orRefusal(async (request, reply) => {
      checkIsJson(request)
      const asked = documents.read(request.body)
      const framing = framingOf(request)
      const operation = framing && graph.prepare(asked)
      return operation?.type === 'subscription'
        ? stream(operation, framing!, [request, reply])
        : sendAnswer(asked, [request, reply], graph)
    }),
    /** Every operation as server-sent events, also by GET, as a browser's `EventSource` asks. */
    stream: orRefusal(async (request, reply) => {
      if (request.headers['last-event-id'] === endId) return reply.code(204).send()
      const operation = graph.prepare(documents.read(givenBy(request)))
      if (request.method !== 'GET') return stream(operation, serverSentEvents, [request, reply])
      if (operation.type === 'mutation') throw badRequest('Send mutations by POST.')
      return stream(operation, eventSource, [request, reply])
    }),
    /** The URL by which an event source that cannot send a header listens to one subscription. */
    ticket: tickets && orRefusal(createGiveTicket({ tickets, documents, graph })),
  }
}

type Exchange = [FastifyRequest, FastifyReply]

/** In a URL, objects stand as JSON. */
function givenBy({ method, query, body }: FastifyRequest): unknown {
  if (method !== 'GET' || body) return body // of a ticket, by GET
  const { variables, extensions, ...rest } = query as Record<string, string | undefined>
  return {
    ...rest,
    ...(variables && { variables: fromJson('variables', variables) }),
    ...(extensions && { extensions: fromJson('extensions', extensions) }),
  }
}

function fromJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`\`${name}\` is no JSON.`)
  }
}
