import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@weft/client/client'
import type { Client } from '@weft/client/client'
import { databaseOf as datasets } from '@weft/datasets/mikro-orm.config'
import { databaseOf as deployments } from '@weft/deployments/mikro-orm.config'
import { databaseOf as entities } from '@weft/entities/mikro-orm.config'
import { databaseOf as guardrails } from '@weft/guardrails/mikro-orm.config'
import { databaseOf as jobs } from '@weft/jobs/mikro-orm.config'
import { connectDatabase } from '@weft/kit/database'
import { freePort } from '@weft/kit/free-port'
import { signIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { createDatabase } from '@weft/kit/testing/database'
import { startServices } from '@weft/platform/run-services'
import { subgraphs } from '@weft/platform/services'
import type { Settings, Subgraph } from '@weft/platform/services'
import { onTestFinished } from 'vitest'
import { startApart } from './apart.ts'
import type { Apart } from './apart.ts'

const databases = { entities, datasets, jobs, deployments, guardrails }

export type PlatformUnderTest = {
  url: string
  token: string
  folder: string
  settings: Settings
  client: Client
  /** An access token for somebody with fewer rights. */
  tokenFor: (viewer: Viewer, seconds?: number) => Promise<string>
  clientFor: (viewer: Viewer) => Promise<Client>
}

/** Takes what is to be done when the platform is not needed any more; the last first. */
export type OnEnd = (end: () => Promise<void> | void) => void

/** Settings for a platform on databases and a folder of its own, all gone when the test ends. */
async function createSettings(onEnd: OnEnd): Promise<Settings> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-platform-'))
  onEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const urls = new Map<Subgraph, string>()
  for (const name of subgraphs) {
    const migrate = async (url: string) => (await connectDatabase(databases[name](url))).close()
    const { url, drop } = await createDatabase(name, migrate)
    onEnd(drop)
    urls.set(name, url)
  }
  const port = await freePort()
  return {
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    folder,
    databaseUrlOf: (subgraph) => urls.get(subgraph)!,
    secrets: {
      adminToken: 'hf_admin_of_the_tests',
      identitySecret: 'x'.repeat(32),
      encryptionKeys: `tests:${Buffer.alloc(32, 'x').toString('base64')}`,
    },
    logLevel: 'silent',
  }
}

/** All services in this process, as `npm start` has them. */
export async function startTogether({
  onEnd = onTestFinished,
  ...options
}: Partial<Pick<Settings, 'oidc' | 'publicUrl' | 'gateway'>> & {
  onEnd?: OnEnd
} = {}): Promise<PlatformUnderTest> {
  const settings = { ...(await createSettings(onEnd)), ...options }
  const services = await startServices(settings)
  onEnd(services.close)
  return underTest(settings, onEnd)
}

/** Each service a process of its own, as on a cluster. */
export async function startAllApart({
  environment,
  ...options
}: Partial<Pick<Settings, 'logLevel' | 'gateway'>> & {
  /** What all of them are told besides. */
  environment?: Record<string, string>
} = {}): Promise<PlatformUnderTest & Apart> {
  const settings = { ...(await createSettings(onTestFinished)), ...options }
  const apart = await startApart(settings, environment)
  return { ...(await underTest(settings, onTestFinished)), ...apart }
}

async function underTest(settings: Settings, onEnd: OnEnd): Promise<PlatformUnderTest> {
  const { publicUrl: url, folder, secrets } = settings
  const clientWith = (token: string) => {
    const client = createClient({ url, token })
    onEnd(client.close)
    return client
  }
  const tokenFor = (viewer: Viewer, seconds = 600) =>
    signIdentity(secrets.identitySecret, viewer, { audience: 'gateway', seconds })
  return {
    url,
    folder,
    settings,
    token: secrets.adminToken,
    client: clientWith(secrets.adminToken),
    tokenFor,
    clientFor: async (viewer) => clientWith(await tokenFor(viewer)),
  }
}
