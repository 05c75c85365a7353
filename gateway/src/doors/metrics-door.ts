import { mayAccess } from '@weft/kit/access'
import { forbidden } from '@weft/kit/errors'
import type { HttpServer } from '@weft/kit/http-server'
import type { Metrics } from '../telemetry/metrics.ts'

/** `/metrics` for Prometheus, which comes with the token of somebody who may see the whole platform. */
export function addMetricsDoor(server: HttpServer, metrics: Metrics): void {
  server.get('/metrics', async ({ viewer }, reply) => {
    if (mayAccess(viewer, 'gateway.metrics', '*'))
      return reply.type(metrics.contentType).send(await metrics.print())
    const error = forbidden('Metrics are for who is ADMIN of `*`.')
    return reply.code(403).send({ errors: [error.toJSON()] })
  })
}
