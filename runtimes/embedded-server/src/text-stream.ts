const MAX_CHARACTER_BYTES = 4

/**
 * Turns tokens into text as they come, up to the first stop sequence. A character whose bytes are
 * spread over several tokens, and what may be the beginning of a stop sequence, is held back.
 */
export function createTextStream<T>(detokenize: (tokens: T[]) => string, stops: readonly string[]) {
  let heldTokens: T[] = []
  let heldText = ''
  let isStopped = false

  function decode(isEnd: boolean) {
    const text = heldTokens.length ? detokenize(heldTokens) : ''
    const isCut = text.endsWith('\uFFFD') && heldTokens.length < MAX_CHARACTER_BYTES
    if (isCut && !isEnd) return ''
    heldTokens = []
    return text
  }

  function release(isEnd: boolean) {
    heldText += decode(isEnd)
    const found = stops.map((stop) => heldText.indexOf(stop)).filter((at) => at >= 0)
    isStopped = found.length > 0
    const kept = isEnd ? 0 : longestBeginning(heldText, stops)
    const end = isStopped ? Math.min(...found) : heldText.length - kept
    const released = heldText.slice(0, end)
    heldText = heldText.slice(end)
    return released
  }

  return {
    push(token: T) {
      heldTokens.push(token)
      return release(false)
    },
    end: () => release(true),
    isStopped: () => isStopped,
  }
}

function longestBeginning(text: string, stops: readonly string[]) {
  let longest = 0
  for (const stop of stops)
    for (let length = 1; length < stop.length; length++)
      if (length > longest && text.endsWith(stop.slice(0, length))) longest = length
  return longest
}
