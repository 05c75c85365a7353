import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import type { Match, Matcher } from './rail.ts'

/** What a pattern grows to when repetitions such as `{100}` are written out. */
const maxInstructions = 2_000

const Pattern = z
  .string()
  .min(1, 'is empty')
  .max(1_000, 'is longer than 1,000 characters')
  .superRefine((pattern, check) => {
    const problem = problemOf(pattern)
    if (problem) check.addIssue({ code: 'custom', message: problem })
  })

export const RegexParameters = z.strictObject({
  patterns: z
    .array(Pattern)
    .min(1, 'needs a pattern at least')
    .max(100, 'has more than 100 patterns'),
  caseSensitive: z.boolean().default(false),
})

export function createRegexMatcher(parameters: z.infer<typeof RegexParameters>): Matcher {
  const flags = parameters.caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE
  const patterns = parameters.patterns.map((pattern) => ({
    pattern,
    compiled: RE2JS.compile(pattern, flags),
  }))
  return {
    cost: patterns.reduce((sum, { compiled }) => sum + compiled.programSize(), 0),
    find: (text) =>
      patterns.flatMap(({ pattern, compiled }) => [...findPattern(pattern, compiled, text)]),
  }
}

function* findPattern(sought: string, compiled: RE2JS, text: string): Generator<Match> {
  const matcher = compiled.matcher(text)
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (end > start) yield { start, end, sought }
  }
}

function problemOf(pattern: string): string | null {
  try {
    const size = RE2JS.compile(pattern).programSize()
    return size > maxInstructions
      ? `is too large: ${size} instructions; ${maxInstructions} are allowed, so use smaller repetitions`
      : null
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return `is no RE2 pattern: ${error.message}`
    throw error
  }
}
