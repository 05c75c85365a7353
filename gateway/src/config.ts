import { ServiceConfig, parseConfig } from '@weft/kit/config'
import { z } from 'zod'
import type { LimitOptions } from './limits/limits.ts'
import type { AdmissionLimits } from './subscriptions/admission.ts'

const HttpUrl = z.url({ protocol: /^https?$/ })

/** Parts with commas between. */
const list = z.string().transform((text) => text.split(',').map((each) => each.trim()))

const most = (otherwise: number) => z.coerce.number().int().min(1).default(otherwise)

/** As browsers send it: `https://app.example.com`. */
const Origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  message: 'is no origin, such as `https://app.example.com`',
})

const toTimeout = (pair: string): [string, number] => {
  const end = pair.lastIndexOf(':')
  return [pair.slice(0, end), Number(pair.slice(end + 1))]
}

const yesOrNo = z.stringbool().default(true)

/** How a graph is served, whichever it is. */
const GraphConfig = z.object({
  /** Within which an operation has to come, once it has begun to. */
  REQUEST_TIMEOUT_SECONDS: z.coerce.number().min(1).max(600).default(30),
  /** The origins whose pages may call this door; `*` for all. */
  CORS_ORIGINS: list.pipe(z.array(z.union([z.literal('*'), Origin]))).default([]),
  /** Whether operations may ask about the schema. */
  INTROSPECTION: yesOrNo,
  /** Whether browsers get GraphiQL at `/graphql`. */
  GRAPHIQL: yesOrNo,
  /** `only`: operations that stand in no manifest of trusted documents are refused. */
  TRUSTED_DOCUMENTS: z.enum(['off', 'only']).default('off'),
  /** Manifests of trusted documents besides that of the platform's own clients. */
  TRUSTED_DOCUMENTS_FILES: list.pipe(z.array(z.string().min(1))).default([]),
  /** How long a subgraph may take for its part of a query. */
  SUBGRAPH_TIMEOUT_SECONDS: z.coerce.number().min(1).max(600).default(30),
  /** Of single subgraphs: `jobs:60,entities:5`. */
  SUBGRAPH_TIMEOUTS: list
    .pipe(z.array(z.templateLiteral([z.string().min(1), ':', z.number()])))
    .transform((pairs) => Object.fromEntries(pairs.map(toTimeout)))
    .default({}),
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
  /** How many subscriptions may be open at a time on one socket, for one identity, and in all. */
  MAX_SUBSCRIPTIONS_PER_CONNECTION: most(100),
  MAX_SUBSCRIPTIONS_PER_IDENTITY: most(1_000),
  MAX_SUBSCRIPTIONS: most(20_000),
  /** For how long a client may take no result of its subscription. Less than the pings of sockets, which tell no reason. */
  SLOW_CLIENT_SECONDS: most(10),
})

/** What the gateway may be told, wherever it runs. */
export const GatewayOptions = GraphConfig.extend({
  /**
   * Addresses and networks of reverse proxies, with commas between. Their `X-Forwarded-Host` and `-Proto` say how clients
   * reach this door, before PUBLIC_URL.
   */
  TRUSTED_PROXIES: list
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .optional(),
})

export const Config = ServiceConfig.extend({
  /** The supergraph to serve in place of that of this version; read again when it changes. */
  SUPERGRAPH_FILE: z.string().min(1).optional(),
  PORT: ServiceConfig.shape.PORT.default(4000),
  /** May do everything. Begins with `hf_`, since Hugging Face's clients refuse other tokens. */
  ADMIN_TOKEN: z.string().startsWith('hf_').min(20, 'needs at least 20 characters'),
  /** How clients reach this door when it stands behind another one. */
  PUBLIC_URL: HttpUrl.optional(),
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
  ...GatewayOptions.shape,
}).refine(({ OIDC_ISSUER, OIDC_AUDIENCE }) => !OIDC_ISSUER === !OIDC_AUDIENCE, {
  path: ['OIDC_AUDIENCE'],
  message: 'is set together with OIDC_ISSUER',
})
export type Config = z.infer<typeof Config>

export const loadConfig = (env = process.env): Config => parseConfig(Config, env)

/** What is read for a graph that is open to everybody; nobody signs anything there. */
const OpenConfig = GraphConfig.extend({ LOG_LEVEL: ServiceConfig.shape.LOG_LEVEL })
export type OpenConfig = z.infer<typeof OpenConfig>

export const loadOpenConfig = (env = process.env): OpenConfig => parseConfig(OpenConfig, env)

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

export const admissionOf = (config: z.infer<typeof GraphConfig>): AdmissionLimits => ({
  perConnection: config.MAX_SUBSCRIPTIONS_PER_CONNECTION,
  perIdentity: config.MAX_SUBSCRIPTIONS_PER_IDENTITY,
  inAll: config.MAX_SUBSCRIPTIONS,
  slowSeconds: config.SLOW_CLIENT_SECONDS,
})

/** @apollo/gateway reports its use to its makers unless the environment forbids it. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
}
