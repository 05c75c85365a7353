import type { Logger } from '@weft/kit/log'
import type { FormatError } from '../errors.ts'
import { createExecutor } from '../execution/executor.ts'
import type { Sources } from '../execution/executor.ts'
import { createCompileOperation } from '../execution/operations.ts'
import { createPlanner } from '../execution/planner.ts'
import { createLimits } from '../limits/limits.ts'
import type { LimitOptions } from '../limits/limits.ts'
import type { Load, Metrics } from '../telemetry/metrics.ts'
import { createSubscriptions } from '../subscriptions/subscriptions.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import { createAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Audit } from './audit.ts'
import { createSource } from './data-source.ts'
import { createFallback } from './fallback.ts'
import { createOperations } from './known-operations.ts'
import type { KnownOperation, OperationRequest } from './known-operations.ts'
import type { Subgraphs } from './subgraphs.ts'
import type { SupergraphSource } from './supergraph.ts'

/** The graph of all subgraphs: queries and mutations by `answer`, and subscriptions. */
export type Graph = Pick<Subscriptions, 'prepare' | 'subscribe'> & {
  answer: Answer
  /** Plans an operation before it is asked; what cannot be asked is passed over. */
  warm: (request: OperationRequest) => void
  /** What was asked most often of what is kept, the most frequent first. */
  hottest: (most: number) => OperationRequest[]
  /** What it keeps, and what waits in it. */
  load: () => Load
  stop: () => Promise<void>
}

type Options = {
  supergraph: SupergraphSource
  subgraphs: Subgraphs
  formatError: FormatError
  log: Logger
  audit: Audit
  limits: LimitOptions
  metrics: Metrics
  /** Whether operations may ask about the schema. */
  introspection: boolean
}

export function createGraph(options: Options): Graph {
  const { supergraph, subgraphs, formatError, log, audit, metrics } = options
  const sources: Sources = new Map(
    [...subgraphs.values()].map((subgraph) => [
      subgraph.name,
      createSource({ subgraph, log, audit, metrics }),
    ]),
  )
  const planner = createPlanner(supergraph)
  for (const name of planner.subgraphs)
    if (!sources.has(name))
      throw new Error(`The supergraph names \`${name}\`, of which no URL is known.`)
  const { schema } = planner
  const compile = createCompileOperation(planner)
  const limits = createLimits(supergraph.sdl, schema, options.limits)
  const { find, kept } = createOperations({
    schema,
    limits,
    introspection: options.introspection,
  })
  const fallback = createFallback(supergraph, sources, log)
  const { execute, warm, plansKept } = createExecutor({ compile, sources, fallback, log, metrics })

  const subscriptions = createSubscriptions({
    schema,
    find,
    compile,
    sources,
    limits,
    subgraphs,
  })
  return {
    prepare: subscriptions.prepare,
    subscribe: subscriptions.subscribe,
    answer: createAnswer({ schema, find, execute, limits, formatError, metrics }),
    warm: (request) => {
      const known = find(request)
      if ('errors' in known) return
      try {
        if (known.node.operation === 'subscription') subscriptions.prepare(request)
        else warm(known, request)
      } catch (error) {
        log.debug({ error: String(error) }, 'an operation cannot be planned any more')
      }
    },
    hottest: (most) =>
      kept()
        .toSorted((one, other) => other.uses - one.uses)
        .slice(0, most)
        .map(({ request }) => request),
    load: () => {
      const operations = kept()
      const sum = (count: (operation: KnownOperation) => number) =>
        operations.reduce((all, operation) => all + count(operation), 0)
      return {
        kept: {
          operations: operations.length,
          plans: sum((operation) => plansKept(operation) + subscriptions.plansKept(operation)),
          costs: sum(({ costsKept }) => costsKept()),
        },
        eventsWaiting: subscriptions.eventsWaiting(),
        requests: [...subgraphs.values()].map(({ name, pool }) => ({
          subgraph: name,
          running: pool.stats.running,
          waiting: pool.stats.pending,
        })),
      }
    },
    stop: fallback.stop,
  }
}
