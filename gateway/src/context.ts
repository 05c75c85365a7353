import type { Viewer } from '@weft/kit/identity'
import type { TraceHeaders } from '@weft/kit/tracing'

/** What one operation carries through the graph. */
export type Context = { viewer: Viewer; requestId: string; trace: TraceHeaders }
