/** An object as it came from a subgraph. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys are chosen by clients: one may be called as what every object inherits. */
export const read = (object: Json, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** Adds to `target` what `source` has, and keeps the objects of `target`, since others may hold them. */
export function merge(target: Json, source: Json): void {
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (value === undefined || key === '__proto__') continue
    const known = read(target, key)
    if (isObject(known) && isObject(value)) merge(known, value)
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeItems(known, value)
    else target[key] = value
  }
}

function mergeItems(target: unknown[], source: unknown[]): void {
  for (const [index, value] of source.entries()) {
    const known = target[index]
    if (isObject(known) && isObject(value)) merge(known, value)
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length)
      mergeItems(known, value)
    else target[index] = value
  }
}
