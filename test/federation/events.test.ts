import { composeServices } from '@apollo/composition'
import type { Fetch } from '@weft/gateway/execution/fetch'
import { createCompileOperation } from '@weft/gateway/execution/operations'
import { createPlanner } from '@weft/gateway/execution/planner'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { sdl } from '../gateway/runs.ts'

const steps = parse(`subscription ($run: ID!) {
  stepped(runId: $run) { at: number run { name model { title } } }
}`)

const { supergraphSdl = '' } = composeServices(
  Object.entries(sdl).map(([name, typeDefs]) => ({
    name,
    typeDefs: parse(`directive @oneOf on INPUT_OBJECT ${typeDefs}`),
  })),
)
const compile = createCompileOperation(
  createPlanner({ sdl: supergraphSdl, oneOfInputs: new Set() }),
)

const event = () => ({
  data: {
    stepped: { at: 1, run: { name: 'run 1', model: { __typename: 'Model', id: 'of-1' } } },
  },
})

test('an event is completed by what other subgraphs add, each time anew', async () => {
  const asked: [string, Fetch][] = []
  const { run: execute } = compile(steps, undefined)!
  const titles = ['before', 'after']
  for (const title of titles) {
    const result = await execute({
      variables: { run: '1' },
      event: event(),
      ask: async (subgraph, fetch) => {
        asked.push([subgraph, fetch])
        return { data: { _entities: [{ title }] } }
      },
    })
    const run = { name: 'run 1', model: { title } }
    expect(result).toEqual({ data: { stepped: { at: 1, run } } })
  }
  expect(asked).toMatchObject(
    titles.map(() => ['models', { representations: ['{"__typename":"Model","id":"of-1"}'] }]),
  )
})

test('errors of an event, and of what is added to it, stand where they belong', async () => {
  const result = await compile(steps, undefined)!.run({
    variables: { run: '1' },
    event: { ...event(), errors: [{ message: 'no name', path: ['stepped', 'run', 'name'] }] },
    ask: async () => ({
      data: { _entities: [{ title: null }] },
      errors: [{ message: 'no title', path: ['_entities', 0, 'title'] }],
    }),
  })
  expect(result?.data).toEqual({ stepped: { at: 1, run: { name: 'run 1', model: null } } })
  expect(result?.errors?.map(({ message, path }) => [message, path])).toEqual([
    ['no name', ['stepped', 'run', 'name']],
    ['no title', ['stepped', 'run', 'model', 'title']],
  ])
})

test('a variable that does not fit is told before anything is asked', async () => {
  const result = await compile(steps, undefined)!.run({
    variables: {},
    ask: async () => expect.unreachable(),
  })
  expect(result?.errors?.[0]?.message).toMatch('Variable "$run" of required type "ID!"')
})
