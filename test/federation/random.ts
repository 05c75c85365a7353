/** The same numbers for the same seed, so that what was found can be looked at again. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }

  /** From 0 on, below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }

  some<T>(items: readonly T[], atLeast = 1): T[] {
    const left = [...items]
    const count = Math.min(left.length, atLeast + this.below(left.length - atLeast + 1))
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)[0]!)
  }
}

/** A number that depends on the text alone. */
export function hash(text: string): number {
  let value = 2166136261
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 16777619)
  value ^= value >>> 15
  value = Math.imul(value, 2246822507)
  return (value ^ (value >>> 13)) >>> 0
}
