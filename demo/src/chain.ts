import type { Client } from '@weft/client/client'
import { ChainDocument } from './generated/documents.ts'
import type { ChainQuery } from './generated/documents.ts'
import { print } from './terminal.ts'

type Version = Extract<ChainQuery['node'], { usedBy: unknown }>
type Job = Version['usedBy']['nodes'][number]

/** From the dataset version to the base model, in one query over four subgraphs. */
export async function printChain(client: Client, versionId: string): Promise<void> {
  const { node } = await client.request(ChainDocument, { version: versionId })
  const version = linked(node && 'usedBy' in node ? node : null, 'dataset version')
  const job = linked(version.usedBy.nodes[0], 'job')
  const adapter = linked(job.outputModel, 'adapter')
  const deployment = linked(adapter.deployments.nodes[0], 'deployment')
  const base = linked(adapter.baseModel, 'base model')
  const spec = linked(base.spec, 'spec')

  const { ref } = version.dataset
  print(`  dataset version  ${ref} version ${version.number} (${version.commit.slice(0, 8)})`)
  print(`  → job            ${job.id} ${job.status}, loss ${lossOf(job)}`)
  print(`  → adapter        ${adapter.ref}, rank ${linked(adapter.adapter, 'rank').rank}`)
  print(`  → deployment     ${deployment.name} ${deployment.status}`)
  print(`  → base model     ${base.ref}, ${spec.parameterCount.toLocaleString('en')} parameters`)
}

function lossOf({ metrics }: Job): string {
  const points = linked(metrics[0], 'loss').points
  const [first, last] = [points[0], points.at(-1)].map((point) => linked(point, 'loss').value)
  return `${first!.toFixed(3)} → ${last!.toFixed(3)}`
}

function linked<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`The chain has no ${what}.`)
  return value
}
