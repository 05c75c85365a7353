/**
 * Makes a value once for each key, and keeps those that were asked for last: in two generations, the older of which is forgotten
 * when the younger is full. So what is asked for is found by one look, mostly.
 */
export class Recent<Value> {
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()
  #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** What `make` throws is not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.#young.get(key)
    if (known !== undefined) return known
    const value = this.#old.get(key) ?? make()
    this.#keep(key, value)
    return value
  }

  #keep(key: string, value: Value) {
    this.#old.delete(key)
    this.#young.set(key, value)
    if (this.#young.size < this.#capacity / 2) return
    this.#old = this.#young
    this.#young = new Map()
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  /** Those that are kept. */
  *values(): Iterable<Value> {
    yield* this.#young.values()
    yield* this.#old.values()
  }

  /** What is kept under the key. */
  peek(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }
}
