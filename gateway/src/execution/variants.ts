import { Kind, OperationTypeNode, visit } from 'graphql'
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
} from 'graphql'
import { collectFields, fragmentsIn, isIncluded } from './collect-fields.ts'
import type { Asked } from './collect-fields.ts'
import type { Planner } from './planner.ts'
import { createShape } from './shape.ts'
import type { Shape } from './shape.ts'
import { toSteps } from './steps.ts'
import type { Step } from './steps.ts'

/** What one operation comes to with some values of the variables on which `@skip` and `@include` depend. */
export type Variant = { step: Step; shape: Shape }

const maxVariants = 64

/**
 * Plans once for each way in which the conditions may come out: a plan for all of them takes what one part needs of an
 * entity for what the whole needs, and finds nothing where that part is left out. Null for what is not known here.
 */
export function createVariants(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  { schema, plan, planName, isOfType }: Planner,
): { of: (variables: Record<string, unknown>) => Variant | null; size: () => number } {
  const fragments = fragmentsIn(document)
  const names = conditionsIn(document)
  const variants = new Map<string, Variant | null>()

  const create = (conditions: Record<string, unknown>): Variant | null => {
    const asked = { schema, fragments, conditions }
    const nodes = inOrder(operation, document, asked).flatMap((part) =>
      plan(withoutConditions(part, conditions), operation.name?.value),
    )
    const step = toSteps('Sequence', nodes, isOfType)
    return step === 'UNKNOWN'
      ? null
      : { step, shape: createShape(operation, { ...asked, planName }) }
  }
  const of = (variables: Record<string, unknown>) => {
    const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('')
    let variant = variants.get(key)
    if (variant === undefined) {
      if (variants.size >= maxVariants) variants.clear()
      variant = create(Object.fromEntries(names.map((name) => [name, variables[name]])))
      variants.set(key, variant)
    }
    return variant
  }
  return { of, size: () => variants.size }
}

function withoutConditions(
  document: DocumentNode,
  conditions: Record<string, unknown>,
): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (node) => (node.selections.length ? undefined : { ...node, selections: [typename] }),
    },
    Field: (node) => (isIncluded(node, conditions) ? plain(node) : null),
    InlineFragment: (node) => (isIncluded(node, conditions) ? plain(node) : null),
    FragmentSpread: (node) => (isIncluded(node, conditions) ? plain(node) : null),
  })
}

/** Stands where nothing is left. */
const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

const plain = <Node extends SelectionNode>(node: Node): Node | undefined =>
  node.directives?.length
    ? { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) }
    : undefined

const isCondition = ({ name }: DirectiveNode) => /^(skip|include)$/.test(name.value)

/** A document for each field of a mutation: the planner would not ask one subgraph about them in the order of the client. */
function inOrder(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  asked: Asked,
): DocumentNode[] {
  if (operation.operation !== OperationTypeNode.MUTATION) return [document]
  const root = asked.schema.getMutationType()!
  const fields = collectFields(root, [operation.selectionSet], asked)
  return [...fields.values()].map((nodes) => {
    const selectionSet = { ...operation.selectionSet, selections: [together(nodes)] }
    const definitions = document.definitions.map((each) =>
      each === operation ? { ...operation, selectionSet } : each,
    )
    return { ...document, definitions }
  })
}

function together(nodes: FieldNode[]): FieldNode {
  const [first] = nodes as [FieldNode]
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? [])
  return {
    ...first,
    directives: [],
    ...(first.selectionSet && { selectionSet: { ...first.selectionSet, selections } }),
  }
}

function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive: (directive) => {
      if (!isCondition(directive)) return
      for (const { value } of directive.arguments ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}
