import type { ExecutionResult } from 'graphql'
import { cursorAt } from './cursor.ts'
import { createMailbox } from './mailbox.ts'
import type { Mailbox } from './mailbox.ts'
import type { Reader, Reading } from './reading.ts'
import type { ResultStream } from './stream.ts'

/** A stream that many read, each result made once. */
export type Tail = {
  /** What came after that cursor; null when that is not known any more, or not yet. */
  since: (cursor: string | null) => ExecutionResult[] | null
  /** One more reader, who begins with these results and goes on with what comes. */
  join: (missed: ExecutionResult[], reader: Reader) => Reading
  /** How many results its readers have not taken yet. */
  waiting: () => number
}

type Options = {
  source: ResultStream
  /** The cursor behind which the source begins. */
  beginning: string | null
  isState: boolean
  /** When it has ended, or the last reader has left. */
  onEnd: () => void
}

/** How many results are remembered, for those who come a little later. */
const remembered = 64

/**
 * Reads a source as fast as the fastest of its readers. The others find what they have not read yet in mailboxes of their
 * own, which end them as too slow when they are full.
 */
export function createTail({ source, beginning, isState, onEnd }: Options): Tail {
  const readers = new Set<Mailbox>()
  const recent: ExecutionResult[] = []
  let before: string | null | undefined = beginning
  let wake = () => {}
  let isRunning = false

  const remember = (result: ExecutionResult) => {
    if (isState) return
    recent.push(result)
    if (recent.length > remembered) before = cursorAt(recent.shift()!) ?? undefined
  }
  const isHungry = () => {
    for (const mailbox of readers) if (mailbox.isHungry()) return true
    return false
  }
  const run = async () => {
    isRunning = true
    while (readers.size) {
      while (readers.size && !isHungry()) await new Promise<void>((resolve) => (wake = resolve))
      const next = await source.next()
      if (next.done) return
      remember(next.value)
      for (const mailbox of readers) mailbox.put(next.value)
    }
  }
  const finish = (error?: unknown) => {
    onEnd()
    for (const mailbox of readers) mailbox.close(error)
    readers.clear()
  }
  const leave = (mailbox: Mailbox) => {
    if (!readers.delete(mailbox) || readers.size) return
    onEnd()
    wake()
    void source.return()
  }
  return {
    since: (cursor) => {
      if (cursor === null) return before === null && !recent.length ? [] : null
      if (cursor === before) return [...recent]
      const at = recent.findLastIndex((result) => cursorAt(result) === cursor)
      return at < 0 ? null : recent.slice(at + 1)
    },
    join: (missed, reader) => {
      const mailbox: Mailbox = createMailbox({
        keeps: isState ? 'NEWEST' : 'EVERY',
        missed,
        reader,
        onHungry: () => {
          wake()
          if (!isRunning) void run().then(() => finish(), finish)
        },
        onLeave: () => leave(mailbox),
      })
      readers.add(mailbox)
      return mailbox
    },
    waiting: () => [...readers].reduce((sum, mailbox) => sum + mailbox.waiting(), 0),
  }
}
