import type { HttpServer } from '@weft/kit/http-server'
import { z } from 'zod'
import type { App } from '../app.ts'
import { identifySubject, identifyToken } from './identity.service.ts'

const Question = z.union([
  z.strictObject({ tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({
    subject: z.string().startsWith('oidc:'),
    groups: z.array(z.string()).max(1_000),
  }),
])

/** `POST /identify`: who comes to the gateway. Answered to the gateway alone; a secret is never sent, only its hash. */
export function addIdentityDoor(server: HttpServer, app: Pick<App, 'orm'>): void {
  server.post('/identify', async (request, reply) => {
    if (request.viewer.subject !== 'gateway') return reply.code(404).send({ error: 'Not found.' })
    const question = Question.safeParse(request.body)
    if (!question.success) return reply.code(400).send({ error: z.prettifyError(question.error) })
    const em = app.orm.em.fork()
    const viewer =
      'tokenHash' in question.data
        ? await identifyToken(em, question.data.tokenHash, new Date())
        : await identifySubject(em, question.data.subject, question.data.groups)
    return { viewer }
  })
}
