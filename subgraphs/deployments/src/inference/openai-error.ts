import type { FastifyReply } from 'fastify'

type Details = { type?: string; param?: string | null; code?: string | null }

/** An error in the shape that OpenAI's clients read. */
export class OpenAiError extends Error {
  readonly status: number
  readonly details: Required<Details>

  constructor(status: number, message: string, details: Details = {}) {
    super(message)
    this.status = status
    this.details = { type: 'invalid_request_error', param: null, code: null, ...details }
  }
}

export const sendError = (reply: FastifyReply, { status, message, details }: OpenAiError) =>
  reply.code(status).send({ error: { message, ...details } })

export const unavailable = (code: string, message: string) =>
  new OpenAiError(503, message, { type: 'server_error', code })
