import type { ServerResponse } from 'node:http'
import type { HttpServer } from '@weft/kit/http-server'
import { z } from 'zod'
import type { App } from '../app.ts'
import { everybody, identityTopic } from './identity.changes.ts'
import { identifySubject, identifyToken } from './identity.service.ts'

const Question = z.union([
  z.strictObject({ tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({
    subject: z.string().startsWith('oidc:'),
    groups: z.array(z.string()).max(1_000),
  }),
])

/** `POST /identify`: who comes to the gateway. Answered to the gateway alone; a secret is never sent, only its hash. */
export function addIdentityDoor(server: HttpServer, app: Pick<App, 'orm' | 'events'>): void {
  server.post('/identify', async (request, reply) => {
    if (request.viewer.subject !== 'gateway') return reply.code(404).send({ error: 'Not found.' })
    const question = Question.safeParse(request.body)
    if (!question.success) return reply.code(400).send({ error: z.prettifyError(question.error) })
    const em = app.orm.em.fork()
    return 'tokenHash' in question.data
      ? identifyToken(em, question.data.tokenHash, new Date())
      : { viewer: await identifySubject(em, question.data.subject, question.data.groups) }
  })
  addChanges(server, app)
}

const signOfLifeMs = 5_000

/**
 * `GET /identify/changes`: whose rights change, as it happens, a line of JSON each: an access token, a subject, or `""` for
 * everybody. To the gateway alone.
 */
function addChanges(server: HttpServer, { events }: Pick<App, 'events'>) {
  const open = new Set<ServerResponse>()
  server.get('/identify/changes', async (request, reply) => {
    if (request.viewer.subject !== 'gateway') return reply.code(404).send({ error: 'Not found.' })
    reply.hijack()
    const response = reply.raw
    const tell = (id: string) => response.write(`${JSON.stringify(id)}\n`)
    events.on(identityTopic, tell)
    const signs = setInterval(() => response.write('\n'), signOfLifeMs)
    open.add(response)
    response.once('close', () => {
      open.delete(response)
      clearInterval(signs)
      events.off(identityTopic, tell)
    })
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    tell(everybody) // what was before is not known
    return reply
  })
  server.addHook('preClose', async () => {
    for (const response of open) response.end()
  })
}
