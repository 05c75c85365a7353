import { ServiceConfig, parseConfig } from '@weft/kit/config'
import { z } from 'zod'

const HttpUrl = z.url({ protocol: /^https?$/ })

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
  /** How long a subgraph may take for its part of a query. */
  SUBGRAPH_TIMEOUT_SECONDS: z.coerce.number().min(1).max(600).default(30),
}).refine(({ OIDC_ISSUER, OIDC_AUDIENCE }) => !OIDC_ISSUER === !OIDC_AUDIENCE, {
  path: ['OIDC_AUDIENCE'],
  message: 'is set together with OIDC_ISSUER',
})
export type Config = z.infer<typeof Config>

export const loadConfig = (env = process.env): Config => parseConfig(Config, env)

/** @apollo/gateway reports its use to its makers unless the environment forbids it. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
}
