import { getOperationAST, getVariableValues, visit } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql'
import type { Answer, Ask } from './fetch.ts'
import type { Planner } from './planner.ts'
import { runStep } from './run-step.ts'
import { eventService } from './steps.ts'
import { createVariants } from './variants.ts'

type Request = {
  variables: Record<string, unknown>
  ask: Ask
  /** What the owner of a subscription sent, in the place of a first fetch. It is taken over, and changed. */
  event?: Answer
}

/**
 * An operation with all done that is the same for each request. Null for what is not known here, before anything was
 * asked. Throws GraphQLErrors for what cannot be planned.
 */
export type CompiledOperation = (request: Request) => Promise<ExecutionResult | null>

/** Null for what is not known here. */
export type CompileOperation = (
  document: DocumentNode,
  operationName: string | undefined,
) => CompiledOperation | null

export function createCompileOperation(planner: Planner): CompileOperation {
  const { schema } = planner

  return (document, operationName) => {
    const operation = getOperationAST(document, operationName)
    if (!operation || !isKnown(document)) return null
    const variantOf = createVariants(operation, document, planner)

    return async ({ variables, ask, event }) => {
      const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
      if (given.errors) return { errors: given.errors }
      const variant = variantOf(given.coerced)
      if (!variant) return null
      const { step, shape } = variant
      const run = {
        root: {},
        variables,
        errors: [] as GraphQLError[],
        ask: withEvent(ask, event),
      }
      await runStep(step, { objects: [run.root], path: [] }, run)
      const data = shape(run.root)
      return run.errors.length ? { errors: run.errors, data } : { data }
    }
  }
}

const withEvent = (ask: Ask, event: Answer | undefined): Ask =>
  event
    ? async (subgraph, fetch) => (subgraph === eventService ? event : ask(subgraph, fetch))
    : ask

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
