import { GraphQLError, Kind, getOperationAST, parse } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql'
import { fragmentsIn } from './collect-fields.ts'
import type { Plan } from './planner.ts'

/**
 * Throws when a plan leaves out a field of the root: the planner does so, without a word, where it finds no way to
 * anything within it.
 */
export function checkRoots(
  document: DocumentNode,
  operationName: string | undefined,
  plan: Plan,
): void {
  const planned = new Set(plan.flatMap(rootsOf))
  for (const name of namesIn(document, operationName))
    if (!planned.has(name))
      throw new GraphQLError(`No subgraph has all that is asked of the field named \`${name}\`.`, {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      })
}

function rootsOf(node: Plan[number]): string[] {
  switch (node.kind) {
    case 'Fetch':
      return node.requires ? [] : namesIn(parse(node.operation), undefined)
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(rootsOf)
    case 'Subscription':
      return rootsOf(node.primary)
    default:
      return []
  }
}

function namesIn(document: DocumentNode, operationName: string | undefined): string[] {
  const { selectionSet } = getOperationAST(document, operationName)!
  return namesInSet(selectionSet, fragmentsIn(document))
}

const namesInSet = (
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD)
      return selection.name.value === '__typename' ? [] : (selection.alias ?? selection.name).value
    const { selectionSet } =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection
    return namesInSet(selectionSet, fragments)
  })
