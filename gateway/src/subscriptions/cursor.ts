import {
  GraphQLObjectType,
  Kind,
  getNamedType,
  isInterfaceType,
  valueFromAST,
  visit,
} from 'graphql'
import type {
  ASTNode,
  DocumentNode,
  ExecutionResult,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql'

const alias = 'weft_cursor'
const variable = 'weft_after'

/** Beside a result: where it stands in its stream. It is never part of what is sent. */
const place = Symbol('cursor')

/** Where a result of a subscription stands; null when its stream has no cursors. */
export const cursorAt = (result: ExecutionResult): string | null =>
  (result as { [place]?: string })[place] ?? null

/** A subscription whose events say where they stand, so that it can go on after any of them. */
export type WithCursor = {
  /** The same, with a variable in the place of `after`, and with the cursor of each event beside what was asked for. */
  document: DocumentNode
  /** Where the client wants to begin; null is where the stream does. */
  beginning: (variables: Record<string, unknown>) => string | null
  /** The variables that say something else than where the client wants to begin. */
  others: (variables: Record<string, unknown>) => Record<string, unknown>
  /** The variables, with which it begins after that cursor. */
  after: (variables: Record<string, unknown>, cursor: string | null) => Record<string, unknown>
  cursorOf: (event: ExecutionResult) => string | null
  /** Takes what the client did not ask for out of an answer, and lets `cursorAt` know it. */
  strip: (answer: ExecutionResult) => ExecutionResult
}

/** A subscription has a cursor when its field takes `after: Cursor` and its events have a field `cursor`. */
export function withCursor(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): WithCursor | null {
  const [field] = operation.selectionSet.selections
  if (field?.kind !== Kind.FIELD || !hasCursor(field, schema)) return null
  const changed = changeOperation(operation, field)
  const given = field.arguments?.find(({ name }) => name.value === 'after')?.value
  return {
    document: {
      ...document,
      definitions: document.definitions.map((each) => (each === operation ? changed : each)),
    },
    beginning: (variables) => {
      const cursor = given && valueFromAST(given, schema.getType('Cursor') as never, variables)
      return typeof cursor === 'string' ? cursor : null
    },
    others: (variables) => {
      const name = given?.kind === Kind.VARIABLE ? given.name.value : null
      if (name === null || usesOf(name, document) > 1) return variables
      const { [name]: _, ...others } = variables
      return others
    },
    after: (variables, cursor) => ({ ...variables, [variable]: cursor }),
    cursorOf: ({ data }) => {
      const cursor = eventOf(data)?.[alias]
      return typeof cursor === 'string' ? cursor : null
    },
    strip: (answer) => {
      const event = eventOf(answer.data)
      if (!event) return answer
      const { [alias]: cursor } = event
      delete event[alias]
      return typeof cursor === 'string' ? { ...answer, [place]: cursor } : answer
    },
  }
}

function usesOf(variable: string, document: DocumentNode): number {
  let uses = -1 // its definition
  visit(document, { Variable: ({ name }) => void (name.value === variable && uses++) })
  return uses
}

/** A subscription has one field, whatever name it is planned by. */
const eventOf = (data: ExecutionResult['data']) =>
  Object.values(data ?? {})[0] as Record<string, unknown> | null | undefined

function hasCursor(field: FieldNode, schema: GraphQLSchema): boolean {
  const known = schema.getSubscriptionType()?.getFields()[field.name.value]
  const argument = known?.args.find(({ name }) => name === 'after')
  if (!known || !argument || getNamedType(argument.type).name !== 'Cursor') return false
  const event = getNamedType(known.type)
  const hasFields = event instanceof GraphQLObjectType || isInterfaceType(event)
  return hasFields && 'cursor' in event.getFields()
}

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const
const node = <Node extends ASTNode>(made: Node) => made

function changeOperation(
  operation: OperationDefinitionNode,
  field: FieldNode,
): OperationDefinitionNode {
  const reference = { kind: Kind.VARIABLE, name: nameOf(variable) } as const
  const type = { kind: Kind.NAMED_TYPE, name: nameOf('Cursor') } as const
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'after')
  const cursor = node({ kind: Kind.FIELD, alias: nameOf(alias), name: nameOf('cursor') })
  const changed = node({
    ...field,
    arguments: [...others, { kind: Kind.ARGUMENT, name: nameOf('after'), value: reference }],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(field.selectionSet?.selections ?? []), cursor],
    },
  })
  return {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      { kind: Kind.VARIABLE_DEFINITION, variable: reference, type },
    ],
    selectionSet: { ...operation.selectionSet, selections: [changed] },
  }
}
