import { GraphQLError, getOperationAST, getVariableValues, visit } from 'graphql'
import type { DocumentNode, ExecutionResult } from 'graphql'
import { toFetch } from './fetch.ts'
import type { Answer, Ask, Fetch } from './fetch.ts'
import type { Json } from './json.ts'
import type { Planner } from './planner.ts'
import { runStep } from './run-step.ts'
import type { Shape } from './shape.ts'
import { firstFetch } from './steps.ts'
import { createVariants } from './variants.ts'

type Request = {
  variables: Record<string, unknown>
  ask: Ask
  /** What the owner of a subscription sent, in the place of a first fetch. It is taken over, and changed. */
  event?: Answer
}

/** An operation with all done that is the same for each request. */
export type CompiledOperation = {
  /** Null for what is not known here, before anything was asked. */
  run: (request: Request) => Promise<ExecutionResult | null>
  /** What is asked first: of a subscription, what its owner is asked for events. Null for what is not known here. */
  first: (variables: Record<string, unknown>) => { subgraph: string; fetch: Fetch } | null
  /** How many plans are kept for it. */
  plansKept: () => number
}

/** Null for what is not known here. Throws GraphQLErrors for what cannot be planned, at the latest when it is used. */
export type CompileOperation = (
  document: DocumentNode,
  operationName: string | undefined,
) => CompiledOperation | null

export function createCompileOperation(planner: Planner): CompileOperation {
  const { schema } = planner

  return (document, operationName) => {
    const operation = getOperationAST(document, operationName)
    if (!operation || !isKnown(document)) return null
    const variants = createVariants(operation, document, planner)
    const coerce = (variables: Record<string, unknown>) =>
      getVariableValues(schema, operation.variableDefinitions ?? [], variables)

    return {
      run: async ({ variables, ask, event }) => {
        const given = coerce(variables)
        if (given.errors) return { errors: given.errors }
        const variant = variants.of(given.coerced)
        if (!variant) return null
        const { step, shape } = variant
        const run = {
          root: {},
          variables,
          errors: [] as GraphQLError[],
          ask: event ? answerFirst(event, ask) : ask,
        }
        await runStep(step, { objects: [run.root], path: [] }, run)
        return shaped(shape, run)
      },
      first: (variables) => {
        const variant = variants.of(coerce(variables).coerced ?? {})
        const step = variant && firstFetch(variant.step)
        return step && { subgraph: step.subgraph, fetch: toFetch(step, variables) }
      },
      plansKept: variants.size,
    }
  }
}

function shaped(shape: Shape, { root, errors }: { root: Json; errors: GraphQLError[] }) {
  try {
    const data = shape(root)
    return errors.length ? { errors, data } : { data }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { errors: [...errors, error], data: null }
  }
}

/** The first that is asked for is there already. */
function answerFirst(event: Answer, ask: Ask): Ask {
  let isFirst = true
  return async (subgraph, fetch) => {
    if (!isFirst) return ask(subgraph, fetch)
    isFirst = false
    return event
  }
}

/** Introspection beside other fields, and a name that is no plain key in JavaScript, are left to others. */
function isKnown(document: DocumentNode): boolean {
  let known = true
  visit(document, {
    Field: ({ name, alias }) => {
      if (/^__(schema|type)$/.test(name.value) || (alias ?? name).value === '__proto__')
        known = false
    },
  })
  return known
}
