/** Runs a work, or awaits the one that was already given for the same. */
export type OnceATurn<Value> = (
  same: { of: object; key: string },
  work: () => Promise<Value>,
) => Promise<Value>

type Turn<Value> = { over: Promise<void>; works: Map<object, Map<string, Promise<Value>>> }

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
  return ({ of, key }, work) => {
    turn ??= begin()
    const works = turn.works.get(of) ?? new Map<string, Promise<Value>>()
    turn.works.set(of, works)
    const value = works.get(key) ?? turn.over.then(work)
    works.set(key, value)
    return value
  }
}
