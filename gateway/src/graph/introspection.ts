import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface'
import { Kind, executeSync } from 'graphql'

/** Whether the operation asks about the schema and nothing else. */
export const asksForSchema = ({ operation }: GatewayGraphQLRequestContext): boolean =>
  operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && /^__(schema|type)$/.test(selection.name.value),
  )

/** Answered without a plan: the planner does not know the newer fields of introspection, such as `isOneOf`. */
export function introspect(context: GatewayGraphQLRequestContext): GatewayExecutionResult {
  const { schema, document, request, operationName } = context
  return executeSync({ schema, document, operationName, variableValues: request.variables })
}
