import { z } from 'zod'

/** What every service reads from its environment. */
export const ServiceConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Signs and verifies who is asking, between the gateway and the subgraphs. */
  IDENTITY_SECRET: z.string().min(32, 'needs at least 32 characters'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})
export type ServiceConfig = z.infer<typeof ServiceConfig>

/** What every subgraph reads besides. */
export const SubgraphConfig = ServiceConfig.extend({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where the graph is asked for what other subgraphs own. */
  GATEWAY_URL: z.url({ protocol: /^https?$/ }),
})
export type SubgraphConfig = z.infer<typeof SubgraphConfig>

/** A program and its arguments, as a JSON array. */
export const Command = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON; write `["program", "argument"]`' })
      return z.NEVER
    }
  })
  .pipe(z.array(z.string()).min(1, 'names no program'))

/** Parses the environment once, at start; a bad value ends the process with every problem named. */
export function parseConfig<S extends z.ZodType>(schema: S, env = process.env): z.infer<S> {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  console.error(`Invalid configuration:\n${z.prettifyError(parsed.error)}`)
  process.exit(1)
}

/** The environment that any program needs to run at all; what else stands in ours, secrets included, stays here. */
export function programEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'SystemRoot', 'TEMP', 'NODE_EXTRA_CA_CERTS']
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

/** Whether spans are wanted: as OpenTelemetry names its settings, of which its exporters read the others themselves. */
export const isTracingWanted = (env = process.env): boolean =>
  env.OTEL_TRACES_EXPORTER !== 'none' &&
  Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)

const MetricsExport = z.object({
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce.number().int().min(1).default(60_000),
})

/** How often metrics are sent; null when that is not wanted. */
export function metricsExport(env = process.env): { everyMs: number } | null {
  const { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: shared } = env
  if (env.OTEL_METRICS_EXPORTER === 'none' || !(own ?? shared)) return null
  return { everyMs: parseConfig(MetricsExport, env).OTEL_METRIC_EXPORT_INTERVAL }
}

/** By which OpenTelemetry knows a service. */
export const serviceAttributes = (service: string, env = process.env): Record<string, string> => ({
  'service.namespace': 'weft',
  'service.name': env.OTEL_SERVICE_NAME ?? service,
})
