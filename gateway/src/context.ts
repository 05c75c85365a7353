import type { Viewer } from '@weft/kit/identity'

/** What one operation carries through the graph. */
export type Context = { viewer: Viewer; requestId: string }
