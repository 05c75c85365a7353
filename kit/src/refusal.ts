import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorMessageHeader, toHeader } from './headers.ts'

/** Why a request is not answered. */
export type Refusal = { message: string; type: string; code: string }

/**
 * Answers with an error as who asks reads it: an object for OpenAI's clients, a text for those of the Hugging Face Hub, and in a
 * header for those of HEAD. `besides` is what others read.
 */
export function sendRefusal(
  { url }: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  besides: object = {},
): FastifyReply {
  const error = url.startsWith('/v1/') ? refusal : refusal.message
  return reply.header(errorMessageHeader, toHeader(refusal.message)).send({ ...besides, error })
}
