import { newId, prefixOf } from '@weft/kit/ids'
import { countQueries } from '@weft/kit/testing/count-queries'
import { expect, test } from 'vitest'
import { useAcme } from './acme.ts'
import { ask } from './asking.ts'
import { doors, knock } from './doors.ts'
import { nothingLike, retold } from './nothing.ts'
import { operations } from './operations.ts'
import type { Things } from './operations.ts'

const acme = useAcme()

test('what a stranger is told of a thing is, byte for byte, what they are told of nothing', async () => {
  const { platform, things, callers } = acme()
  const { token } = callers['a stranger']!
  const nothing = nothingLike(things)
  for (const [name, call] of Object.entries(operations)) {
    const tell = async (of: Things) =>
      JSON.stringify(await ask(platform.url, token, name, call(of)))
    expect(retold(await tell(nothing), things, nothing), name).toBe(await tell(things))
  }
  for (const [name, door] of Object.entries(doors)) {
    const tell = async (of: Things) => {
      const response = await knock(door, { url: platform.url, token, things: of })
      const { 'x-request-id': _, date: __, ...headers } = Object.fromEntries(response.headers)
      return JSON.stringify({
        status: response.status,
        headers,
        text: withoutTicket(await response.text()),
      })
    }
    expect(retold(await tell(nothing), things, nothing), name).toBe(await tell(things))
  }
})

test('looking for what a stranger may not see takes as many queries as looking for nothing', async () => {
  const { platform, things, callers } = acme()
  const { token } = callers['a stranger']!
  const nothing = nothingLike(things)
  const count = async (name: string, of: Things) =>
    (await countQueries(() => ask(platform.url, token, name, operations[name]!(of))))[1]
  for (const name of Object.keys(operations)) {
    // what the platform does by itself meanwhile only adds to a count: the fewest of some is what was asked for
    let [forThing, forNothing] = [Infinity, Infinity]
    for (let round = 0; round < 3 || (forThing !== forNothing && round < 20); round++) {
      forThing = Math.min(forThing, await count(name, things))
      forNothing = Math.min(forNothing, await count(name, nothing))
    }
    expect(forThing, name).toBe(forNothing)
  }
})

/** It holds what was asked, and is sealed anew each time. */
const withoutTicket = (text: string) => text.replace(/ticket=.*/, 'ticket=')

/** A field that only the owner knows, of each type. */
const known = {
  Namespace: 'namespaceName: name',
  Project: 'projectName: name',
  Model: 'modelRef: ref',
  AccessToken: 'tokenName: name',
  Dataset: 'datasetRef: ref',
  DatasetVersion: 'number',
  CustomizationJob: 'jobName: name',
  Deployment: 'deploymentName: name',
  GuardrailConfig: 'configRef: ref',
  GuardrailVerdict: 'outcome',
}
const fragments = Object.entries(known).map(([type, field]) => `... on ${type} { ${field} }`)

test('a node is what its owner says, and null where there is none or none to be seen', async () => {
  const { platform, things, callers } = acme()
  const look = async (token: string, ids: string[], selection: string) => {
    const nodes = ids.map((id, index) => `n${index}: node(id: "${id}") { ${selection} }`)
    const { data, errors } = await ask(platform.url, token, 'node', nodes.join(' '))
    expect(errors).toBeUndefined()
    return Object.values(data!) as ({ __typename?: string } | null)[]
  }
  const { spares: _, ...others } = things
  const ids = Object.values(others).filter((id) => prefixOf(id) && !id.startsWith('upload_'))
  const lost = ids.map((id) => newId(prefixOf(id)!))
  const nothing = ids.map(() => null)

  expect(await look(platform.token, ids, 'id')).toEqual(ids.map((id) => ({ id })))
  const whole = await look(platform.token, ids, `__typename ${fragments.join(' ')}`)
  expect(new Set(whole.map((node) => node?.__typename))).toEqual(new Set(Object.keys(known)))
  for (const node of whole) expect(Object.values(node!), node!.__typename).not.toContain(null)
  for (const selection of ['id', '__typename', fragments.join(' ')]) {
    expect(await look(platform.token, lost, selection)).toEqual(nothing)
    expect(await look(callers['a stranger']!.token, ids, selection)).toEqual(nothing)
  }
})
