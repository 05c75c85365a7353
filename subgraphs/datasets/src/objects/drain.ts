import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Reads what is still coming, so that the client, busy with sending, gets to read the answer. */
export const drain = (source: Readable): Promise<void> => finished(source.resume()).catch(() => {})
