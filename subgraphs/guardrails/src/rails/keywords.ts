import { z } from 'zod'
import type { Match, Matcher } from './rail.ts'

const Keyword = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters')

export const KeywordParameters = z.strictObject({
  keywords: z
    .array(Keyword)
    .min(1, 'needs a keyword at least')
    .max(1_000, 'has more than 1,000 keywords'),
  caseSensitive: z.boolean().default(false),
})

/** What a word is made of, in any script. */
const wordCharacter = String.raw`[\p{L}\p{N}\p{M}_]`
const beginsAsWord = new RegExp(`^${wordCharacter}`, 'u')
const endsAsWord = new RegExp(`${wordCharacter}$`, 'u')

export function createKeywordMatcher(parameters: z.infer<typeof KeywordParameters>): Matcher {
  const pattern = new RegExp(
    patternOf(keywordTree(parameters)),
    parameters.caseSensitive ? 'gu' : 'giu',
  )
  return { cost: 8, find: (text) => [...text.matchAll(pattern)].map(toMatch) }
}

const toMatch = ({ index, 0: found }: RegExpExecArray): Match => ({
  start: index,
  end: index + found.length,
  sought: found.toLowerCase().replace(/\s+/gu, ' '),
})

/**
 * Keywords with what they have in common at their beginning, each edge a piece of a pattern. So that a text is searched
 * in a time that does not grow with the number of keywords.
 */
type Tree = Map<string, Tree>

function keywordTree({ keywords, caseSensitive }: z.infer<typeof KeywordParameters>): Tree {
  const root: Tree = new Map()
  for (const keyword of keywords.flatMap((text) => [
    text.normalize('NFC'),
    text.normalize('NFD'),
  ])) {
    let node = root
    for (const piece of piecesOf(caseSensitive ? keyword : keyword.toLowerCase())) {
      const next: Tree = node.get(piece) ?? new Map()
      node.set(piece, next)
      node = next
    }
  }
  return root
}

/** The keyword as a whole word; between its parts may stand any white space. */
function* piecesOf(keyword: string): Generator<string> {
  if (beginsAsWord.test(keyword)) yield `(?<!${wordCharacter})`
  for (const character of keyword.replace(/\s+/gu, ' '))
    yield character === ' ' ? String.raw`\s{1,100}` : RegExp.escape(character)
  yield endsAsWord.test(keyword) ? `(?!${wordCharacter})` : ''
}

function patternOf(tree: Tree): string {
  const branches = [...tree]
    .sort(([a], [b]) => Number(isEnd(a)) - Number(isEnd(b))) // the longest keyword first
    .map(([piece, rest]) => piece + (rest.size ? patternOf(rest) : ''))
  return branches.length === 1 ? branches[0]! : `(?:${branches.join('|')})`
}

const isEnd = (piece: string) => piece === '' || piece.startsWith('(?!')
