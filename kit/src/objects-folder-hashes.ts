import type { BigIntStats } from 'node:fs'

const mostKnown = 10_000

/**
 * The sha256 of files that were hashed while their bytes arrived, by what tells one file from every other and goes
 * along when it is renamed. Forgotten with the process: what is not known here is read.
 */
export class ArrivedHashes {
  #known = new Map<string, string>()

  remember(stats: BigIntStats, sha256: string): void {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= mostKnown && oldest) this.#known.delete(oldest)
    this.#known.set(nameOf(stats), sha256)
  }

  /** Answers once, and forgets. */
  take(stats: BigIntStats): string | null {
    const name = nameOf(stats)
    const sha256 = this.#known.get(name) ?? null
    this.#known.delete(name)
    return sha256
  }
}

const nameOf = ({ ino, mtimeNs, size }: BigIntStats) => `${ino} ${mtimeNs} ${size}`
