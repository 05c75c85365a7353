import { readAlone } from './alone.ts'
import type { Alone } from './alone.ts'
import { cursorAt } from './cursor.ts'
import { tooSlow } from './mailbox.ts'
import type { Reader, Reading, Results } from './reading.ts'
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
export type Share = (subscription: Subscription) => Results

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
  ): Tail => {
    const onEnd = () => {
      if (tails.get(key) === tail) tails.delete(key)
    }
    const tail: Tail = createTail({ source, beginning, isState, onEnd })
    tails.set(key, tail)
    return tail
  }

  const followEvents = (subscription: Subscription, reader: Reader): Reading => {
    const { key, open } = subscription
    let place = subscription.after
    let own: Alone | null = null
    let isOver = false
    const mine: Reader = {
      take: (result) => {
        const cursor = cursorAt(result)
        place = cursor ?? place
        const takesMore = reader.take(result)
        if (isOver || !own || cursor === null || !meet()) return takesMore
        if (takesMore) current.next()
        return false
      },
      end: (error) => {
        if (error !== tooSlow || place === null) return reader.end(error)
        current = alone()
        current.next()
      },
    }
    const shared = (): Reading | null => {
      const tail = tails.get(key)
      if (!tail) return begin(subscription, own?.release() ?? open(place), place).join([], mine)
      const missed = tail.since(place)
      if (!missed) return null
      own?.leave()
      return tail.join(missed, mine)
    }
    const alone = () => (own = readAlone(open(place), mine))
    const meet = () => {
      const met = shared()
      if (!met) return false
      current = met
      own = null
      return true
    }
    let current = shared() ?? alone()
    return {
      next: () => current.next(),
      leave: () => {
        isOver = true
        current.leave()
      },
    }
  }

  const followState = (subscription: Subscription, reader: Reader): Reading => {
    const source = subscription.open(null)
    const tail = tails.get(subscription.key)
    if (!tail) return begin(subscription, source, null).join([], reader)
    const later = tail.join([], reader)
    const first = readAlone(source, {
      take: (result) => {
        first.leave()
        current = later
        if (reader.take(result)) later.next()
        return false
      },
      end: (error) => {
        later.leave()
        reader.end(error)
      },
    })
    let current: Reading = first
    return {
      next: () => current.next(),
      leave: () => {
        first.leave()
        later.leave()
      },
    }
  }

  const share: Share = (subscription) => (reader) =>
    subscription.isState ? followState(subscription, reader) : followEvents(subscription, reader)
  /** How many results were made, and not taken yet. */
  const waiting = () => [...tails.values()].reduce((sum, tail) => sum + tail.waiting(), 0)
  return { share, waiting }
}
