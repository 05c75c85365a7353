import { cursorAt } from './cursor.ts'
import { tooSlow } from './mailbox.ts'
import { createStream, end } from './stream.ts'
import type { Next, ResultStream } from './stream.ts'
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
 * cursor, or falls behind, reads a stream of their own, and the shared one from where they meet; who follows a state begins
 * with what is now.
 */
export function createShare(): { share: Share; waiting: () => number } {
  const tails = new Map<string, Tail>()

  const begin = (
    { key, isState }: Subscription,
    source: ResultStream,
    beginning: string | null,
  ): ResultStream => {
    const onEnd = () => {
      if (tails.get(key) === tail) tails.delete(key)
    }
    const tail: Tail = createTail({ source, beginning, isState, onEnd })
    tails.set(key, tail)
    return tail.join([])
  }

  const followEvents = (subscription: Subscription): ResultStream => {
    const { key, open } = subscription
    let place = subscription.after
    let own: ResultStream | null = null
    let isOver = false
    const shared = (): ResultStream | null => {
      const tail = tails.get(key)
      if (!tail) return begin(subscription, own ?? open(place), place)
      const missed = tail.since(place)
      if (!missed) return null
      void own?.return()
      return tail.join(missed)
    }
    const alone = () => (own = open(place))
    let current = shared() ?? alone()

    const meet = () => {
      const met = shared()
      if (!met) return
      current = met
      own = null
    }
    const next = async (): Promise<Next> => {
      try {
        const next = await current.next()
        if (isOver) return end // it must join nobody any more
        if (next.done) return next
        const cursor = cursorAt(next.value)
        place = cursor ?? place
        if (own && cursor !== null) meet()
        return next
      } catch (error) {
        if (error !== tooSlow || place === null || isOver) throw error
        current = alone()
        return next()
      }
    }
    const leave = () => {
      isOver = true
      return current.return()
    }
    return createStream({ next, return: leave })
  }

  const share: Share = (subscription) => {
    const { key, open, isState } = subscription
    if (!isState) return followEvents(subscription)
    const tail = tails.get(key)
    return tail ? beginWith(open(null), tail.join([])) : begin(subscription, open(null), null)
  }
  /** How many results were made, and not taken yet. */
  const waiting = () => [...tails.values()].reduce((sum, tail) => sum + tail.waiting(), 0)
  return { share, waiting }
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
