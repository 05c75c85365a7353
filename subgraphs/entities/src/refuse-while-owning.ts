import { ConflictError } from '@weft/kit/errors'

/** Refuses to take away what still owns something; `owner` begins the sentence, and the names of `owned` are plurals. */
export function refuseWhileOwning(owner: string, owned: Record<string, number>): void {
  const held = Object.entries(owned).filter(([, count]) => count > 0)
  if (!held.length) return
  const said = held.map(([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`)
  throw new ConflictError(`${owner} still owns ${said.join(', ')}.`)
}
