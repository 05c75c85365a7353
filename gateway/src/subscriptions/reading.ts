import type { ExecutionResult } from 'graphql'

/** Who takes results: a client, on its transport. */
export type Reader = {
  /** Takes a result. Answers whether it takes another one at once; when not, it calls `Reading.next` as soon as it does. */
  take: (result: ExecutionResult) => boolean
  /** Nothing more comes, because of that error; null when the stream has come to its own end. */
  end: (error: unknown) => void
}

/** A stream that is being read. */
export type Reading = {
  /** The reader takes a result: the first one, or another after it was busy. Nothing is handed to it before. */
  next: () => void
  /** The reader takes nothing more, and is told nothing more. */
  leave: () => void
}

/**
 * Results that are handed to a reader, in order, as they come. They are pushed where streams are pulled, so that an event
 * costs each of its many readers a few calls, and no promises.
 */
export type Results = (reader: Reader) => Reading
