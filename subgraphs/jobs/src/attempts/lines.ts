/** A line that cannot be taken, by its number from 1. */
export class BadLine extends Error {
  readonly line: number

  constructor(line: number, problem: string) {
    super(`Line ${line} ${problem}`)
    this.line = line
  }
}

/** What `parse` makes of each line of a stream of bytes, empty ones left out; BadLine for one that it throws at. */
export async function* parseLines<T>(
  stream: AsyncIterable<Uint8Array>,
  parse: (line: string) => T,
  longest = 1024 * 1024,
): AsyncGenerator<T> {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  const parsed = (line: string): T[] => {
    number += 1
    if (!line.trim()) return []
    try {
      return [parse(line)]
    } catch (error) {
      throw new BadLine(number, error instanceof Error ? error.message : String(error))
    }
  }
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield* parsed(line)
    if (rest.length > longest)
      throw new BadLine(number + 1, `is longer than ${longest.toLocaleString('en-US')} characters`)
  }
  yield* parsed(rest + decoder.decode())
}
