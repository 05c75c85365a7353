import { print, validate } from 'graphql'
import { differenceOf } from './differences.ts'
import { createFederation } from './federation.ts'
import { makeModel } from './make-model.ts'
import { makeQuery } from './make-query.ts'
import { Random } from './random.ts'

export type Outcome = { compared: number; differences: string[] }

/** Asks one graph, made of the seed, as many things, both whole and divided. */
export async function compare(seed: number, queries: number): Promise<Outcome> {
  const random = new Random(seed)
  const federation = createFederation(makeModel(random))
  const outcome: Outcome = { compared: 0, differences: [] }
  for (let index = 0; index < queries; index++) {
    const request = makeQuery(federation.whole, random)
    if (validate(federation.whole, request.document).length) continue
    outcome.compared++
    const expected = await federation.executeWhole(request)
    const difference = await federation
      .executeDivided(request)
      .then((actual) => differenceOf(expected, actual), String)
    if (difference)
      outcome.differences.push(
        `seed ${seed}, query ${index}: ${difference}\n${print(request.document)}\n${JSON.stringify(request.variables)}`,
      )
  }
  return outcome
}
