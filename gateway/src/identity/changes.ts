import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '@weft/kit/log'
import { z } from 'zod'
import type { Subgraph } from '../graph/subgraphs.ts'
import type { Vouch } from './identities.ts'
import { gateway } from './identify.ts'

/** Of an access token or a subject; `everybody`, where that is not known. */
type Hear = (id: string) => void

/** What somebody may do has changed, or may have. */
export type IdentityChanges = {
  /** How many have been heard of. */
  count: () => number
  /** Answers how to stop. */
  hear: (hear: Hear) => () => void
}

export const everybody = ''

/** Longer than between two signs of life of the subgraph that tells. */
const silenceMs = 15_000
const shortestPauseMs = 250
const longestPauseMs = 3_000

const Id = z.string()

/**
 * Listens to the subgraph that knows access tokens and grants, as long as the gateway runs. Whenever it cannot, anything may
 * have changed meanwhile: that is told of everybody, again and again.
 */
export function followIdentityChanges(
  subgraph: Subgraph,
  vouch: Vouch,
  log: Logger,
): IdentityChanges & { stop: () => void } {
  const listeners = new Set<Hear>()
  const stopped = new AbortController()
  let count = 0
  const tell = (id: string) => {
    count++
    for (const hear of listeners) hear(id)
  }
  const follow = async () => {
    for (let failures = 0; !stopped.signal.aborted; failures++) {
      try {
        for await (const id of changesOf(subgraph, vouch, stopped.signal)) {
          failures = 0
          tell(id)
        }
      } catch (error) {
        const text = `${subgraph.name}: does not tell who may do what`
        if (!stopped.signal.aborted) log.debug({ error: String(error) }, text)
      }
      if (stopped.signal.aborted) return
      tell(everybody)
      const pauseMs = Math.min(shortestPauseMs * 2 ** failures, longestPauseMs)
      await wait(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => {})
    }
  }
  void follow()
  return {
    count: () => count,
    hear: (hear) => {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
    stop: () => stopped.abort(),
  }
}

/** Each line is an id as JSON; empty ones are signs of life. */
async function* changesOf({ name, pool }: Subgraph, vouch: Vouch, signal: AbortSignal) {
  const { statusCode, body } = await pool.request({
    path: '/identify/changes',
    method: 'GET',
    headers: { authorization: await vouch(gateway, name) },
    headersTimeout: 5_000,
    bodyTimeout: silenceMs,
    signal,
  })
  if (statusCode !== 200) {
    await body.dump()
    throw new Error(`it answered ${statusCode}`)
  }
  let text = ''
  for await (const chunk of body.setEncoding('utf8')) {
    const lines = (text + String(chunk)).split('\n')
    text = lines.pop()!
    for (const line of lines) if (line) yield Id.parse(JSON.parse(line))
  }
}
