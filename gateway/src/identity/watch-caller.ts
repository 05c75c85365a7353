import { isAtLeast, roleIn } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import type { Authenticate } from './authenticate.ts'

/** GONE: the token opens nothing any more. LESS: it does, but not all that it opened when the stream began. */
export type Ending = 'GONE' | 'LESS'

type Caller = { authorization: unknown; viewer: Viewer }

const everyMs = 3_000

/**
 * Asks again and again, while a stream is open, what its caller may do, and tells once when that is less than it was.
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
    if (isOver || (now && hasAll(now, viewer))) return
    stop()
    onEnd(now ? 'LESS' : 'GONE')
  }
  const timer = setInterval(() => void look(), everyMs)
  return stop
}

/** Whether somebody still has every role that they had. */
const hasAll = (now: Viewer, before: Viewer): boolean =>
  before.grants.every(({ namespace, role }) => {
    const held = roleIn(now, namespace)
    return held !== null && isAtLeast(held, role)
  })
