import { isAtLeast, roleIn } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import type { Authenticate, Authenticated } from './authenticate.ts'
import { everybody } from './changes.ts'
import type { IdentityChanges } from './changes.ts'

/** Who comes, and all that is needed to see when they may do less. */
export type Caller = Authenticated & {
  authorization: unknown
  /** How many changes had been heard of when it was asked who they are. */
  asOf: number
}

/** GONE: the token opens nothing any more. LESS: it does, but not all that it opened when the stream began. */
export type Ending = 'GONE' | 'LESS'

export type Callers = {
  /** Who sends an `Authorization` header; null when it names nobody. Throws when that cannot be told now. */
  identify: (authorization: unknown) => Promise<Caller | null>
  /** Tells once, while a stream is open, when its caller may do less than when it began. Answers how to stop. */
  watch: (caller: Caller, onEnd: (ending: Ending) => void) => () => void
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Not set on public routes. */
    caller: Caller
  }
}

/** Within which all are asked about when anything may have changed, not all at the same time. */
const spreadMs = 1_000
/** After which it is asked again what nobody could say. */
const pauseMs = 3_000

/**
 * A token ends at its time by a timer. What somebody may do is asked again when it is heard that it may have changed; while
 * nobody can say, the stream goes on.
 */
export function createCallers(authenticate: Authenticate, changes: IdentityChanges): Callers {
  /** An answer may be kept for longer than the token lasts. */
  const authenticateNow: Authenticate = async (authorization) => {
    const known = await authenticate(authorization)
    return known?.expiresAt && known.expiresAt.getTime() <= Date.now() ? null : known
  }
  return {
    identify: async (authorization) => {
      const asOf = changes.count()
      const authenticated = await authenticateNow(authorization)
      return authenticated && { ...authenticated, authorization, asOf }
    },
    watch: ({ viewer, expiresAt, authorization, asOf }, onEnd) => {
      let isOver = false
      let nextLook: NodeJS.Timeout | undefined
      const stop = () => {
        isOver = true
        clearTimeout(nextLook)
        stopTimer()
        stopHearing()
      }
      const end = (ending: Ending) => {
        if (isOver) return
        stop()
        onEnd(ending)
      }
      const look = async () => {
        try {
          const now = await authenticateNow(authorization)
          if (!now) end('GONE')
          else if (!hasAll(now.viewer, viewer)) end('LESS')
        } catch {
          if (!isOver) lookIn(pauseMs * (0.5 + Math.random()))
        }
      }
      const lookIn = (ms: number) => {
        clearTimeout(nextLook)
        nextLook = setTimeout(() => void look(), ms)
      }
      const stopTimer = at(expiresAt, () => end('GONE'))
      const stopHearing = changes.hear((id) => {
        if (id === everybody) lookIn(spreadMs * Math.random())
        else if (id === viewer.token || id === viewer.subject) lookIn(0)
      })
      if (changes.count() !== asOf) lookIn(0)
      return stop
    },
  }
}

/** Whether somebody still has every role that they had. */
const hasAll = (now: Viewer, before: Viewer): boolean =>
  before.grants.every(({ namespace, role }) => {
    const held = roleIn(now, namespace)
    return held !== null && isAtLeast(held, role)
  })

/** Longer ones would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** Runs something at a time, however far away that is. Answers how not to. */
function at(time: Date | null, run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const set = (until: Date) => {
    const leftMs = until.getTime() - Date.now()
    timer =
      leftMs > longestTimerMs
        ? setTimeout(() => set(until), longestTimerMs)
        : setTimeout(run, Math.max(leftMs, 0))
  }
  if (time) set(time)
  return () => clearTimeout(timer)
}
