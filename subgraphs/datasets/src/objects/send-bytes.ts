import type { Readable } from 'node:stream'
import type { Range } from '@weft/kit/objects'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { rangeOf } from './range.ts'

type Bytes = { sizeBytes: number; read: (range?: Range) => Promise<Readable> }

/** Answers with all bytes, or with the range that the request asks for; HEAD with their size alone. */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  { sizeBytes, read }: Bytes,
): Promise<FastifyReply> {
  const range = rangeOf(request.headers.range, sizeBytes)
  if (range === 'unsatisfiable')
    return reply
      .code(416)
      .headers({ 'content-range': `bytes */${sizeBytes}`, 'content-type': 'application/json' })
      .send({ error: `There are only ${sizeBytes} bytes.` })
  if (range)
    void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
  void reply.header('content-length', range ? range.end - range.start + 1 : sizeBytes)
  return request.method === 'HEAD' ? reply.send() : reply.send(await read(range ?? undefined))
}
