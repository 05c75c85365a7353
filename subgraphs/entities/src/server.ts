import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { resolvers as accessTokens } from './access-tokens/access-token.resolvers.ts'
import { addAuditDoor } from './audit/audit.door.ts'
import { resolvers as audit } from './audit/audit.resolvers.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { resolvers as grants } from './grants/grant.resolvers.ts'
import { addIdentityDoor } from './identity/identity.door.ts'
import { resolvers as models } from './models/model.resolvers.ts'
import { resolvers as namespaces } from './namespaces/namespace.resolvers.ts'
import { resolvers as nodes } from './nodes/node.resolvers.ts'
import { resolvers as projects } from './projects/project.resolvers.ts'
import { resolvers as viewer } from './viewer/viewer.resolvers.ts'

const resolvers = {
  ...namespaces,
  ...projects,
  ...models,
  ...grants,
  ...accessTokens,
  ...nodes,
  Namespace: { ...namespaces.Namespace, ...grants.Namespace },
  Query: {
    ...namespaces.Query,
    ...projects.Query,
    ...models.Query,
    ...accessTokens.Query,
    ...audit.Query,
    ...nodes.Query,
    ...viewer.Query,
  },
  Mutation: {
    ...namespaces.Mutation,
    ...projects.Mutation,
    ...models.Mutation,
    ...grants.Mutation,
    ...accessTokens.Mutation,
  },
}

export async function startServer(config: Config, log: Logger): Promise<SubgraphService> {
  const app = await createApp(config, log)
  const server = await startSubgraphServer({
    name: 'entities',
    config,
    log,
    schema: buildSchema('entities', resolvers),
    createContext: (viewer, requestId) => createContext(app, viewer, requestId),
    database: app.orm,
    addRoutes: (routes) => {
      addIdentityDoor(routes, app)
      addAuditDoor(routes, app)
    },
  })
  return {
    ...server,
    close: async () => {
      await server.close()
      await app.close()
    },
  }
}
