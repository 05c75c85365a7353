import type { Answer, Ask } from '../execution/fetch.ts'
import { createOnceATurn } from '../once-a-turn.ts'

/**
 * Asks once for all events of a stream that need the same and come in one turn: the more of them wait, the less each costs. What
 * is answered is copied, since it is taken over, and changed.
 */
export function askOnce(ask: Ask): Ask {
  const once = createOnceATurn<string>()
  return async (subgraph, fetch) => {
    const key = JSON.stringify([subgraph, fetch])
    const text = await once(key, async () => JSON.stringify(await ask(subgraph, fetch)))
    return JSON.parse(text) as Answer
  }
}
