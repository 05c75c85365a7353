/** The lines of a stream of bytes, empty ones left out. Throws when one is longer than `mostBytes`. */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  mostBytes = 1024 * 1024,
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > mostBytes) throw new Error(`is longer than ${mostBytes} bytes`)
    for (const line of lines) if (line.trim()) yield line
  }
  rest += decoder.decode()
  if (rest.trim()) yield rest
}
