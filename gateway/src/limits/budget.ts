import { Recent } from '../recent.ts'

/** What one identity may still spend, refilled evenly. */
type Purse = { left: number; at: number }

export type BudgetOptions = { perWindow: number; windowSeconds: number }

const mostKnown = 100_000

/**
 * What each identity may spend in a window of time: a bucket that holds as much as one window gives, and fills again
 * evenly while it is used.
 */
export class Budget {
  #purses = new Recent<Purse>(mostKnown)
  #options: BudgetOptions

  constructor(options: BudgetOptions) {
    this.#options = options
  }

  /** Spends, or answers after how many seconds there will be enough. */
  spend(identity: string, cost: number, now = Date.now()): { retryAfterSeconds: number } | null {
    const { perWindow, windowSeconds } = this.#options
    const perMs = perWindow / windowSeconds / 1_000
    const purse = this.#purses.get(identity, () => ({ left: perWindow, at: now }))
    const left = Math.min(perWindow, purse.left + (now - purse.at) * perMs)
    const isEnough = left >= cost
    purse.left = isEnough ? left - cost : left
    purse.at = now
    return isEnough ? null : { retryAfterSeconds: Math.ceil((cost - left) / perMs / 1_000) }
  }
}
