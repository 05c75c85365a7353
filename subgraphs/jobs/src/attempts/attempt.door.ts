import type { Readable } from 'node:stream'
import type { HttpServer } from '@weft/kit/http-server'
import type { FastifyReply } from 'fastify'
import type { App } from '../app.ts'
import { storeReport } from './attempt.report.ts'
import type { Acknowledged, AttemptKey } from './attempt.report.ts'
import { BadLine, parseLines } from './lines.ts'
import { Refusal } from './refusal.ts'
import { parseWorkerEvent } from './worker-event.ts'
import type { WorkerEvent } from './worker-event.ts'

const batchSize = 500
/** How long a worker may take to send one body. */
const bodySeconds = 60

/** Where workers tell what they do: one event a line, the numbers of the attempt in the path. */
export function addWorkerDoor(server: HttpServer, app: App): void {
  void server.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', (_request, body, done) => done(null, body)) // a stream, of any type
    door.post<{ Params: { id: string; number: string } }>(
      '/jobs/:id/attempts/:number/events',
      async (request, reply) => {
        const { id, number } = request.params
        const body = (request.body as Readable | undefined) ?? request.raw
        if (request.viewer.subject !== `attempt:${id}/${number}`)
          return refuse(reply, new Refusal(404, `No attempt ${number} at job ${id}.`))
        const late = setTimeout(() => body.destroy(tooSlow), bodySeconds * 1_000)
        try {
          return await storeBody(app, { jobId: id, number: Number(number) }, body)
        } catch (error) {
          if (error instanceof Refusal) return refuse(reply, error)
          request.log.error(error, 'jobs: a report was not stored')
          return refuse(reply, new Refusal(500, 'The report was not stored; send it again.'))
        } finally {
          clearTimeout(late)
        }
      },
    )
  })
}

const tooSlow = new Refusal(408, `The body did not arrive within ${bodySeconds} s.`)

const refuse = (reply: FastifyReply, { status, message, details }: Refusal) =>
  reply.code(status).send({ error: message, ...details })

/** Stores a body batch by batch; of one with a bad line, what came before that line. */
async function storeBody(app: App, key: AttemptKey, body: Readable): Promise<Acknowledged> {
  let batch: WorkerEvent[] = []
  try {
    for await (const event of parseLines(body, parseWorkerEvent)) {
      batch.push(event)
      if (batch.length < batchSize) continue
      await storeReport(app, key, batch)
      batch = []
    }
  } catch (error) {
    if (!(error instanceof BadLine)) throw error
    const { ack } = await storeReport(app, key, batch)
    throw new Refusal(400, error.message, { line: error.line, ack })
  }
  return storeReport(app, key, batch) // with nothing in it, a sign of life
}
