import type { Viewer } from '@weft/kit/identity'
import { isDeepStrictEqual } from 'node:util'
import type { Authenticate } from './authenticate.ts'

/** GONE: the token opens nothing any more. CHANGED: it does, but not with the rights that the stream began with. */
export type Ending = 'GONE' | 'CHANGED'

type Caller = { authorization: unknown; viewer: Viewer }

const everyMs = 3_000

/**
 * Asks again and again, while a stream is open, who its caller is, and tells once when that is no longer what it was.
 * When nobody can say, the stream goes on. Returns how to stop.
 */
export function watchCaller(
  authenticate: Authenticate,
  { authorization, viewer }: Caller,
  onEnd: (ending: Ending) => void,
): () => void {
  let isOver = false
  const stop = () => {
    isOver = true
    clearInterval(timer)
  }
  const look = async () => {
    const now = await authenticate(authorization).catch(() => viewer)
    if (isOver || isDeepStrictEqual(now, viewer)) return
    stop()
    onEnd(now ? 'CHANGED' : 'GONE')
  }
  const timer = setInterval(() => void look(), everyMs)
  return stop
}
