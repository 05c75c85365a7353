import { BYTE_CHARACTERS, toByteCharacters } from './byte-alphabet.ts'

export const SPECIAL_TOKENS = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const

/** The words that the pre-tokenizers in `tokenizerFile` cut a text into. */
const WORDS = /\p{N}|'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu

export type Bpe = { tokens: string[]; merges: [string, string][] }
type Word = { symbols: string[]; count: number }

/** Byte-pair encoding of exactly `size` tokens; what the texts do not fill are unused tokens. */
export function trainBpe(texts: readonly string[], size: number): Bpe {
  const words = countWords(texts)
  const tokens = [...SPECIAL_TOKENS, ...BYTE_CHARACTERS.toSorted()]
  const merges: Bpe['merges'] = []
  while (tokens.length < size) {
    const pair = mostFrequentPair(words)
    if (!pair) break
    merges.push(pair)
    tokens.push(pair.join(''))
    for (const { symbols } of words) mergePair(symbols, pair)
  }
  while (tokens.length < size) tokens.push(`<|unused${tokens.length}|>`)
  return { tokens, merges }
}

function countWords(texts: readonly string[]): Word[] {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [word] of text.matchAll(WORDS)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Array.from(counts, ([word, count]) => ({ symbols: toByteCharacters(word), count }))
}

/** Byte characters hold no space, so that a pair can be written with one. */
function mostFrequentPair(words: readonly Word[]): [string, string] | null {
  const counts = new Map<string, number>()
  for (const { symbols, count } of words)
    for (const [i, symbol] of symbols.slice(1).entries()) {
      const pair = `${symbols[i]} ${symbol}`
      counts.set(pair, (counts.get(pair) ?? 0) + count)
    }
  const best = [...counts]
    .filter(([, count]) => count > 1)
    .reduce<[string, number] | null>((a, b) => (a && !isBetter(b, a) ? a : b), null)
  return best ? (best[0].split(' ') as [string, string]) : null
}

const isBetter = (a: [string, number], b: [string, number]) =>
  a[1] > b[1] || (a[1] === b[1] && a[0] < b[0])

function mergePair(symbols: string[], [left, right]: [string, string]) {
  for (let i = 0; i + 1 < symbols.length; i++)
    if (symbols[i] === left && symbols[i + 1] === right) symbols.splice(i, 2, left + right)
}
