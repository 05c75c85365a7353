import { Kind, getOperationAST, getVariableValues, visit } from 'graphql'
import type {
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLError,
  OperationDefinitionNode,
} from 'graphql'
import type { Answer, Ask } from './fetch.ts'
import type { Planner } from './planner.ts'
import { runStep } from './run-step.ts'
import { createShape } from './shape.ts'
import type { Shape } from './shape.ts'
import { UnknownPlanError, eventService, toStep } from './steps.ts'
import { createIsOfType } from './types.ts'

type Request = {
  variables: Record<string, unknown>
  ask: Ask
  /** What the owner of a subscription sent, in the place of a first fetch. It is taken over, and changed. */
  event?: Answer
}

/** An operation with all done that is the same for each request. */
export type CompiledOperation = (request: Request) => Promise<ExecutionResult>

/** Null for what is not known here. Throws GraphQLErrors that are the caller's to read. */
export type CompileOperation = (
  document: DocumentNode,
  operationName: string | undefined,
) => CompiledOperation | null

const maxShapes = 64

export function createCompileOperation(planner: Planner): CompileOperation {
  const { schema, supergraphSchema, plan } = planner
  const isOfType = createIsOfType(supergraphSchema)

  return (document, operationName) => {
    const operation = getOperationAST(document, operationName)
    if (!operation || !isKnown(document)) return null
    const { node } = plan(document, operationName)
    const step = node ? orUnknown(() => toStep(node, isOfType)) : null
    if (step === 'UNKNOWN') return null
    const shapeFor = createShapes(operation, document, planner)

    return async ({ variables, ask, event }) => {
      const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
      if (given.errors) return { errors: given.errors }
      const run = {
        root: {},
        variables,
        conditions: given.coerced,
        errors: [] as GraphQLError[],
        ask: withEvent(ask, event),
      }
      if (step) await runStep(step, { objects: [run.root], path: [] }, run)
      const data = shapeFor(given.coerced)(run.root)
      return run.errors.length ? { errors: run.errors, data } : { data }
    }
  }
}

function orUnknown<T>(make: () => T): T | 'UNKNOWN' {
  try {
    return make()
  } catch (error) {
    if (error instanceof UnknownPlanError) return 'UNKNOWN'
    throw error
  }
}

const withEvent = (ask: Ask, event: Answer | undefined): Ask =>
  event
    ? async (subgraph, fetch) => (subgraph === eventService ? event : ask(subgraph, fetch))
    : ask

/** One shape for each way in which `@skip` and `@include` may come out. */
function createShapes(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  { schema }: Planner,
) {
  const fragments = new Map<string, FragmentDefinitionNode>(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
  const names = conditionsIn(document)
  const shapes = new Map<string, Shape>()
  return (values: Record<string, unknown>): Shape => {
    const key = names.map((name) => (values[name] === true ? '1' : '0')).join('')
    let shape = shapes.get(key)
    if (!shape) {
      if (shapes.size >= maxShapes) shapes.clear()
      const conditions = Object.fromEntries(names.map((name) => [name, values[name]]))
      shape = createShape(operation, { schema, fragments, conditions })
      shapes.set(key, shape)
    }
    return shape
  }
}

function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive: (directive) => {
      if (!/^(skip|include)$/.test(directive.name.value)) return
      for (const { value } of directive.arguments ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
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
