import type { Reader, Reading } from './reading.ts'
import type { ResultStream } from './stream.ts'

/** The only reader of a stream. */
export type Alone = Reading & {
  /** Leaves, and answers the stream, which goes on for others. To be called while the reader takes a result. */
  release: () => ResultStream
}

/** The next result is asked for only when the reader takes it. */
export function readAlone(source: ResultStream, reader: Reader): Alone {
  let isReady = false
  let isRunning = false
  let isOver = false

  const run = async () => {
    isRunning = true
    try {
      while (isReady && !isOver) {
        const next = await source.next()
        if (isOver) return
        if (next.done) return end(null)
        isReady = reader.take(next.value)
      }
    } catch (error) {
      if (!isOver) end(error)
    } finally {
      isRunning = false
    }
  }
  const end = (error: unknown) => {
    isOver = true
    reader.end(error)
  }
  const leave = () => {
    isOver = true
    void source.return()
  }
  return {
    next: () => {
      isReady = true
      if (!isRunning) void run()
    },
    leave,
    release: () => {
      isOver = true
      return source
    },
  }
}
