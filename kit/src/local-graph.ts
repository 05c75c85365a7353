import { execute, parse, subscribe, validate } from 'graphql'
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql'
import { namespacesAsked } from './identity.ts'
import type { Viewer } from './identity.ts'
import type { Logger } from './log.ts'
import { countStream } from './subgraph-metrics.ts'
import type { SubgraphMetrics } from './subgraph-metrics.ts'
import { asService } from './tracing.ts'

export type LocalRequest = {
  query: string
  operationName?: string
  variables?: Record<string, unknown>
}
/** In whose name it is asked, and under which id. */
type Asked = { viewer: Viewer; requestId: string }
type Answer = { data?: Record<string, unknown> | null; errors?: readonly GraphQLFormattedError[] }

/** A subgraph for whom runs in its process: the schema, contexts and errors that it has for others, without HTTP. */
export type LocalGraph = {
  /** A query or a mutation, and the namespaces in which that took place. Throws when the subgraph was stopped. */
  execute: (request: LocalRequest, asked: Asked) => Promise<Answer & { namespaces: string[] }>
  /**
   * A subscription: its events, or one with the errors for which there are none. Throws when they break off, also because
   * the subgraph is stopped.
   */
  subscribe: (request: LocalRequest, asked: Asked) => Promise<AsyncIterator<Answer, undefined>>
}

type Options<C> = {
  /** Of the subgraph. */
  name: string
  schema: GraphQLSchema
  createContext: (viewer: Viewer, requestId: string) => C
  toFormatted: (error: GraphQLError) => GraphQLFormattedError
  metrics: SubgraphMetrics
  log: Logger
}
type Read = { document: DocumentNode } | { errors: readonly GraphQLError[] }

const mostKept = 2_000

/** `stop` ends what runs. */
export function createLocalGraph<C>(options: Options<C>): LocalGraph & { stop: () => void } {
  const { name, schema, createContext, toFormatted, metrics, log } = options
  const known = new Map<string, Read>()
  const open = new Set<AsyncIterator<ExecutionResult>>()
  let isStopped = false

  /** Each document is read and checked once. */
  const read = (query: string): Read => {
    let found = known.get(query)
    if (found) return found
    const document = parse(query)
    const errors = validate(schema, document)
    found = errors.length ? { errors } : { document }
    if (known.size >= mostKept) known.clear()
    known.set(query, found)
    return found
  }
  const format = ({ data, errors }: ExecutionResult): Answer => ({
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map(toFormatted) }),
  })
  const argumentsFor = (request: LocalRequest, document: DocumentNode, asked: Asked) => {
    const viewer = { ...asked.viewer } // each request tells of its own where it acts
    const { operationName, variables: variableValues } = request
    const contextValue = createContext(viewer, asked.requestId)
    return { viewer, given: { schema, document, operationName, variableValues, contextValue } }
  }
  const checkRunning = () => {
    if (isStopped) throw new Error('The subgraph was stopped.')
  }
  const streamOf = (events: AsyncIterator<ExecutionResult>): AsyncIterator<Answer, undefined> => {
    open.add(events)
    return {
      next: async () => {
        const event = await asService(name, () => events.next()).catch((error: unknown) => {
          log.error(error, 'graphql: a subscription broke off')
          throw error
        })
        if (!event.done) return { done: false, value: format(event.value) }
        open.delete(events)
        checkRunning()
        return over
      },
      return: async () => {
        open.delete(events)
        await events.return?.()
        return over
      },
    }
  }

  return {
    execute: async (request, asked) => {
      checkRunning()
      const found = read(request.query)
      if ('errors' in found) return { ...format(found), namespaces: [] }
      const { viewer, given } = argumentsFor(request, found.document, asked)
      const start = performance.now()
      const answer = format(await asService(name, () => execute(given)))
      metrics.request('graphql in process', 200, (performance.now() - start) / 1_000)
      return { ...answer, namespaces: namespacesAsked(viewer) }
    },
    subscribe: async (request, asked) => {
      checkRunning()
      const found = read(request.query)
      if ('errors' in found) return once(format(found))
      const { given } = argumentsFor(request, found.document, asked)
      const stream = await asService(name, () => subscribe(given))
      if (!(Symbol.asyncIterator in stream)) return once(format(stream))
      return streamOf(countStream(stream, metrics))
    },
    stop: () => {
      isStopped = true
      for (const events of open) void events.return?.()
      open.clear()
    },
  }
}

const over = { done: true, value: undefined } as const

async function* once(answer: Answer): AsyncGenerator<Answer, undefined> {
  yield answer
}
