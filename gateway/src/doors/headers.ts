import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'

/** The headers that were set for an answer, for who writes it by hand. */
export const headersOf = (reply: FastifyReply): OutgoingHttpHeaders =>
  reply.getHeaders() as OutgoingHttpHeaders
