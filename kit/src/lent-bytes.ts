/**
 * The pieces of a stream whose memory is its own, each to be used until the next one is asked for: then it is given back. The
 * garbage collector would do so too, but late, since it sees the small object and not the bytes behind it: tens of megabytes
 * would wait for it, and each piece would come to memory that no cache of the processor holds.
 */
export async function* lend(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    yield bytes
    giveBack(bytes)
  }
}

/** Frees the memory behind bytes that nobody, the system included, reads or writes any more; they are empty then. A piece of larger memory is left. */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

/** The same bytes in pieces of `partBytes`, the last one smaller; each is to be used until the next one is asked for. */
export async function* inParts(
  source: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Buffer> {
  const part = Buffer.allocUnsafeSlow(partBytes)
  let size = 0
  for await (const bytes of source)
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.subarray(at, at + partBytes - size)
      part.set(taken, size)
      at += taken.length
      size += taken.length
      if (size < partBytes) continue
      yield part
      size = 0
    }
  if (size) yield part.subarray(0, size)
}
