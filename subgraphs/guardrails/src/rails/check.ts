import { maskText } from './masked-text.ts'
import type { Mask } from './masked-text.ts'
import type { CompiledRail } from './rail-cache.ts'

export type Message = { role: string; content: string }
export type Outcome = 'PASSED' | 'MASKED' | 'BLOCKED'
export type TextSpan = { message: number; start: number; end: number; label: string }
export type RailVerdict = {
  rail: string
  outcome: Outcome
  reason: string | null
  spans: TextSpan[]
  durationMs: number
}
export type Check = { outcome: Outcome; rails: RailVerdict[]; messages: Message[] | null }

/** Of one rail; a verdict says how many there were in all. */
const maxSpans = 1_000

type Found = { spans: TextSpan[]; sought: Set<string> }

/** Runs the rails in their order, each on what those before it have left to see; the first that blocks ends it. */
export function checkMessages(rails: CompiledRail[], messages: Message[]): Check {
  const masks: Mask[][] = messages.map(() => [])
  const verdicts: RailVerdict[] = []
  for (const rail of rails) {
    const startedAt = performance.now()
    const found = search(rail, messages, masks)
    const outcome = outcomeOf(rail, found)
    if (outcome === 'MASKED') for (const span of found.spans) masks[span.message]!.push(span)
    verdicts.push({
      rail: rail.name,
      outcome,
      reason: reasonOf(found),
      spans: found.spans.slice(0, maxSpans),
      durationMs: performance.now() - startedAt,
    })
    if (outcome === 'BLOCKED') return { outcome, rails: verdicts, messages: null }
  }
  return {
    outcome: verdicts.some(({ outcome }) => outcome === 'MASKED') ? 'MASKED' : 'PASSED',
    rails: verdicts,
    messages: messages.map(({ role, content }, index) => ({
      role,
      content: maskText(content, masks[index]!).text,
    })),
  }
}

function search({ name, matcher }: CompiledRail, messages: Message[], masks: Mask[][]): Found {
  const found: Found = { spans: [], sought: new Set() }
  messages.forEach(({ content }, message) => {
    const seen = maskText(content, masks[message]!)
    for (const { sought, ...range } of matcher.find(seen.text)) {
      const original = seen.toOriginal(range)
      if (!original) continue
      found.spans.push({ message, ...original, label: name })
      found.sought.add(sought)
    }
  })
  return found
}

function outcomeOf({ action }: CompiledRail, { spans }: Found): Outcome {
  if (!spans.length || action === 'FLAG') return 'PASSED'
  return action === 'BLOCK' ? 'BLOCKED' : 'MASKED'
}

/** Names what was looked for, not what somebody wrote. */
function reasonOf({ spans, sought }: Found): string | null {
  if (!spans.length) return null
  const named = [...sought].slice(0, 5).map((text) => `\`${text}\``)
  const more = sought.size > named.length ? ` and ${sought.size - named.length} more` : ''
  return `${spans.length} ${spans.length === 1 ? 'match' : 'matches'} of ${named.join(', ')}${more}`
}
