import { Registry, collectDefaultMetrics } from 'prom-client'
import { mayAccess } from './access.ts'
import type { RoleRule } from './access.ts'
import { forbidden } from './errors.ts'
import type { HttpServer } from './http-server.ts'

/** The buckets of durations, in seconds. */
export const durations = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
]

/** What one service counts, beginning with what there is to tell of its process. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/** How every metric of ours is declared. */
export const namedIn =
  (registry: Registry) =>
  <Labels extends string>(
    name: string,
    help: string,
    labelNames: Labels[] = [],
  ): { name: string; help: string; labelNames: Labels[]; registers: Registry[] } => ({
    name: `weft_${name}`,
    help,
    labelNames,
    registers: [registry],
  })

/** A path for Prometheus, which comes with the token of somebody who may see the whole platform. */
export function addMetricsDoor(
  server: HttpServer,
  path: string,
  { registry, rule }: { registry: Registry; rule: RoleRule },
): void {
  server.get(path, async ({ viewer }, reply) => {
    if (mayAccess(viewer, rule, '*'))
      return reply.type(registry.contentType).send(await registry.metrics())
    const error = forbidden('Metrics are for who is ADMIN of `*`.')
    return reply.code(403).send({ errors: [error.toJSON()] })
  })
}
