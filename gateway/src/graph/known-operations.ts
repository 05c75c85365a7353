import { GraphQLError, getOperationAST, parse, specifiedRules, validate } from 'graphql'
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode, ValidationRule } from 'graphql'
import { toGraphQLError, withCode } from '../errors.ts'
import { Recent } from '../recent.ts'
import { parseOptions } from '../limits/limits.ts'
import type { Limits, Measured } from '../limits/limits.ts'
import { NoIntrospection } from './introspection.ts'

/** What is asked, whichever way it comes. */
export type OperationRequest = {
  query: string
  operationName?: string | null | undefined
  variables?: Record<string, unknown> | null | undefined
}
/** An operation that was read, and may be asked of this graph. */
export type KnownOperation = Measured & {
  /** Its own among all that the graph has read. */
  id: number
  document: DocumentNode
  node: OperationDefinitionNode
}
/** One that is kept, the first request for it, and how often it was asked since. */
export type KeptOperation = KnownOperation & { request: OperationRequest; uses: number }
/** Or why it may not. */
export type FindOperation = (request: OperationRequest) => KnownOperation | Refused
export type Refused = { errors: readonly GraphQLError[] }

type Options = {
  schema: GraphQLSchema
  limits: Limits
  /** Whether operations may ask about the schema. */
  introspection: boolean
}

const capacity = 1_000
/** Characters. */
const longestKept = 100_000

/** Reads and checks each operation once, and keeps those that were used last. */
export function createOperations(options: Options): {
  find: FindOperation
  kept: () => KeptOperation[]
} {
  const documents = new Recent<Map<string, KeptOperation>>(capacity)
  let count = 0
  const read = (request: OperationRequest): KeptOperation => ({
    id: count++,
    ...readOperation(request, options),
    request,
    uses: 0,
  })
  const find: FindOperation = (request) => {
    const { query, operationName } = request
    try {
      if (query.length > longestKept) return read(request)
      const name = operationName ?? ''
      const operations = documents.get(query, () => new Map([[name, read(request)]]))
      let operation = operations.get(name)
      if (!operation) operations.set(name, (operation = read(request)))
      operation.uses++
      return operation
    } catch (error) {
      if (error instanceof Refusal) return { errors: error.errors }
      return { errors: [toGraphQLError(error, 'BAD_REQUEST')] }
    }
  }
  const kept = () => [...documents.values()].flatMap((operations) => [...operations.values()])
  return { find, kept }
}

class Refusal extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The operation is refused.')
    this.errors = errors
  }
}

function readOperation(
  { query, operationName }: OperationRequest,
  { schema, limits, introspection }: Options,
): Omit<KnownOperation, 'id'> {
  const document = parseQuery(query)
  const node = getOperationAST(document, operationName)
  if (node) limits.checkShape(document, node)
  const errors = check(schema, document, introspection ? specifiedRules : withoutIntrospection)
  if (errors.length) throw new Refusal(errors)
  if (!node) throw noSuchOperation
  return { document, node, ...limits.createMeasure(document, node) }
}

const noSuchOperation = new GraphQLError(
  'Name the one operation that shall run in `operationName`.',
  { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
)

function parseQuery(query: string): DocumentNode {
  try {
    return parse(query, parseOptions)
  } catch (error) {
    throw toGraphQLError(error, 'GRAPHQL_PARSE_FAILED')
  }
}

const withoutIntrospection = [...specifiedRules, NoIntrospection]

function check(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): GraphQLError[] {
  const code = 'GRAPHQL_VALIDATION_FAILED'
  try {
    return validate(schema, document, rules).map((error) => withCode(error, code))
  } catch (error) {
    // validate throws, instead of telling, for a directive with variables on the root field of a subscription
    return [toGraphQLError(error, code)]
  }
}
