/** What one identity may still spend, refilled evenly. */
type Purse = { left: number; at: number }

export type BudgetOptions = { perWindow: number; windowSeconds: number }

const mostKnown = 100_000

/**
 * What each identity may spend in a window of time: a bucket that holds as much as one window gives, and fills again
 * evenly while it is used.
 */
export class Budget {
  #purses = new Map<string, Purse>()
  #options: BudgetOptions

  constructor(options: BudgetOptions) {
    this.#options = options
  }

  /** Spends, or answers after how many seconds there will be enough. */
  spend(identity: string, cost: number, now = Date.now()): { retryAfterSeconds: number } | null {
    const { perWindow, windowSeconds } = this.#options
    const perMs = perWindow / windowSeconds / 1_000
    const before = this.#purses.get(identity) ?? { left: perWindow, at: now }
    const left = Math.min(perWindow, before.left + (now - before.at) * perMs)
    this.#purses.delete(identity) // the Map keeps the order of insertion: the first is the longest unused
    if (this.#purses.size >= mostKnown) this.#purses.delete(this.#purses.keys().next().value!)
    const isEnough = left >= cost
    this.#purses.set(identity, { left: isEnough ? left - cost : left, at: now })
    return isEnough ? null : { retryAfterSeconds: Math.ceil((cost - left) / perMs / 1_000) }
  }
}
