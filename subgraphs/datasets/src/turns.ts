type Turns = { free: number; waiting: (() => void)[] }

/**
 * Lets at most `most` run at a time for each key (a namespace, a repository); the others wait, in the order in which they
 * came, and nobody for those of another key.
 */
export function createTurns(most: number) {
  const byKey = new Map<string, Turns>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turns = byKey.get(key) ?? { free: most, waiting: [] }
    byKey.set(key, turns)
    if (turns.free) turns.free--
    else await new Promise<void>((begin) => turns.waiting.push(begin))
    try {
      return await work()
    } finally {
      const next = turns.waiting.shift()
      if (next) next()
      else if (++turns.free === most) byKey.delete(key)
    }
  }
}
