import { join, resolve } from 'node:path'
import type { Service } from '@weft/kit/http-server'
import type { Config } from './config.ts'
import { prepare } from './first-start.ts'
import { lockFolder } from './folder-lock.ts'
import { startServices } from './run-services.ts'
import { startPostgres } from './postgres.ts'
import type { Postgres } from './postgres.ts'
import { createDatabases } from './postgres-databases.ts'
import { loadSecrets } from './secrets.ts'
import { subgraphs } from './services.ts'

export type Platform = Service & { tokenFile: string }

/**
 * The whole platform on one data folder: PostgreSQL, the subgraphs, the gateway, and at first start a model to begin
 * with. `onFailure` hears when something it cannot do without has ended.
 */
export async function startPlatform(
  config: Config,
  onFailure: (reason: string) => void,
): Promise<Platform> {
  const folder = resolve(config.WEFT_DATA_DIR)
  const unlock = await lockFolder(folder)
  const undo: (() => Promise<unknown>)[] = [unlock]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const secrets = await loadSecrets(folder)
    const postgres = config.DATABASE_URL ? null : await startPostgres({ folder, onExit: onFailure })
    if (postgres) undo.push(postgres.stop)
    const urlOf = databaseUrls(postgres, config.DATABASE_URL)
    await createDatabases(urlOf('postgres'), [...subgraphs])

    const publicUrl =
      config.WEFT_PUBLIC_URL ?? `http://${addressOf(config.WEFT_HOST)}:${config.WEFT_PORT}`
    const services = await startServices({
      host: config.WEFT_HOST,
      port: config.WEFT_PORT,
      publicUrl,
      folder,
      databaseUrlOf: urlOf,
      secrets,
      ...objectsOf(config),
      ...oidcOf(config),
      ...(config.gateway && { gateway: config.gateway }),
      logLevel: config.LOG_LEVEL,
    })
    undo.push(services.close)
    await prepare(publicUrl, secrets.adminToken, config.WEFT_FIRST_MODEL)
    return { url: publicUrl, tokenFile: join(folder, 'admin-token'), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Datasets checks them, and names what is missing. */
function objectsOf(config: Config) {
  if (!config.OBJECTS) return {}
  const names = ['OBJECTS', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const
  const given = names.flatMap((name) => (config[name] ? [[name, config[name]]] : []))
  return { objects: { ...Object.fromEntries(given), S3_REGION: config.S3_REGION } }
}

function oidcOf({
  OIDC_ISSUER: issuer,
  OIDC_AUDIENCE: audience,
  OIDC_GROUPS_CLAIM: groupsClaim,
}: Config) {
  if (!issuer && !audience) return {}
  if (!issuer || !audience) throw new Error('OIDC_ISSUER and OIDC_AUDIENCE are set together.')
  return { oidc: { issuer, audience, ...(groupsClaim && { groupsClaim }) } }
}

function databaseUrls(postgres: Postgres | null, given: string | undefined) {
  return (database: string) =>
    postgres
      ? postgres.urlOf(database)
      : Object.assign(new URL(given!), { pathname: database }).href
}

/** Where something that listens everywhere is reached from here. */
const addressOf = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)
