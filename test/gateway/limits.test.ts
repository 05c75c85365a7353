import { fragmentsIn } from '@weft/gateway/execution/collect-fields'
import { costOf } from '@weft/gateway/limits/cost'
import { readCostRules } from '@weft/gateway/limits/cost-rules'
import { buildASTSchema, parse } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { admin, identityFor, startFederation } from './federation.ts'
import { lastLine } from './runs.ts'

const codeOf = ({ errors }: { errors?: readonly { extensions?: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions?.code
const asks = (settings: object) => startFederation({ settings })

test.for([
  ['fields within each other', { MAX_DEPTH: 3 }, '{ runs { model { maker { name } } } }'],
  ['fields', { MAX_HEIGHT: 3 }, '{ runs { ...R } models { id } } fragment R on Run { id }'],
  ['aliases', { MAX_ALIASES: 1 }, '{ a: runs { id } b: runs { id } }'],
  ['fields at its root', { MAX_ROOT_FIELDS: 1 }, '{ ... { runs { id } models { id } } }'],
  ['directives', { MAX_DIRECTIVES: 1 }, '{ runs @include(if: true) { id @skip(if: false) } }'],
] as const)('an operation with too many %s is refused', async ([what, settings, query]) => {
  const federation = await asks(settings)
  const answer = await federation.execute(query)
  expect([answer.status, answer.data]).toEqual([400, undefined])
  expect(answer.errors![0]!.message).toContain(`${what}, and`)
  const few = await federation.execute('{ runs { id } }')
  expect(few.errors).toBeUndefined()
})

test('each answer says what its operation may have cost', async () => {
  const { execute } = await asks({})
  const costOf = async (query: string, variables = {}) =>
    (await execute(query, { variables, withExtensions: true })).extensions
  expect(await costOf('{ runs { id } }')).toEqual({ cost: { requested: 7 } })
  expect(await costOf('{ shelf(first: 3) { nodes { id maker { name } } total } }')).toEqual({
    cost: { requested: 1 + 3 * (1 + 1) },
  })
  const sized =
    'query Q($n: Int!, $s: Boolean!) { shelf(first: $n) { nodes @skip(if: $s) { id } } }'
  expect(await costOf(sized, { n: 50, s: false })).toEqual({ cost: { requested: 51 } })
  expect(await costOf(sized, { n: 50, s: true })).toEqual({ cost: { requested: 1 } })
  const otherwise =
    'query Q($n: Int! = 4, $s: Boolean! = false) { shelf(first: $n) { nodes @skip(if: $s) { id } } }'
  expect(await costOf(otherwise)).toEqual({ cost: { requested: 5 } })
  expect(await costOf('{ shelf { nodes { id } } }')).toEqual({ cost: { requested: 21 } })
  expect(await costOf('mutation { stopRun(id: "1") { id } }')).toEqual({ cost: { requested: 10 } })
  expect(await costOf('{ dear { maker { id } } }')).toEqual({ cost: { requested: 26 } })
  const either = '{ thing { ... on Run { model { maker { id } } } ... on Asker { subject } } }'
  expect(await costOf(either)).toEqual({ cost: { requested: 3 } })
})

const accepted = ['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0']

test('a subscription says once what it may have cost, whichever way it comes', async () => {
  const { url, feed, connect } = await asks({})
  for (const text of ['a', 'b', lastLine]) feed.log(text)
  const query = 'subscription { logged(runId: "1") { text run { model { title } } } }'
  const costsOf = async (query: string) => {
    const results: unknown[] = []
    for await (const result of connect({ withExtensions: true }).iterate({ query }))
      results.push(result.extensions)
    return results
  }
  expect(await costsOf(query)).toEqual([{ cost: { requested: 3 } }, undefined, undefined])
  expect(await costsOf('{ runs { id } }')).toEqual([{ cost: { requested: 7 } }])
  for (const accept of accepted) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: admin, accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    const text = await answer.text()
    expect(text.match(/"title"|"cost":{"requested":\d+}/g)).toEqual([
      '"title"',
      '"cost":{"requested":3}',
      '"title"',
      '"title"',
    ])
  }
})

test('an operation that may cost too much is refused, whichever way it comes', async () => {
  const federation = await asks({ MAX_COST: 20 })
  const query = '{ shelf(first: 100) { nodes { id } } }'
  const answer = await federation.execute(query)
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT'])
  expect(answer.errors![0]!.message).toContain('may cost 101, and 20 is the most')
  for await (const told of federation.connect().iterate({ query })) {
    expect(codeOf(told as typeof answer)).toBe('BAD_USER_INPUT')
    break
  }
  const stream = federation
    .connect()
    .iterate({ query: 'subscription { stepped(runId: "1") { number } }' })
  await expect(stream.next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test('who has spent their budget is told when to come again', async () => {
  const federation = await asks({ COST_BUDGET: 20, COST_WINDOW_SECONDS: 600 })
  const query = '{ runs { id } }'
  for (let round = 0; round < 2; round++)
    expect((await federation.execute(query)).errors).toBeUndefined()
  const response = await fetch(`${federation.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: admin },
    body: JSON.stringify({ query }),
  })
  const answer = (await response.json()) as Parameters<typeof codeOf>[0]
  expect([response.status, codeOf(answer)]).toEqual([429, 'RATE_LIMITED'])
  const wait = Number(response.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(600)
  for await (const told of federation.connect().iterate({ query })) {
    expect(codeOf(told as typeof answer)).toBe('RATE_LIMITED')
    break
  }
})

test('services of the platform are not held back', async () => {
  const federation = await asks({ COST_BUDGET: 1 })
  const authorization = await identityFor({ subject: 'service:jobs', grants: [] })
  for (let round = 0; round < 3; round++) {
    const answer = await federation.execute('{ runs { id } }', { authorization })
    expect(answer.errors).toBeUndefined()
  }
})

test('what an operation is given costs too, and so does asking about the schema', () => {
  const sdl = `
    directive @cost(weight: Int!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
    type Query { birds(filter: Filter, loud: Boolean @cost(weight: 3)): [Bird!]! }
    type Bird { name: String song: String @cost(weight: 7) }
    input Filter { song: String @cost(weight: 100) any: [Filter!] name: String }
  `
  const document = parse(sdl)
  const schema = buildASTSchema(document)
  const rules = readCostRules(sdl)
  const cost = (query: string, conditions = {}) => {
    const asking = parse(query)
    const fragments = fragmentsIn(asking)
    const [definition] = asking.definitions as [OperationDefinitionNode]
    return costOf(definition, { schema, fragments, conditions }, rules)
  }
  expect(cost('{ birds { name song } }')).toBe(1 + 7)
  expect(cost('{ birds(loud: true, filter: { name: "a" }) { name } }')).toBe(1 + 3)
  expect(cost('{ birds(filter: { song: "a" }) { name } }')).toBe(101)
  const any = { any: [{ song: 'a' }, { any: [{ song: 'b' }] }, { name: 'c' }] }
  const query = 'query Q($filter: Filter) { birds(filter: $filter) { name } }'
  expect(cost(query, { filter: any })).toBe(201)
  expect(cost('{ __typename __schema { types { name } } }')).toBe(1_000)
})

test('counting what an operation may cost takes no longer for the types that its fields may have', async () => {
  const deep = 'node { ...N '.repeat(24) + 'id' + ' }'.repeat(24)
  const schema = buildASTSchema(
    parse(`
      type Query { node: Node }
      interface Node { id: ID node: Node }
      type A implements Node { id: ID node: Node }
      type B implements Node { id: ID node: Node }
      type C implements Node { id: ID node: Node }
    `),
  )
  const document = parse(`{ ${deep} } fragment N on Node { id }`)
  const rules = { weights: new Map(), sizes: new Map() }
  const [definition] = document.definitions as [OperationDefinitionNode]
  const asked = { schema, fragments: fragmentsIn(document), conditions: {} }
  expect(costOf(definition, asked, rules)).toBe(24) // 3 to the power of 24 steps would never end
})
