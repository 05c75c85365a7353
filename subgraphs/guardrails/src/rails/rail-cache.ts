import { createKeywordMatcher, KeywordParameters } from './keywords.ts'
import type { Matcher, Rail } from './rail.ts'
import { RegexParameters, createRegexMatcher } from './regex.ts'

export type CompiledRail = Rail & { matcher: Matcher }

/** The part of a config that is checked by. */
export type Rules = { id: string; inputRails: Rail[] }

/** The rails of a config, made ready once: a config never changes. */
export type RailCache = (rules: Rules) => CompiledRail[]

export function createRailCache(size = 200): RailCache {
  const cached = new Map<string, CompiledRail[]>()
  return ({ id, inputRails }) => {
    const rails = cached.get(id) ?? inputRails.map(compileRail)
    cached.delete(id) // and back in as the newest, so that the oldest is the one used least lately
    cached.set(id, rails)
    if (cached.size > size) cached.delete(cached.keys().next().value!)
    return rails
  }
}

export const compileRail = (rail: Rail): CompiledRail => ({ ...rail, matcher: matcherOf(rail) })

const matcherOf = ({ kind, parameters }: Rail): Matcher =>
  kind === 'REGEX'
    ? createRegexMatcher(RegexParameters.parse(parameters))
    : createKeywordMatcher(KeywordParameters.parse(parameters))
