import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase } from '@weft/kit/database'
import type { Service } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import { createLogger } from '@weft/kit/log'
import { startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { createClient } from 'graphql-ws'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import type { Config } from '#config.ts'
import { databaseOf } from '#mikro-orm.config.ts'
import { startServer } from '#server.ts'
import { startGraph } from './graph.ts'
import type { GraphUnderTest } from './graph.ts'

export type Deployments = SubgraphUnderTest & {
  graph: GraphUnderTest
  /** The process id of the server of a deployment. */
  pidOf: (id: string) => Promise<number>
  /** What has a server, running or ended. */
  workloads: () => Promise<string[]>
  folder: string
  /** As if the row had never been. */
  deleteRow: (id: string) => Promise<void>
  /** Stops the service as a SIGTERM does. */
  stop: () => Promise<void>
  /** Stops it, and starts it again at the same port. */
  restart: () => Promise<void>
}

/** The whole subgraph, whose model servers are small programs that speak the contract. */
export async function startDeployments(fields: Partial<Config> = {}): Promise<Deployments> {
  const graph = await startGraph()
  const folder = await mkdtemp(join(tmpdir(), 'weft-deployments-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const own = {
    RUNS_DIR: folder,
    PUBLIC_URL: graph.url,
    SERVER_COMMAND: [process.execPath, join(import.meta.dirname, 'model-server.ts')],
    HEALTH_INTERVAL_SECONDS: 0.3,
    ...fields,
  }
  let config: Config | null = null
  let service: Service | null = null
  const stop = async () => {
    await service?.close()
    service = null
  }
  const subgraph = await startSubgraphUnderTest({
    name: 'deployments',
    migrate: async (url) => (await connectDatabase(databaseOf(url))).close(),
    gatewayUrl: graph.url,
    start: async (shared, log) => {
      config = { ...shared, ...own }
      service = await startServer(config, log)
      return { url: service.url, close: stop }
    },
  })
  return {
    ...subgraph,
    graph,
    folder,
    workloads: () => readdir(folder),
    pidOf: async (id) => {
      const text = await readFile(join(folder, id, 'state.json'), 'utf8')
      return z.object({ pid: z.number() }).parse(JSON.parse(text)).pid
    },
    stop,
    deleteRow: async (id) => {
      const client = new pg.Client(subgraph.databaseUrl)
      await client.connect()
      await client.query('delete from deployment where id = $1', [id])
      await client.end()
    },
    restart: async () => {
      await stop()
      const PORT = Number(new URL(subgraph.url).port)
      service = await startServer({ ...config!, PORT }, createLogger('deployments', 'silent'))
    },
  }
}

const create = /* GraphQL */ `
  mutation Create($input: CreateDeploymentInput!) {
    createDeployment(input: $input) {
      __typename
      ... on Deployment {
        id
        name
        status
      }
      ... on Error {
        message
      }
    }
  }
`
export type Created = {
  createDeployment: { __typename: string; id: string; name: string; message?: string }
}

export const createDeployment = (
  { execute }: Pick<Deployments, 'execute'>,
  input: object,
  viewer?: Viewer,
) => execute<Created, object>(create, { input: { namespace: 'default', ...input } }, viewer)

const read = /* GraphQL */ `
  query Read($id: ID!) {
    deployment(id: $id) {
      status
      statusReason
      adapters {
        model {
          id
        }
        status
        statusReason
      }
    }
  }
`
type Seen = {
  status: string
  statusReason: string | null
  adapters: { model: { id: string }; status: string; statusReason: string | null }[]
}

export async function see({ execute }: Deployments, id: string): Promise<Seen | null> {
  const { data } = await execute<{ deployment: Seen | null }, object>(read, { id })
  return data!.deployment
}

/** Waits until the deployment is as told; fails with how it was last seen. */
export async function untilSeen(deployments: Deployments, id: string, seen: object) {
  await expect
    .poll(() => see(deployments, id), { timeout: 20_000, interval: 50 })
    .toMatchObject(seen)
}

/** A deployment of the model that is READY. */
export async function readyWith(deployments: Deployments, model: { id: string }): Promise<string> {
  const { data } = await createDeployment(deployments, { modelId: model.id })
  const { id } = data!.createDeployment
  await untilSeen(deployments, id, { status: 'READY', statusReason: null })
  return id
}

const subscription = /* GraphQL */ `
  subscription Watch($id: ID!) {
    deploymentUpdated(id: $id) {
      status
      statusReason
      adapters {
        model {
          id
        }
        status
        statusReason
      }
    }
  }
`

/** Subscribes; `seen` grows with every event, `ended` is done when the stream is over. */
export async function watch({ url, authorization }: Deployments, id: string, viewer?: Viewer) {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: await authorization(viewer) },
    retryAttempts: 0,
  })
  onTestFinished(() => client.dispose())
  const seen: Seen[] = []
  const ended = (async () => {
    const events = client.iterate<{ deploymentUpdated: Seen }>({
      query: subscription,
      variables: { id },
    })
    for await (const { data, errors } of events) {
      if (errors) throw new Error(errors[0]!.message)
      seen.push(data!.deploymentUpdated)
    }
  })()
  ended.catch(() => {})
  return { seen, ended }
}

/** Adds the adapter to the deployment of its base model, and waits until it is served. */
export async function joinWith(deployments: Deployments, id: string, model: { id: string }) {
  const { data } = await createDeployment(deployments, { modelId: model.id })
  expect(data!.createDeployment.id).toBe(id)
  await expect
    .poll(async () => {
      const seen = await see(deployments, id)
      return seen?.adapters.find((adapter) => adapter.model.id === model.id)?.status
    })
    .toBe('READY')
}

/** Asks the inference API as OpenAI's clients do. */
export async function chat(
  { url, authorization }: Deployments,
  body: object,
  viewer?: Viewer,
): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await authorization(viewer) },
    body: JSON.stringify(body),
  })
}

export const asking = (model: string, content: unknown = 'hello') => ({
  model,
  messages: [{ role: 'user', content }],
})
