import { cursorAt } from './cursor.ts'
import { createStream, end } from './stream.ts'
import type { ResultStream } from './stream.ts'
import { createTail } from './tail.ts'
import type { Tail } from './tail.ts'

type Subscription = {
  /** Equal for those who would get equal answers: it holds all that these depend on, but the cursor. */
  key: string
  /** Opens a stream of its own, behind that cursor. */
  open: (after: string | null) => ResultStream
  after: string | null
  isState: boolean
}

/** A stream of its own, or a part in one that others read already: the reader cannot tell which. */
export type Share = (subscription: Subscription) => ResultStream

/**
 * Lets those who would get equal answers read one stream, each event asked for and completed once. Who begins at another
 * cursor reads a stream of its own first, and the shared one from where they meet; who follows a state begins with what
 * is now.
 */
export function createShare(): Share {
  const tails = new Map<string, Tail>()

  const begin = (subscription: Subscription, source: ResultStream, beginning: string | null) => {
    const { key, isState } = subscription
    const onEnd = () => {
      if (tails.get(key) === tail) tails.delete(key)
    }
    const tail: Tail = createTail({ source, beginning, isState, onEnd })
    tails.set(key, tail)
    return tail.join([])
  }

  /** Its own stream, until that stands where the shared one has been. */
  const catchUp = (subscription: Subscription): ResultStream => {
    const own = subscription.open(subscription.after)
    let current = own
    const change = (cursor: string) => {
      const tail = tails.get(subscription.key)
      const missed = tail?.since(cursor)
      if (!tail) current = begin(subscription, own, cursor)
      else if (missed) {
        current = tail.join(missed)
        void own.return()
      }
    }
    return createStream({
      next: async () => {
        const next = await current.next()
        const cursor = next.done || current !== own ? null : cursorAt(next.value)
        if (cursor !== null) change(cursor)
        return next
      },
      return: () => current.return(),
    })
  }

  return (subscription) => {
    const { key, open, after, isState } = subscription
    const tail = tails.get(key)
    if (!tail) return begin(subscription, open(after), after)
    if (isState) return beginWith(open(null), tail.join([]))
    const missed = tail.since(after)
    return missed ? tail.join(missed) : catchUp(subscription)
  }
}

/** The first result of one stream, then all of the other. */
function beginWith(first: ResultStream, then: ResultStream): ResultStream {
  let hasBegun = false
  const leave = async () => {
    void first.return()
    return then.return()
  }
  return createStream({
    next: async () => {
      if (hasBegun) return then.next()
      hasBegun = true
      try {
        const next = await first.next()
        void first.return()
        if (!next.done) return next
      } catch (error) {
        await leave()
        throw error
      }
      await then.return()
      return end
    },
    return: leave,
  })
}
