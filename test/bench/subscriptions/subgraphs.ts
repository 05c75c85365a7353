import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { Events } from '@weft/kit/events'
import { createLogger } from '@weft/kit/log'
import { execute, parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import pg from 'pg'
import { WebSocketServer } from 'ws'
import { names, sdl } from './runs.ts'
import type { Name } from './runs.ts'

// Both subgraphs in one process. Events come out of PostgreSQL as those of the platform do: a notification wakes the streams
// of its job, which read what stands behind their cursors.

const { DATABASE_URL, PORTS } = process.env as { DATABASE_URL: string; PORTS: string }
const events = await new Events(DATABASE_URL, createLogger('bench', 'warn')).connect('event')
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 })
const read = `select number::text as cursor, at, step, loss from event
  where job_id = $1 and number > $2 order by number limit 200`

type Event = { cursor: string }
type Asked = { jobId: string; after?: string | null }

async function* eventsOf(jobId: string, after: string) {
  let cursor = after
  for await (const _ of events.changes('event', jobId)) {
    const { rows } = await pool.query<Event>({ name: 'read', text: read, values: [jobId, cursor] })
    for (const row of rows) {
      yield { jobEvents: { ...row, job: { id: jobId, model: { id: `of-${jobId}` } } } }
      cursor = row.cursor
    }
  }
}

const resolvers = {
  jobs: {
    Subscription: {
      jobEvents: {
        subscribe: (_: unknown, { jobId, after }: Asked) => eventsOf(jobId, after ?? '0'),
      },
    },
  },
  models: {
    Model: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: `The model ${id}` }),
    },
  },
}

async function answer(schema: GraphQLSchema, body: string): Promise<object> {
  const { query, variables } = JSON.parse(body) as {
    query: string
    variables?: Record<string, unknown>
  }
  return execute({ schema, document: parse(query), variableValues: variables })
}

/** As the subgraph does that knows who may do what: nothing has changed, it says now and then. */
function tellNoChanges(response: ServerResponse) {
  response.flushHeaders()
  const timer = setInterval(() => response.write('\n'), 5_000)
  response.once('close', () => clearInterval(timer))
}

function serve(name: Name, port: number) {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdl[name]), resolvers: resolvers[name] as never },
  ])
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.url === '/health') return response.end()
    if (request.method === 'GET') return tellNoChanges(response)
    void text(request).then(async (body) =>
      response.end(JSON.stringify(await answer(schema, body))),
    )
  })
  server.keepAliveTimeout = 60_000
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }))
  server.listen(port, '127.0.0.1')
}
const ports = JSON.parse(PORTS) as Record<Name, number>
for (const name of names) serve(name, ports[name])
