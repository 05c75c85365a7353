const newline = 0x0a

/** `bytes` is null of a line longer than `longestBytes`, which is not kept in memory. */
export type Line = { number: number; offset: number; bytes: Buffer | null }

/** The lines of a stream, from 1. `begin` is where in its file the stream begins. */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  longestBytes: number,
  begin = 0,
): AsyncGenerator<Line> {
  let number = 1
  let offset = begin
  let pieces: Uint8Array[] = []
  let length = 0
  const keep = (piece: Uint8Array) => {
    length += piece.length
    if (length > longestBytes) pieces = []
    else if (piece.length) pieces.push(piece)
  }
  const finish = (): Line => {
    const bytes = length > longestBytes ? null : Buffer.concat(pieces)
    const line = { number: number++, offset, bytes }
    offset += length + 1
    pieces = []
    length = 0
    return line
  }
  for await (const chunk of source) {
    let start = 0
    for (let end; (end = chunk.indexOf(newline, start)) >= 0; start = end + 1) {
      keep(chunk.subarray(start, end))
      yield finish()
    }
    keep(chunk.subarray(start))
  }
  if (length) yield finish()
}
