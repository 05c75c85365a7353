import type { Logger } from '@weft/kit/log'
import { GraphQLError } from 'graphql'
import type { Reading, Results } from '../subscriptions/reading.ts'
import type { Graph } from './graph.ts'
import type { OperationRequest } from './known-operations.ts'
import type { SupergraphText } from './supergraph-text.ts'

type Options = {
  source: SupergraphText
  /** Throws when it is no supergraph, or one that cannot be served. */
  create: (sdl: string) => Graph
  log: Logger
}

/** How many operations are planned before a new supergraph takes over: those that were asked most. */
const mostWarmed = 200

/**
 * A graph in whose place a new one comes when its supergraph changes. What runs goes on with the old one; subscriptions
 * that the new one does not know end with SCHEMA_CHANGED. A supergraph that cannot be served changes nothing.
 */
export function createReloadingGraph({ source, create, log }: Options): Graph {
  let sdl = source.read()
  let current = create(sdl)
  const open = new Set<Ending>()

  const reload = () => {
    try {
      const text = source.read()
      if (text === sdl) return
      const next = create(text)
      for (const request of current.hottest(mostWarmed)) next.warm(request)
      const before = current
      current = next
      sdl = text
      for (const ending of open) if (!isKnown(next, ending.request)) ending.end()
      log.warn('the supergraph has changed')
      void before.stop()
    } catch (error) {
      log.error(error, 'the supergraph has changed, and cannot be served; the one before stays')
    }
  }
  const stopWatching = source.watch?.(reload)
  const load = () => {
    const graphs = new Set([current, ...[...open].map(({ graph }) => graph)])
    const loads = [...graphs].map((graph) => graph.load())
    const eventsWaiting = loads.reduce((sum, each) => sum + each.eventsWaiting, 0)
    return { ...loads[0]!, eventsWaiting }
  }

  return {
    answer: (request, context) => current.answer(request, context),
    prepare: (request) => current.prepare(request),
    subscribe: async (operation, context, after) => {
      const graph = current
      const results = await graph.subscribe(operation, context, after)
      return endable(results, { graph, request: operation.request }, open)
    },
    warm: (request) => current.warm(request),
    hottest: (most) => current.hottest(most),
    load,
    stop: async () => {
      stopWatching?.()
      await current.stop()
    },
  }
}

function isKnown(graph: Graph, request: OperationRequest): boolean {
  try {
    graph.prepare(request)
    return true
  } catch {
    return false
  }
}

type Source = { graph: Graph; request: OperationRequest }
type Ending = Source & { end: () => void }

/** What can be ended from outside, while it stands in `open`. */
const endable =
  (results: Results, source: Source, open: Set<Ending>): Results =>
  (reader) => {
    const ending: Ending = {
      ...source,
      end: () => {
        open.delete(ending)
        reading.leave()
        reader.end(changed())
      },
    }
    open.add(ending)
    const reading: Reading = results({
      take: (result) => reader.take(result),
      end: (error) => {
        open.delete(ending)
        reader.end(error)
      },
    })
    return {
      next: () => reading.next(),
      leave: () => {
        open.delete(ending)
        reading.leave()
      },
    }
  }

const changed = () =>
  new GraphQLError('The schema has changed, and does not know this subscription any more.', {
    extensions: { code: 'SCHEMA_CHANGED' },
  })
