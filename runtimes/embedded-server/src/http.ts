import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError } from './api-error.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024
const MAX_DRAINED_BYTES = 10 * MAX_BODY_BYTES

export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    // The rest is read too, but not kept: a client hears an answer only once it has sent all.
    if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk)
    if (sizeBytes > MAX_DRAINED_BYTES) break
  }
  if (sizeBytes > MAX_BODY_BYTES)
    throw new ApiError(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`)
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    throw new ApiError(400, 'The body is not JSON.')
  }
}

export function checkKey(request: IncomingMessage, apiKey: string) {
  const given = request.headers.authorization ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (timingSafeEqual(digest(given), digest(`Bearer ${apiKey}`))) return
  throw new ApiError(401, 'The API key is missing or wrong: send it as a Bearer token.', {
    type: 'authentication_error',
    code: 'invalid_api_key',
  })
}

export function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

export function sendText(response: ServerResponse, text: string) {
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.end(text)
}

/** Before anything was sent the client gets the error's status, afterwards one more event. */
export function sendError(response: ServerResponse, error: ApiError) {
  if (!response.headersSent) return sendJson(response, error.status, error.toBody())
  if (!response.writableEnded) response.end(`data: ${JSON.stringify(error.toBody())}\n\n`)
}

export function beginEvents(response: ServerResponse, signal: AbortSignal) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  /** Waits while the client reads more slowly than the model speaks. */
  return async (data: unknown) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    if (!response.write(`data: ${text}\n\n`)) await once(response, 'drain', { signal })
  }
}
