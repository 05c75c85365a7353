import { upstreamUnavailable } from '@weft/kit/errors'
import { roles } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { z } from 'zod'
import type { Authenticated } from './authenticate.ts'
import type { OwnCall } from '../graph/own-calls.ts'

type Question = { tokenHash: string } | { subject: string; groups: string[] }

/** Who somebody is and what they may do now; null when nobody. Throws UPSTREAM_UNAVAILABLE when nobody can say. */
export type Identify = (question: Question) => Promise<Authenticated | null>

const Answer = z.object({
  viewer: z
    .object({
      subject: z.string(),
      grants: z.array(z.object({ namespace: z.string(), role: z.enum(roles) })),
      token: z.string().optional(),
      groups: z.array(z.string()).optional(),
    })
    .nullable(),
  /** When the access token ends. */
  expiresAt: z.iso.datetime().nullish(),
})

/** Who the gateway is when it asks for itself. */
export const gateway: Viewer = { subject: 'gateway', grants: [] }

const keptMs = 4_000
const capacity = 10_000

/**
 * Asks the subgraph that knows access tokens and grants, and keeps each answer for four seconds. `forget` is called when
 * they may not be right any more.
 */
export function createIdentify(call: OwnCall): { identify: Identify; forget: () => void } {
  const known = new Map<string, { answer: Promise<Authenticated | null>; until: number }>()

  const identify: Identify = (question) => {
    const key = JSON.stringify(question)
    const kept = known.get(key)
    if (kept && kept.until > Date.now()) return kept.answer

    if (known.size >= capacity) known.clear()
    const answer = ask(call, key)
    const entry = { answer, until: Date.now() + keptMs }
    known.set(key, entry)
    answer.catch(() => {
      if (known.get(key) === entry) known.delete(key)
    })
    return answer
  }
  return { identify, forget: () => known.clear() }
}

async function ask(call: OwnCall, question: string): Promise<Authenticated | null> {
  try {
    const { text } = await call('/identify', question, { isRepeatable: true })
    const { viewer, expiresAt } = Answer.parse(JSON.parse(text))
    return viewer && { viewer, expiresAt: expiresAt ? new Date(expiresAt) : null }
  } catch (error) {
    throw upstreamUnavailable(`It cannot be told who asks: ${String(error)}.`)
  }
}
