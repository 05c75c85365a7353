import type { Logger } from '@weft/kit/log'
import { buildSchema } from '@weft/kit/schema'
import { startSubgraphServer } from '@weft/kit/subgraph-server'
import type { SubgraphService } from '@weft/kit/subgraph-server'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { resolvers as configs } from './configs/config.resolvers.ts'
import { createContext } from './context.ts'
import { resolvers as guards } from './guards/guard.resolvers.ts'
import { resolvers as verdicts } from './verdicts/verdict.resolvers.ts'

const resolvers = {
  ...configs,
  ...guards,
  ...verdicts,
  Query: { ...configs.Query, ...verdicts.Query },
  Mutation: { ...configs.Mutation, ...guards.Mutation, ...verdicts.Mutation },
}

export async function startServer(config: Config, log: Logger): Promise<SubgraphService> {
  const app = await createApp(config)
  const server = await startSubgraphServer({
    name: 'guardrails',
    config,
    log,
    schema: buildSchema('guardrails', resolvers),
    createContext: (viewer, requestId) => createContext(app, viewer, requestId),
    database: app.orm,
  })
  return {
    ...server,
    close: async () => {
      await server.close()
      await app.close()
    },
  }
}
