import { createPause, UnreachableError, type Patience } from './patient-fetch.ts'

/**
 * The bytes of a file as they come. Where they break off they go on, as long as each patience brings more of them.
 *
 * @param open asks for all bytes from one on.
 */
export async function* readPatiently(
  sizeBytes: number,
  open: (start: number) => Promise<Response>,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  let start = 0
  let pause = createPause(patience)
  while (start < sizeBytes) {
    const answer = await open(start)
    const before = start
    try {
      for await (const chunk of answer.body ?? []) {
        start += chunk.length
        yield chunk
      }
      if (start < sizeBytes) throw new Error(`${start} bytes came, ${sizeBytes} were promised`)
    } catch (error) {
      patience.signal?.throwIfAborted()
      if (start > before) pause = createPause(patience)
      if (!(await pause()))
        throw new UnreachableError(`${answer.url} breaks off: ${String(error)}`, { cause: error })
    }
  }
}
