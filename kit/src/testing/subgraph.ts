import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { onTestFinished } from 'vitest'
import type { SubgraphConfig } from '../config.ts'
import type { Service } from '../http-server.ts'
import { signIdentity } from '../identity.ts'
import type { Role, Viewer } from '../identity.ts'
import { createLogger } from '../log.ts'
import type { Logger } from '../log.ts'
import { createDatabase } from './database.ts'

export const identitySecret = 'the secret of the tests, long enough to be one'

export const viewerWith = (
  role: Role,
  namespace = '*',
  subject = `${role.toLowerCase()}@tests`,
): Viewer => ({
  subject,
  grants: [{ namespace, role }],
})

export type Answer<Result> = {
  status: number
  data?: Result | null
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[]
}

/** How a test talks to one subgraph: over HTTP, as the gateway does. */
export type SubgraphUnderTest = {
  url: string
  databaseUrl: string
  authorization: (viewer?: Viewer) => Promise<string>
  execute: <Result = Record<string, unknown>, Variables = Record<string, unknown>>(
    document: string | TypedDocumentNode<Result, Variables>,
    variables?: Variables,
    viewer?: Viewer,
  ) => Promise<Answer<Result>>
}

type Options = {
  name: string
  migrate: (url: string) => Promise<unknown>
  /** Of the database that `migrate` makes once; the subgraph's name when left out. */
  template?: string
  start: (config: SubgraphConfig, log: Logger) => Promise<Service>
  gatewayUrl?: string
}

/** The whole subgraph, listening, on a database of its own; gone when the test ends. */
export async function startSubgraphUnderTest(options: Options): Promise<SubgraphUnderTest> {
  const { name, template = name, migrate, start } = options
  const database = await createDatabase(template, migrate)
  onTestFinished(database.drop)
  const config: SubgraphConfig = {
    HOST: '127.0.0.1',
    PORT: 0,
    IDENTITY_SECRET: identitySecret,
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    GATEWAY_URL: options.gatewayUrl ?? 'http://127.0.0.1:9',
  }
  const service = await start(config, createLogger(name, 'silent'))
  onTestFinished(service.close)

  const authorization = async (viewer = viewerWith('ADMIN')) =>
    `Bearer ${await signIdentity(identitySecret, viewer, { audience: name, seconds: 60 })}`
  return {
    url: service.url,
    databaseUrl: database.url,
    authorization,
    execute: async (document, variables, viewer) => {
      const query = typeof document === 'string' ? document : print(document)
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: await authorization(viewer) },
        body: JSON.stringify({ query, variables }),
      })
      return { status: response.status, ...((await response.json()) as object) } as never
    },
  }
}
