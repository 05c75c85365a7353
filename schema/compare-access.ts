import { isInputObjectType, isObjectType } from 'graphql'
import type { GraphQLNamedType, GraphQLSchema } from 'graphql'

/** What the schema has without a rule of who may do or see it, and which rules name nothing; a sentence each. */
export function compareAccess(schema: GraphQLSchema, needs: Record<string, string>): string[] {
  const ruled = new Set(Object.keys(needs).filter((rule) => !isDoor(rule)))
  const named = [...operationsOf(schema), ...shownTypes(schema).map(({ name }) => name)]
  const fields = new Set(Object.values(schema.getTypeMap()).flatMap(fieldsOf))
  return [
    ...named.filter((name) => !ruled.has(name)).map((name) => `\`${name}\` has no rule.`),
    ...[...ruled]
      .filter((rule) => !named.includes(rule) && !fields.has(rule))
      .map((rule) => `The rule \`${rule}\` is about nothing.`),
  ]
}

/** Doors beside the graph, such as `hub.commit`; a field of a type begins with a capital. */
const isDoor = (rule: string) => /^[a-z]+\./.test(rule)

const operationsOf = (schema: GraphQLSchema): string[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.keys(root?.getFields() ?? {}),
  )

/** All but the roots, errors, and pages, which hold nothing of their own. */
function shownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  const roots: unknown[] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ]
  return Object.values(schema.getTypeMap()).filter(
    (type) =>
      isObjectType(type) &&
      !roots.includes(type) &&
      !/^__|(Connection|Edge|Error)$|^(PageInfo|ValidationProblem)$/.test(type.name),
  )
}

const fieldsOf = (type: GraphQLNamedType): string[] =>
  isObjectType(type) || isInputObjectType(type)
    ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
    : []
