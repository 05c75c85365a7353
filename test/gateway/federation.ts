import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { GatewayOptions } from '@weft/gateway/config'
import type { Config } from '@weft/gateway/config'
import { startServer } from '@weft/gateway/server'
import { findOneOfInputs } from '@weft/gateway/graph/supergraph'
import { signIdentity } from '@weft/kit/identity'
import type { Service } from '@weft/kit/http-server'
import type { Viewer } from '@weft/kit/identity'
import { createLogger } from '@weft/kit/log'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { LocalSubgraph, SubgraphService } from '@weft/kit/subgraph-server'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { parse } from 'graphql'
import type { FormattedExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import type { Client } from 'graphql-ws'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { Feed, resolversOf, sdl } from './runs.ts'

export const adminToken = 'hf_the_token_of_the_tests'
export const admin = `Bearer ${adminToken}`

type Name = keyof typeof sdl
type Door = { path: RegExp; subgraph: string }
type Options = {
  timeoutSeconds?: number
  publicUrl?: string
  trustedProxies?: string[]
  urls?: Record<string, string>
  doors?: Door[]
  publicDoors?: Door[]
  settings?: Partial<Config>
}

export type Federation = {
  url: string
  feed: Feed
  urlOf: (name: Name) => string
  stop: (name: Name) => Promise<void>
  /** Starts a subgraph that was stopped, where it was. */
  restart: (name: Name) => Promise<void>
  /** Stops the gateway. */
  close: () => Promise<void>
  /** Starts the gateway that was stopped, where it was. */
  reopen: () => Promise<void>
  execute: (query: string, request?: Asking) => Promise<Answer>
  connect: (
    options?: Partial<Parameters<typeof createClient>[0]> & Pick<Asking, 'withExtensions'>,
  ) => Client
}
type Asking = {
  variables?: object
  authorization?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  /** What is told beside the answer, such as its cost. */
  withExtensions?: boolean
}
type Answer = FormattedExecutionResult & { status: number }

let areTogether = false
/** From here on, subgraphs run in the gateway's process and are asked without HTTP, as `npm start` has them. */
export const together = (): void => {
  areTogether = true
}

/** Three subgraphs and a gateway before them, all over real sockets; gone when the test ends. */
export async function startFederation(options: Options = {}): Promise<Federation> {
  const feed = new Feed()
  const log = createLogger('test', 'silent')
  const resolvers = resolversOf(feed)
  const start = (name: Name, port = 0) =>
    startSubgraphServer({
      name,
      config: { HOST: '127.0.0.1', PORT: port, IDENTITY_SECRET: identitySecret },
      log,
      schema: buildSubgraphSchema([
        { typeDefs: parse(sdl[name]), resolvers: resolvers[name] as never },
      ]),
      createContext: (viewer, requestId) => ({ viewer, requestId }),
    })
  const started = await Promise.all(
    (['runs', 'models', 'people'] as const).map(async (name) => [name, await start(name)] as const),
  )
  const services = new Map<Name, SubgraphService>(started)
  const locals = new Map<string, LocalSubgraph>(started.map(([name, { local }]) => [name, local]))
  const localOf = (name: string): LocalSubgraph => ({
    execute: (...asked) => locals.get(name)!.execute(...asked),
    subscribe: (...asked) => locals.get(name)!.subscribe(...asked),
    handle: (...exchange) => locals.get(name)!.handle(...exchange),
  })
  const isTogether = (name: Name) => areTogether && !options.urls?.[name]
  const stop = async (name: Name) => {
    const service = services.get(name)
    services.delete(name)
    await service?.close()
  }
  onTestFinished(async () => void (await Promise.all([...services.keys()].map(stop))))

  const restart = async (name: Name) => {
    const service = await start(name, Number(new URL(urls[name]!).port))
    services.set(name, service)
    locals.set(name, service.local)
  }
  const urls = Object.fromEntries(started.map(([name, { url }]) => [name, url]))
  const open = (config: Config) =>
    startServer(config, log, {
      supergraph,
      urls: {
        entities: urls['people']!, // says of nobody who they are
        ...urls,
        ...options.urls,
      },
      local: new Map(
        started.flatMap(([name]) => (isTogether(name) ? [[name, localOf(name)]] : [])),
      ),
      doors: options.doors ?? [],
      publicDoors: options.publicDoors ?? [],
    })
  const config = gatewayConfig(options)
  const gateway = await open(config)
  let opened: Service | null = gateway
  const close = async () => {
    await opened?.close()
    opened = null
  }
  const reopen = async () => {
    opened = await open({ ...config, PORT: Number(new URL(gateway.url).port) })
  }
  onTestFinished(close)

  return {
    url: gateway.url,
    feed,
    urlOf: (name) => services.get(name)!.url,
    stop,
    restart,
    close,
    reopen,
    execute: (query, request) => post(`${gateway.url}/graphql`, query, request),
    connect: ({ withExtensions = false, ...clientOptions } = {}) => {
      const client = createClient({
        url: `${gateway.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization: admin },
        ...clientOptions,
      })
      onTestFinished(() => client.terminate())
      return withExtensions ? client : { ...client, iterate: withoutExtensions(client) }
    },
  }
}

const elsewhere = 'http://127.0.0.1:9'

const gatewayConfig = ({
  timeoutSeconds = 30,
  publicUrl,
  trustedProxies,
  settings,
}: Options): Config => ({
  ...GatewayOptions.parse({}),
  HOST: '127.0.0.1',
  PORT: 0,
  IDENTITY_SECRET: identitySecret,
  ADMIN_TOKEN: adminToken,
  PUBLIC_URL: publicUrl,
  TRUSTED_PROXIES: trustedProxies,
  LOG_LEVEL: 'silent' as const,
  SUBGRAPH_TIMEOUT_SECONDS: timeoutSeconds,
  ENTITIES_URL: elsewhere,
  DATASETS_URL: elsewhere,
  JOBS_URL: elsewhere,
  DEPLOYMENTS_URL: elsewhere,
  GUARDRAILS_URL: elsewhere,
  ...settings,
})

/** Results without what is told beside them. */
const withoutExtensions =
  (client: Client): Client['iterate'] =>
  (payload) => {
    const results = client.iterate(payload)
    const next = results.next.bind(results)
    results.next = async () => {
      const result = await next()
      if (!result.done) delete result.value.extensions
      return result
    }
    return results as never
  }

const without = (text: string, line: string) => text.replace(line, '')

/** The supergraph of the subgraphs, without those lines of what they say. */
export function composeWithout(...left: string[]): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdl).map(([name, text]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(`directive @oneOf on INPUT_OBJECT ${left.reduce(without, text)}`),
    })),
  )
  if (errors) throw new AggregateError(errors)
  return supergraphSdl
}

async function post(url: string, query: string, request: Asking = {}): Promise<Answer> {
  const { variables, authorization = admin, headers, signal, withExtensions = false } = request
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization && { authorization }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  })
  const { extensions, ...answer } = (await response.json()) as FormattedExecutionResult
  return { status: response.status, ...answer, ...(withExtensions && { extensions }) } as Answer
}

/** A token as services and workers bring it. */
export const identityFor = async (
  viewer: Viewer,
  { audience = 'gateway', seconds = 60, secret = identitySecret } = {},
): Promise<string> => `Bearer ${await signIdentity(secret, viewer, { audience, seconds })}`

const supergraph = { sdl: composeWithout(), oneOfInputs: new Set(findOneOfInputs(sdl.runs)) }
