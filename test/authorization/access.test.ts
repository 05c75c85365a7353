import { compareAccess } from '../../schema/compare-access.ts'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'

const schema = buildSchema(`
  type Query { bird: Bird birds: BirdConnection! }
  type Mutation { setFree(input: SetFreeInput!): Bird }
  type Bird { name: String weight: Float }
  type BirdConnection { nodes: [Bird!]! }
  input SetFreeInput { id: ID! }
`)
const whole = { bird: 'VIEWER', birds: 'VIEWER', setFree: 'EDITOR', Bird: 'VIEWER' }

test('a schema whose operations and types all have their rule may be composed', () => {
  expect(compareAccess(schema, whole)).toEqual([])
  expect(compareAccess(schema, { ...whole, 'Bird.weight': 'ADMIN', 'hub.read': 'VIEWER' })).toEqual(
    [],
  )
})

test('an operation or a type without a rule keeps the schema from being composed', () => {
  const { setFree: _, ...without } = whole
  expect(compareAccess(schema, without)).toEqual(['`setFree` has no rule.'])
  const { Bird: __, ...unseen } = whole
  expect(compareAccess(schema, unseen)).toEqual(['`Bird` has no rule.'])
})

test('a rule about what is not in the schema keeps it from being composed', () => {
  expect(compareAccess(schema, { ...whole, 'Bird.age': 'ADMIN', feed: 'EDITOR' })).toEqual([
    'The rule `Bird.age` is about nothing.',
    'The rule `feed` is about nothing.',
  ])
})
