import { ServiceConfig, parseConfig } from '@weft/kit/config'
import { z } from 'zod'
import type { LimitOptions } from './limits/limits.ts'

const HttpUrl = z.url({ protocol: /^https?$/ })

const most = (otherwise: number) => z.coerce.number().int().min(1).default(otherwise)

/** How a graph is served, whichever it is. */
const GraphConfig = z.object({
  /** How long a subgraph may take for its part of a query. */
  SUBGRAPH_TIMEOUT_SECONDS: z.coerce.number().min(1).max(600).default(30),
  /** How many fields of an operation may stand within each other. */
  MAX_DEPTH: most(25),
  /** How many fields an operation may have, fragments spread. */
  MAX_HEIGHT: most(2_000),
  MAX_ALIASES: most(100),
  MAX_ROOT_FIELDS: most(100),
  MAX_DIRECTIVES: most(100),
  /** What an operation may cost: about how many objects its answer may hold. */
  MAX_COST: most(500_000),
  /** What all operations of one identity may cost within COST_WINDOW_SECONDS. */
  COST_BUDGET: most(10_000_000),
  COST_WINDOW_SECONDS: most(60),
})

export const Config = ServiceConfig.extend({
  PORT: ServiceConfig.shape.PORT.default(4000),
  /** May do everything. Begins with `hf_`, since Hugging Face's clients refuse other tokens. */
  ADMIN_TOKEN: z.string().startsWith('hf_').min(20, 'needs at least 20 characters'),
  /** How clients reach this door when it stands behind another one. */
  PUBLIC_URL: HttpUrl.optional(),
  /**
   * Addresses and networks of reverse proxies, with commas between. Their `X-Forwarded-Host` and `-Proto` say how clients
   * reach this door, before PUBLIC_URL.
   */
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim()))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .optional(),
  /** An OpenID Connect provider whose tokens are taken too. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** What those tokens must be meant for. */
  OIDC_AUDIENCE: z.string().min(1).optional(),
  /** The claim that lists a person's groups. */
  OIDC_GROUPS_CLAIM: z.string().min(1).optional(),
  ENTITIES_URL: HttpUrl,
  DATASETS_URL: HttpUrl,
  JOBS_URL: HttpUrl,
  DEPLOYMENTS_URL: HttpUrl,
  GUARDRAILS_URL: HttpUrl,
  ...GraphConfig.shape,
}).refine(({ OIDC_ISSUER, OIDC_AUDIENCE }) => !OIDC_ISSUER === !OIDC_AUDIENCE, {
  path: ['OIDC_AUDIENCE'],
  message: 'is set together with OIDC_ISSUER',
})
export type Config = z.infer<typeof Config>

export const loadConfig = (env = process.env): Config => parseConfig(Config, env)

/** What is read for a graph that is open to everybody; nobody signs anything there. */
const OpenConfig = GraphConfig.extend({ LOG_LEVEL: ServiceConfig.shape.LOG_LEVEL })

export const loadOpenConfig = (env = process.env): z.infer<typeof OpenConfig> =>
  parseConfig(OpenConfig, env)

export const limitsOf = (config: z.infer<typeof GraphConfig>): LimitOptions => ({
  depth: config.MAX_DEPTH,
  height: config.MAX_HEIGHT,
  aliases: config.MAX_ALIASES,
  rootFields: config.MAX_ROOT_FIELDS,
  directives: config.MAX_DIRECTIVES,
  cost: config.MAX_COST,
  budget: config.COST_BUDGET,
  windowSeconds: config.COST_WINDOW_SECONDS,
})

/** @apollo/gateway reports its use to its makers unless the environment forbids it. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
}
