import { verifyUrl } from '@weft/kit/signed-url'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../app.ts'
import { Upload } from '../uploads/upload.entity.ts'
import { settle } from '../uploads/upload.settling.ts'
import { HubError } from './hub.errors.ts'
import { parseBody } from './hub.request.ts'

const Completion = z.object({
  parts: z
    .array(z.object({ partNumber: z.int(), etag: z.string() }))
    .max(10_000)
    .default([]),
})

/** Joins and reads what was uploaded. The signed URL says which upload, and is the permission. */
export async function completeLfs({ orm, objects, config }: App, request: FastifyRequest) {
  if (!verifyUrl(config.IDENTITY_SECRET, 'POST', request.raw.url ?? ''))
    throw new HubError(403, 'This URL has expired or was altered. Ask for a new one.')
  const { parts } = parseBody(Completion, request)
  const em = orm.em.fork()
  const { id } = request.params as { id: string }
  const upload = await em.findOne(Upload, id)
  if (!upload) throw new HubError(404, `No upload ${id}.`)
  const inOrder = parts.map(({ partNumber, etag }) => ({ number: partNumber, etag }))
  await settle({ em, objects }, upload, inOrder)
  return { oid: upload.sha256, size: upload.sizeBytes }
}
