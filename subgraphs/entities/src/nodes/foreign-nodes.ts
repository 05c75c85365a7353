import type { Graph } from '@weft/kit/graph'
import { prefixOf } from '@weft/kit/ids'
import type { Viewer } from '@weft/kit/identity'
import { parse } from 'graphql'

type ForeignType =
  | 'Dataset'
  | 'DatasetVersion'
  | 'CustomizationJob'
  | 'Deployment'
  | 'GuardrailConfig'
  | 'GuardrailVerdict'

/** A node of another subgraph; the gateway asks its owner for more than this. */
export type ForeignNode = { __typename: ForeignType; id: string }

/** How the owner is asked, by the prefix of the id. */
const lookups = new Map<string | null, (id: string) => string>([
  ['dataset', (id) => `dataset(by: { id: ${id} })`],
  ['version', (id) => `datasetVersion(id: ${id})`],
  ['job', (id) => `job(id: ${id})`],
  ['deployment', (id) => `deployment(id: ${id})`],
  ['guardrail_config', (id) => `guardrailConfig(by: { id: ${id} })`],
  ['guardrail_verdict', (id) => `guardrailVerdict(id: ${id})`],
])

/** Those that there are and that `viewer` may see, by what their owners say: all in one question to the graph. */
export async function findForeignNodes(
  graph: Graph,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ForeignNode[]> {
  const wanted = ids.flatMap((id, index) => {
    const lookup = lookups.get(prefixOf(id))
    return lookup ? [{ id, name: `n${index}`, lookup }] : []
  })
  if (!wanted.length) return []
  const parameters = wanted.map(({ name }) => `$${name}: ID!`)
  const fields = wanted.map(
    ({ name, lookup }) => `${name}: ${lookup(`$${name}`)} { __typename id }`,
  )
  const found = await graph<Record<string, ForeignNode | null>, Record<string, string>>(
    viewer,
    parse(`query Nodes(${parameters.join()}) { ${fields.join(' ')} }`),
    Object.fromEntries(wanted.map(({ name, id }) => [name, id])),
  )
  return Object.values(found).filter((node) => node !== null)
}
