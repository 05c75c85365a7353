/** Runs a work, or awaits the one that was given for the same key. */
export type OnceATurn<Value> = (key: string, work: () => Promise<Value>) => Promise<Value>

type Turn<Value> = { over: Promise<void>; works: Map<string, Promise<Value>> }

/**
 * Runs each work once for all who ask for the same in one turn of the event loop. It begins when all that came in that turn
 * have been read: so what it finds is never older than the asking.
 */
export function createOnceATurn<Value>(): OnceATurn<Value> {
  let turn: Turn<Value> | null = null
  const begin = (): Turn<Value> => {
    const over = Promise.withResolvers<void>()
    setImmediate(() => {
      turn = null
      over.resolve()
    })
    return { over: over.promise, works: new Map() }
  }
  return (key, work) => {
    turn ??= begin()
    const value = turn.works.get(key) ?? turn.over.then(work)
    turn.works.set(key, value)
    return value
  }
}
