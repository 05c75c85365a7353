import type { TraceHeaders } from '@weft/kit/tracing'
import type { Context } from '../context.ts'
import type { Answer, Fetch } from '../execution/fetch.ts'
import type { ResultStream } from '../subscriptions/stream.ts'

/** `namespaces` are those in which a mutation took place. */
export type Told = Answer & { namespaces?: string[] }

/** `traced` are the headers by which a subgraph goes on with the trace. */
export type Waiting = { leftMs: number; traced: TraceHeaders }

/** How a subgraph is asked. */
export type Transport = {
  /** Throws NoAnswer when it brought none within that time. */
  ask: (fetch: Fetch, context: Context, waiting: Waiting) => Promise<Told>
  /** Subscribes. The stream fails with UPSTREAM_UNAVAILABLE when it breaks off. */
  open: (fetch: Fetch, context: Context, traced: TraceHeaders) => Promise<ResultStream>
}

/** A call that brought no answer, for a reason of the way to the subgraph or of its process. */
export class NoAnswer extends Error {}
