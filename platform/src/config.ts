import { fileURLToPath } from 'node:url'
import { GatewayOptions } from '@weft/gateway/config'
import { parseConfig } from '@weft/kit/config'
import { objectsFields } from '@weft/kit/objects-config'
import { z } from 'zod'

const shippedModel = fileURLToPath(new URL('../../models/tinyworld', import.meta.url))

const { OBJECTS, S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = objectsFields

export const Config = z.object({
  WEFT_HOST: z.string().default('127.0.0.1'),
  WEFT_PORT: z.coerce.number().int().min(1).max(65_535).default(4000),
  /** Everything that is kept: the database, the objects, the secrets, what runs. */
  WEFT_DATA_DIR: z.string().min(1).default('.weft'),
  /** How others reach this port, when not by its own address. */
  WEFT_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder with the model to register and deploy at first start; `none` for an empty platform. */
  WEFT_FIRST_MODEL: z.string().default(shippedModel),
  /** A PostgreSQL to use in place of the embedded one; the databases are made there. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Where objects are kept, when not in the data folder. */
  OBJECTS: OBJECTS.optional(),
  S3_ENDPOINT,
  S3_BUCKET,
  S3_ACCESS_KEY,
  S3_SECRET_KEY,
  S3_REGION,
  /** An OpenID Connect provider whose tokens are taken too, and whom they must be meant for. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  OIDC_GROUPS_CLAIM: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})
export type Config = z.infer<typeof Config> & {
  /** What the environment says of the gateway. */
  gateway?: Record<string, string>
}

export const loadConfig = (env = process.env): Config => ({
  ...parseConfig(Config, env),
  gateway: gatewayOptions(env),
})

/** As they stand in the environment, once they are known to be good. */
function gatewayOptions(env = process.env): Record<string, string> {
  parseConfig(GatewayOptions, env)
  const given = Object.keys(GatewayOptions.shape).map((name) => [name, env[name]] as const)
  return Object.fromEntries(given.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
