import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { tell } from '../hub/hub.errors.ts'

const patienceMs = 5_000
const beatMs = 10_000

const frame = (content: object) => `${JSON.stringify(content)}\n`

/**
 * Answers when the work is done; a work that takes long is answered at once, with a line from time to time, so that
 * nobody on the way takes the silence for an end. Its failure stands in the last line then, and not in the status.
 */
export async function answerInFrames(
  work: Promise<void>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isLate = await Promise.race([work, wait(patienceMs, true, { ref: false })])
  const lines = isLate ? Readable.from(frames(work, request)) : frame({ type: 'result', result: 1 })
  return reply.type('application/x-ndjson').send(lines)
}

async function* frames(work: Promise<void>, request: FastifyRequest) {
  const outcome = work.then(
    () => ({ type: 'result', result: 1 }),
    (error: Error) => {
      const { status, message } = tell(error, request)
      return { type: 'error', message, retryable: status >= 500 }
    },
  )
  for (;;) {
    const told = await Promise.race([outcome, wait(beatMs, null, { ref: false })])
    yield frame(told ?? { type: 'validating', verified: 0, total: 1 })
    if (told) return
  }
}
