import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import Negotiator from 'negotiator'
import { z } from 'zod'
import type { Graph } from './graph.ts'
import type { OperationRequest } from './known-operations.ts'

const Request = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
})

const json = 'application/json'
const types = [json, 'application/graphql-response+json']

/** Answers a query or a mutation that was posted, as GraphQL over HTTP has it. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  graph: Graph,
): Promise<FastifyReply> {
  const type = answerTypeOf(request)
  const operation = read(request)
  if (!type) return reply.code(406).send({ errors: [notAcceptable.toJSON()] })
  if (operation instanceof GraphQLError)
    return reply
      .code(400)
      .type(`${type}; charset=utf-8`)
      .send(JSON.stringify({ errors: [operation] }))
  const context = { viewer: request.viewer, requestId: request.id }
  const { result, status, retryAfterSeconds } = await graph.answer(operation, context)
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds))
  return reply.code(status).type(`${type}; charset=utf-8`).send(JSON.stringify(result))
}

/** Null when the client takes none. */
function answerTypeOf({ headers: { accept } }: FastifyRequest): string | null {
  if (!accept || accept === '*/*' || accept === json) return json
  return new Negotiator({ headers: { accept } }).mediaType(types) ?? null
}

/**
 * Only JSON is read: no page of another site can have a browser send it without being allowed to, which is what keeps
 * out forged requests.
 */
function read({ headers, body }: FastifyRequest): OperationRequest | GraphQLError {
  if (!headers['content-type']?.toLowerCase().startsWith(json))
    return badRequest(`Send operations as \`${json}\`.`)
  if (Array.isArray(body)) return badRequest('Send one operation in a request.')
  const request = Request.safeParse(body)
  if (request.success) return request.data
  const [{ path, message }] = request.error.issues as [z.core.$ZodIssue]
  return badRequest(`${path.join('.') || 'The request'}: ${message}`)
}

const badRequest = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })

const notAcceptable = badRequest(`Accept one of ${types.join(', ')}.`)
