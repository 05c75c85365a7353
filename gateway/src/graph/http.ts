import { traceHeadersOf } from '@weft/kit/tracing'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { badRequest } from '../errors.ts'
import { textOf } from '../result-text.ts'
import type { Answered } from './answer.ts'
import type { Graph } from './graph.ts'
import type { OperationRequest } from './known-operations.ts'

const json = 'application/json'
const types = [json, 'application/graphql-response+json']

type Exchange = [FastifyRequest, FastifyReply]

/** Answers a query or a mutation, as GraphQL over HTTP has it. */
export async function sendAnswer(
  asked: OperationRequest,
  [request, reply]: Exchange,
  graph: Graph,
): Promise<FastifyReply> {
  if (!answerTypeOf(request)) return reply.code(406).send({ errors: [notAcceptable] })
  const { viewer, id: requestId, headers } = request
  const context = { viewer, requestId, trace: traceHeadersOf(headers) }
  return sendAnswered(await graph.answer(asked, context), [request, reply])
}

/** Sends what came of an operation, or why it did not run, in the words that the client takes. */
export function sendAnswered(
  { result, status, retryAfterSeconds }: Answered,
  [request, reply]: Exchange,
): FastifyReply {
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds))
  const type = answerTypeOf(request) ?? json
  return reply.code(status).type(`${type}; charset=utf-8`).send(textOf(result))
}

/**
 * Only JSON is read: no page of another site can have a browser send it without being allowed to, which is what keeps
 * out forged requests.
 */
export function checkIsJson({ headers }: FastifyRequest): void {
  if (!headers['content-type']?.toLowerCase().startsWith(json))
    throw badRequest(`Send operations as \`${json}\`.`)
}

/** Null when the client takes none. */
function answerTypeOf({ headers: { accept } }: FastifyRequest): string | null {
  if (!accept || accept === '*/*' || accept === json) return json
  return new Negotiator({ headers: { accept } }).mediaType(types) ?? null
}

const notAcceptable = badRequest(`Accept one of ${types.join(', ')}.`)
