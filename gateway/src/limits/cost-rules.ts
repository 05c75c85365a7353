import { Kind, isTypeDefinitionNode, parse, valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode, DefinitionNode } from 'graphql'

/** How many things a list may hold, as `@listSize` of its field says. */
export type ListSize = {
  assumedSize: number | null
  /** Arguments that say how many are asked for; the largest counts. */
  slicingArguments: readonly string[]
  /** Fields of the answer that hold that many; without any, the field itself does. */
  sizedFields: ReadonlySet<string> | null
}
export type CostRules = {
  /** What `@cost` says, by `Type`, `Type.field` (also of inputs) or `Type.field(argument)`. */
  weights: ReadonlyMap<string, number>
  /** By `Type.field`. */
  sizes: ReadonlyMap<string, ListSize>
}

/**
 * What a supergraph says by `@cost` and `@listSize`, which composition keeps and the API schema has lost.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function readCostRules(supergraphSdl: string): CostRules {
  const named = parse(supergraphSdl, { noLocation: true }).definitions.flatMap(namedIn)
  const weights = named.flatMap(({ where, directives }) => {
    const weight = argumentsOf('cost', directives)?.weight
    return weight === undefined ? [] : [[where, Number(weight)] as const]
  })
  const sizes = named.flatMap(({ where, directives }) => {
    const size = argumentsOf('listSize', directives)
    return size ? [[where, toListSize(size)] as const] : []
  })
  return { weights: new Map(weights), sizes: new Map(sizes) }
}

type Named = { where: string; directives: readonly ConstDirectiveNode[] | undefined }

/** A type, its fields, and their arguments; of an input, its fields. */
function namedIn(definition: DefinitionNode): Named[] {
  if (!isTypeDefinitionNode(definition)) return []
  const type = definition.name.value
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return (definition.fields ?? []).map(({ name, directives }) => ({
      where: `${type}.${name.value}`,
      directives,
    }))
  const fields =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (definition.fields ?? [])
      : []
  return [
    { where: type, directives: definition.directives },
    ...fields.flatMap((field) => {
      const where = `${type}.${field.name.value}`
      const ofArguments = (field.arguments ?? []).map(({ name, directives }) => ({
        where: `${where}(${name.value})`,
        directives,
      }))
      return [{ where, directives: field.directives }, ...ofArguments]
    }),
  ]
}

function argumentsOf(name: string, directives: readonly ConstDirectiveNode[] | undefined) {
  const directive = directives?.find((each) => each.name.value === name)
  if (!directive) return null
  const given = (directive.arguments ?? []).map(
    (each) => [each.name.value, valueFromASTUntyped(each.value)] as const,
  )
  return Object.fromEntries(given)
}

const toListSize = (given: Record<string, unknown>): ListSize => ({
  assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : null,
  slicingArguments: (given.slicingArguments as string[] | undefined) ?? [],
  sizedFields: given.sizedFields ? new Set(given.sizedFields as string[]) : null,
})
