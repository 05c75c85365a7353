import type { HttpServer } from '@weft/kit/http-server'
import { z } from 'zod'
import type { App } from '../app.ts'
import { AuditEntry } from './audit-entry.entity.ts'

const Entries = z.strictObject({
  entries: z.array(
    z.strictObject({
      subject: z.string(),
      token: z.string().nullable(),
      operation: z.string(),
      namespaces: z.array(z.string()),
      ids: z.array(z.string()),
      outcome: z.string(),
      requestId: z.string(),
    }),
  ),
})

/** `POST /audit`: what went through the gateway. Open to the gateway alone. */
export function addAuditDoor(server: HttpServer, app: Pick<App, 'orm'>): void {
  server.post('/audit', async (request, reply) => {
    if (request.viewer.subject !== 'gateway') return reply.code(404).send({ error: 'Not found.' })
    const parsed = Entries.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
    const em = app.orm.em.fork()
    for (const entry of parsed.data.entries) em.create(AuditEntry, entry)
    await em.flush()
    return reply.code(204).send()
  })
}
