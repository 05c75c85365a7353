/** Makes a value once for each key, and keeps those that were asked for last. */
export class Recent<Value> {
  #values = new Map<string, Value>()
  #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** What `make` throws is not kept. */
  get(key: string, make: () => Value): Value {
    const value = this.#values.has(key) ? this.#values.get(key)! : make()
    this.#values.delete(key) // the Map keeps the order of insertion: the first is the longest unused
    this.#values.set(key, value)
    if (this.#values.size > this.#capacity) this.#values.delete(this.#values.keys().next().value!)
    return value
  }

  get size(): number {
    return this.#values.size
  }

  /** Those that are kept. */
  values(): Iterable<Value> {
    return this.#values.values()
  }

  /** What is kept under the key. */
  peek(key: string): Value | undefined {
    return this.#values.get(key)
  }
}
