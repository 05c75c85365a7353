import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { giveBack } from '@weft/kit/lent-bytes'
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
  const range = rangeOf(wantedRange(request, reply), sizeBytes)
  if (range === 'unsatisfiable')
    return reply
      .code(416)
      .headers({ 'content-range': `bytes */${sizeBytes}`, 'content-type': 'application/json' })
      .send({ error: `There are only ${sizeBytes} bytes.` })
  if (range)
    void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
  void reply.header('content-length', range ? range.end - range.start + 1 : sizeBytes)
  if (request.method === 'HEAD') return reply.send()
  const source = await read(range ?? undefined)
  const { raw } = reply.hijack()
  raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>)
  try {
    for await (const bytes of source as AsyncIterable<Uint8Array>) {
      await send(raw, bytes)
      giveBack(bytes)
    }
    raw.end()
  } catch (error) {
    if (!raw.destroyed) request.log.error({ error: String(error) }, 'cannot read what is sent')
    raw.destroy() // what is cut off must not look whole
  }
  return reply
}

/** Of another content than was begun with, all is wanted. */
function wantedRange({ headers }: FastifyRequest, reply: FastifyReply): string | undefined {
  const ifRange = headers['if-range']
  return ifRange === undefined || ifRange === reply.getHeader('etag') ? headers.range : undefined
}

/** Returns when the bytes have left; rejects when the client has, of which `write` itself does not always tell. */
const send = (raw: ServerResponse, bytes: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    const leave = () => reject(new Error('The client has left.'))
    raw.once('close', leave)
    raw.write(bytes, (error) => {
      raw.off('close', leave)
      if (error) reject(error)
      else resolve()
    })
    if (raw.destroyed) leave()
  })
