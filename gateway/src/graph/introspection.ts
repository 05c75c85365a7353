import { GraphQLError, Kind } from 'graphql'
import type { FieldNode, OperationDefinitionNode, ValidationRule } from 'graphql'

const isIntrospection = ({ name }: FieldNode) => /^__(schema|type)$/.test(name.value)

/**
 * Whether the operation asks about the schema and nothing else. It is answered without a plan: the planner does not know
 * the newer fields of introspection, such as `isOneOf`.
 */
export const asksForSchema = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && isIntrospection(selection),
  )

/** A rule by which no operation may ask about the schema. */
export const NoIntrospection: ValidationRule = (context) => ({
  Field: (node) => {
    if (isIntrospection(node))
      context.reportError(
        new GraphQLError('Nobody may ask about the schema here.', { nodes: node }),
      )
  },
})
