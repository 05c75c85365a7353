type Turns = { free: number; waiting: (() => void)[] }

/**
 * Lets at most `most` run at a time for each namespace; the others wait, in the order in which they came, and nobody
 * for those of another namespace.
 */
export function createTurns(most: number) {
  const byNamespace = new Map<string, Turns>()
  return async <T>(namespace: string, work: () => Promise<T>): Promise<T> => {
    const turns = byNamespace.get(namespace) ?? { free: most, waiting: [] }
    byNamespace.set(namespace, turns)
    if (turns.free) turns.free--
    else await new Promise<void>((begin) => turns.waiting.push(begin))
    try {
      return await work()
    } finally {
      const next = turns.waiting.shift()
      if (next) next()
      else turns.free++
    }
  }
}
