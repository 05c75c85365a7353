import { serviceAccount } from '@weft/kit/graph'
import type { Graph } from '@weft/kit/graph'
import { batchLoader } from '@weft/kit/loader'
import { NamespaceOfRepositoryDocument } from '../generated/documents.ts'
import type { NamespaceOfRepositoryQuery } from '../generated/documents.ts'

type Namespace = NonNullable<NamespaceOfRepositoryQuery['namespace']>

/** Namespaces as the graph has them, each asked for once a request. */
export const createNamespaceLoaders = (graph: Graph) => ({
  namespaces: batchLoader<Namespace>(
    async (names) => {
      const asked = names.map((name) =>
        graph(serviceAccount('datasets', name), NamespaceOfRepositoryDocument, { name }),
      )
      return (await Promise.all(asked)).flatMap(({ namespace }) => namespace ?? [])
    },
    ({ name }) => name,
  ),
})
