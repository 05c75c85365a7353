import { newId } from '@weft/kit/ids'
import { expect, test } from 'vitest'
import { startEntities } from './harness.ts'

const types = {
  dataset: 'Dataset',
  version: 'DatasetVersion',
  job: 'CustomizationJob',
  deployment: 'Deployment',
  guardrail_config: 'GuardrailConfig',
  guardrail_verdict: 'GuardrailVerdict',
}

test('the owners of all nodes of one request are asked together, and say which there are', async () => {
  const { execute, nodesElsewhere } = await startEntities()
  const found = Object.entries(types).map(([prefix, type]) => ({ id: newId(prefix), type }))
  nodesElsewhere.types = Object.fromEntries(found.map(({ id, type }) => [id, type]))
  const lost = Object.keys(types).map(newId)
  const ids = [...found.map(({ id }) => id), ...lost, newId('constructor'), 'nonsense']
  const fields = ids.map((id, index) => `n${index}: node(id: "${id}") { __typename id }`)
  const { data, errors } = await execute(`{ ${fields.join(' ')} }`)
  expect(errors).toBeUndefined()
  expect(Object.values(data!)).toEqual([
    ...found.map(({ id, type }) => ({ __typename: type, id })),
    ...ids.slice(found.length).map(() => null),
  ])
  expect(nodesElsewhere.questions).toBe(1)
})

test('what belongs to nobody is asked of nobody', async () => {
  const { execute, nodesElsewhere } = await startEntities()
  const { data } = await execute(`{ a: node(id: "nonsense") { id } b: node(id: "") { id } }`)
  expect(data).toEqual({ a: null, b: null })
  expect(nodesElsewhere.questions).toBe(0)
})
