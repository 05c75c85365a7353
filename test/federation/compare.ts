import { print, validate } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { differenceOf } from './differences.ts'
import { RefusedError, createFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { makeModel } from './make-model.ts'
import { makeQuery } from './make-query.ts'
import { Random } from './random.ts'

type Outcome = {
  compared: number
  /** Graphs that composition refuses. */
  refused: number
  /** Operations that are refused, since they cannot be planned, though the graph composes. */
  unplanned: number
  differences: string[]
}

/**
 * It finds no way from an interface object to what kind of thing it is, where there is one; and a mutation cannot be
 * divided where two fields need the same thing with different arguments.
 */
const knownRefusal =
  /We should have an edge from \w+\(\w+\) for __typename|It cannot be told here what kind of \w+ this is|Two fields that are asked for need the same thing/

/** Asks one graph, made of the seed, as many things, both whole and divided. */
async function compare(seed: number, queries: number): Promise<Outcome> {
  const random = new Random(seed)
  const federation = makeFederation(random)
  const outcome: Outcome = {
    compared: 0,
    refused: federation ? 0 : 1,
    unplanned: 0,
    differences: [],
  }
  if (!federation) return outcome
  for (let index = 0; index < queries; index++) {
    const request = makeQuery(federation.whole, random)
    if (validate(federation.whole, request.document).length) continue
    outcome.compared++
    const expected = await federation.executeWhole(request)
    const difference = await federation
      .executeDivided(request)
      .then((actual) => refusalOf(actual) ?? differenceOf(expected, actual), String)
    if (difference && knownRefusal.test(difference)) outcome.unplanned++
    else if (difference)
      outcome.differences.push(
        `seed ${seed}, query ${index}: ${difference}\n${print(request.document)}\n${JSON.stringify(request.variables)}`,
      )
  }
  return outcome
}

const refusalOf = ({ errors = [] }: ExecutionResult) =>
  errors.find(({ message }) => knownRefusal.test(message))?.message

function makeFederation(random: Random): Federation | null {
  try {
    return createFederation(makeModel(random))
  } catch (error) {
    if (error instanceof RefusedError) return null
    throw error
  }
}

/** The same for many seeds, from `first` on. */
export async function compareMany(first: number, graphs: number): Promise<Outcome> {
  const all: Outcome = { compared: 0, refused: 0, unplanned: 0, differences: [] }
  for (let seed = first; seed < first + graphs; seed++) {
    const { compared, refused, unplanned, differences } = await compare(seed, 40)
    all.compared += compared
    all.refused += refused
    all.unplanned += unplanned
    all.differences.push(...differences)
  }
  return all
}
