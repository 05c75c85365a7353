import { join } from 'node:path'
import type { Secrets } from './secrets.ts'

export const subgraphs = ['entities', 'datasets', 'jobs', 'deployments', 'guardrails'] as const
export type Subgraph = (typeof subgraphs)[number]

export type Settings = {
  host: string
  port: number
  /** How clients and workers reach the gateway. */
  publicUrl: string
  folder: string
  databaseUrlOf: (subgraph: Subgraph) => string
  secrets: Secrets
  /** Where objects are kept, when not in the folder. */
  objects?: Environment
  /** An identity provider whose tokens are taken too. */
  oidc?: { issuer: string; audience: string; groupsClaim?: string }
  /** What the gateway is told besides. */
  gateway?: Environment
  logLevel: string
}

type Environment = Record<string, string>

/** The environment of one subgraph, which listens on loopback at `port` (0: at a free one). */
export function environmentOf(subgraph: Subgraph, settings: Settings, port = 0): Environment {
  const { folder, publicUrl, secrets } = settings
  const own: Record<Subgraph, Environment> = {
    entities: { ENCRYPTION_KEYS: secrets.encryptionKeys },
    datasets: {
      PUBLIC_URL: publicUrl,
      OBJECTS: `folder:${join(folder, 'objects')}`,
      ...settings.objects,
    },
    jobs: { PUBLIC_URL: publicUrl, RUNS_DIR: join(folder, 'runs', 'jobs') },
    deployments: { PUBLIC_URL: publicUrl, RUNS_DIR: join(folder, 'runs', 'deployments') },
    guardrails: {},
  }
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: settings.logLevel,
    IDENTITY_SECRET: secrets.identitySecret,
    DATABASE_URL: settings.databaseUrlOf(subgraph),
    GATEWAY_URL: publicUrl,
    ...own[subgraph],
  }
}

/** The environment of the gateway, once the subgraphs have addresses. */
export function gatewayEnvironment(
  settings: Settings,
  urls: Record<Subgraph, string>,
): Environment {
  return {
    HOST: settings.host,
    PORT: String(settings.port),
    LOG_LEVEL: settings.logLevel,
    IDENTITY_SECRET: settings.secrets.identitySecret,
    ADMIN_TOKEN: settings.secrets.adminToken,
    PUBLIC_URL: settings.publicUrl,
    ...oidcEnvironment(settings),
    ...settings.gateway,
    ...Object.fromEntries(subgraphs.map((name) => [`${name.toUpperCase()}_URL`, urls[name]])),
  }
}

const oidcEnvironment = ({ oidc }: Settings): Environment =>
  oidc
    ? {
        OIDC_ISSUER: oidc.issuer,
        OIDC_AUDIENCE: oidc.audience,
        ...(oidc.groupsClaim && { OIDC_GROUPS_CLAIM: oidc.groupsClaim }),
      }
    : {}
