import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { createCompileOperation } from '@weft/gateway/execution/operations'
import type { CompileOperation } from '@weft/gateway/execution/operations'
import type { Fetch } from '@weft/gateway/execution/fetch'
import { createPlanner } from '@weft/gateway/execution/planner'
import { buildSchema, execute, findBreakingChanges, parse } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import type { Model } from './model.ts'
import { printSubgraph, printWhole, subgraphName } from './print-model.ts'
import { Data, idOfCode } from './resolvers.ts'

export type Request = { document: DocumentNode; variables: Record<string, unknown> }

/** The same graph twice: whole, and divided and joined again. */
export type Federation = {
  whole: GraphQLSchema
  executeWhole: (request: Request) => Promise<ExecutionResult>
  executeDivided: (request: Request) => Promise<ExecutionResult>
}

/** Composition refuses the graph: no gateway could answer all that it promises. */
export class RefusedError extends Error {}

export function createFederation(model: Model): Federation {
  const data = new Data(model)
  const whole = buildSchema(printWhole(model))
  data.resolve(whole, null)
  const { subgraphs, compile } = divide(model, data)

  return {
    whole,
    executeWhole: async ({ document, variables }) =>
      execute({
        schema: whole,
        document,
        variableValues: variables,
        contextValue: { count: 0 },
      }),
    executeDivided: async ({ document, variables }) => {
      const operation = compile(document, undefined)
      const state = { count: 0 }
      const result = await operation?.run({
        variables,
        ask: async (name, fetch) => toJson(await ask(subgraphs.get(name)!, fetch, state)),
      })
      if (!result) throw new Error('The operation was not compiled.')
      return result
    },
  }

  function divide(
    { subgraphs: numbers }: Model,
    values: Data,
  ): { subgraphs: Map<string, GraphQLSchema>; compile: CompileOperation } {
    const services = numbers.map((number) => {
      const typeDefs = parse(printSubgraph(model, number))
      return { number, name: subgraphName(number), url: '', typeDefs }
    })
    const { supergraphSdl, errors } = composeServices(services)
    if (errors) throw new RefusedError(errors.map(({ message }) => message).join('\n'))
    const planner = createPlanner({ sdl: supergraphSdl, oneOfInputs: new Set() })
    const changes = [
      ...findBreakingChanges(planner.schema, whole),
      ...findBreakingChanges(whole, planner.schema),
    ]
    if (changes.length) throw new Error(changes.map(({ description }) => description).join('\n'))
    const schemas = services.map(({ number, name, typeDefs }) => {
      const schema = buildSubgraphSchema([{ typeDefs, resolvers: references(model) as never }])
      values.resolve(schema, number)
      return [name, schema] as const
    })
    return { subgraphs: new Map(schemas), compile: createCompileOperation(planner) }
  }
}

/** How a subgraph finds what the gateway names. */
function references({ entities, interfaces }: Model) {
  const find = (representation: { id?: string; code?: string }) => {
    const id = representation.id ?? idOfCode(representation.code!)
    return { ...representation, id, __typename: id.split(':')[0]! }
  }
  const names = [...entities, ...interfaces].map(({ name }) => name)
  return Object.fromEntries(names.map((name) => [name, { __resolveReference: find }]))
}

const toJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const ask = async (schema: GraphQLSchema, fetch: Fetch, contextValue: object) =>
  execute({
    schema,
    document: parse(fetch.query),
    operationName: fetch.operationName,
    variableValues: {
      ...fetch.variables,
      ...(fetch.representations && {
        representations: fetch.representations.map((json) => JSON.parse(json) as unknown),
      }),
    },
    contextValue,
  })
