import { newId, prefixOf } from '@weft/kit/ids'
import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'
import { createThings } from './things.ts'

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
  const platform = await startTogether()
  const things = Object.values(await createThings(platform))
  const stranger = await platform.tokenFor({
    subject: 'oidc:eve',
    grants: [{ namespace: 'other', role: 'ADMIN' }],
  })
  const ask = async (token: string, ids: string[], selection: string) => {
    const nodes = ids.map((id, index) => `n${index}: node(id: "${id}") { ${selection} }`)
    const response = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: `{ ${nodes.join(' ')} }` }),
    })
    const { data, errors } = (await response.json()) as { data: object; errors?: object }
    expect(errors).toBeUndefined()
    return Object.values(data) as ({ __typename?: string } | null)[]
  }
  const ids = things.filter((id) => prefixOf(id) && !id.startsWith('upload_'))
  const lost = ids.map((id) => newId(prefixOf(id)!))
  const nothing = ids.map(() => null)

  expect(await ask(platform.token, ids, 'id')).toEqual(ids.map((id) => ({ id })))
  const whole = await ask(platform.token, ids, `__typename ${fragments.join(' ')}`)
  expect(new Set(whole.map((node) => node?.__typename))).toEqual(new Set(Object.keys(known)))
  for (const node of whole) expect(Object.values(node!), node!.__typename).not.toContain(null)
  for (const selection of ['id', '__typename', fragments.join(' ')]) {
    expect(await ask(platform.token, lost, selection)).toEqual(nothing)
    expect(await ask(stranger, ids, selection)).toEqual(nothing)
  }
})
