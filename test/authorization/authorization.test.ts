import { needs } from '../../schema/access.ts'
import type { Rule } from '../../schema/access.ts'
import { expect, test } from 'vitest'
import { expectedOf, useAcme } from './acme.ts'
import type { Acme, Outcome } from './acme.ts'
import { ask, askByTicket, kindOf, outcomeOf } from './asking.ts'
import { doors, knock, outcomeOfDoor } from './doors.ts'
import { hubRoutes } from './hub-routes.ts'
import { operations } from './operations.ts'

const acme = useAcme()

/** What each caller should get by the rules of that name. */
const expectedOfAll = (names: string[], { callers }: Acme) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      mapValues(callers, (caller) => expectedOf(needs[name as Rule], caller)),
    ]),
  )

const mapValues = <T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** What each caller gets, one after the other. */
async function tryAll(
  names: string[],
  { callers }: Acme,
  attempt: (name: string, who: string) => Promise<Outcome>,
): Promise<Record<string, Record<string, Outcome>>> {
  const actual: Record<string, Record<string, Outcome>> = {}
  for (const name of names) {
    actual[name] = {}
    for (const who of Object.keys(callers)) actual[name][who] = await attempt(name, who)
  }
  return actual
}

test('every operation of the graph, and every other door, has its row', () => {
  const doorRules = Object.keys(needs).filter((rule) => /^[a-z]+\./.test(rule))
  expect(Object.keys(operations).sort()).toEqual([...kindOf.keys()].sort())
  const hubRules = Object.values(hubRoutes).map(({ rule }) => rule)
  expect(new Set([...Object.keys(doors), ...hubRules])).toEqual(new Set(doorRules))
})

test('every door beside the graph opens as its rule says', { timeout: 60_000 }, async () => {
  const { platform, things, callers } = acme()
  const actual = await tryAll(Object.keys(doors), acme(), async (name, who) => {
    const { token } = callers[who]!
    const response = await knock(doors[name]!, { url: platform.url, token, things })
    return outcomeOfDoor(response, `${name} for ${who}`)
  })
  expect(actual).toEqual(expectedOfAll(Object.keys(doors), acme()))
})

test('every subscription answers event sources as it answers sockets', async () => {
  const { platform, things, callers } = acme()
  const subscriptions = [...kindOf].flatMap(([name, kind]) => (kind === 'subscription' ? name : []))
  const actual = await tryAll(subscriptions, acme(), async (name, who) => {
    const { token } = callers[who]!
    const answer = await askByTicket(platform.url, token, operations[name]!(things))
    return outcomeOf(answer, `${name} for ${who}`)
  })
  expect(actual).toEqual(expectedOfAll(subscriptions, acme()))
})

test('every operation answers each caller as its rule says', { timeout: 120_000 }, async () => {
  const { platform, things, callers } = acme()
  const actual = await tryAll(Object.keys(operations), acme(), async (name, who) => {
    const spare = name === 'deleteDeployment' && things.spares[who]
    const call = operations[name]!(spare ? { ...things, deploymentId: spare } : things)
    return outcomeOf(await ask(platform.url, callers[who]!.token, name, call), `${name} for ${who}`)
  })
  expect(actual).toEqual(expectedOfAll(Object.keys(operations), acme()))
})
