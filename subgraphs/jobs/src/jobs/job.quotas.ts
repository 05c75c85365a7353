import { isUpstreamUnavailable } from '@weft/kit/errors'
import type { App } from '../app.ts'
import { NamespaceQuotasDocument } from '../generated/documents.ts'
import type { Quota } from './job.reconcile.ts'

export type Quotas = Map<string, Quota>

/** Of the graph's lists, at a time. */
const most = 100

/** The quotas of all namespaces in which jobs wait, as they are now. */
export async function findQuotas(app: App): Promise<Quotas> {
  const rows = await app.orm.em
    .fork()
    .execute<{ namespace: string }[]>(`select distinct namespace from job where status = 'QUEUED'`)
  const names = rows.map(({ namespace }) => namespace)
  const quotas: Quotas = new Map()
  for (let from = 0; from < names.length; from += most)
    for (const [name, quota] of await ask(app, names.slice(from, from + most)))
      quotas.set(name, quota)
  return quotas
}

async function ask(app: App, names: string[]): Promise<[string, Quota][]> {
  const grants = names.map((namespace) => ({ namespace, role: 'VIEWER' as const }))
  const viewer = { subject: 'service:jobs', grants }
  try {
    const { namespaces } = await app.graphFor('job-quotas')(viewer, NamespaceQuotasDocument, {})
    const known = new Map(namespaces.nodes.map(({ name, quota }) => [name, quota]))
    return names.map((name) => [name, known.get(name) ?? { problem: `no namespace \`${name}\`` }])
  } catch (error) {
    if (!isUpstreamUnavailable(error)) throw error
    return names.map((name) => [name, { problem: error.message }])
  }
}
