import { randomBytes } from 'node:crypto'
import { downloadFile } from '@huggingface/hub'
import { ask, commit, datasetWith, sha256Of, startDatasets } from './harness.ts'
import type { DatasetsUnderTest } from './harness.ts'
import { xetClient, xorbHashOf } from './xet.client.ts'
import type { Sample } from './xet.client.ts'

export const floats = Buffer.from(
  Float32Array.from({ length: 9_001 }, (_, i) => Math.sin(i)).buffer,
)
export const samples: Sample[] = [
  { bytes: Buffer.from('weights of a model '.repeat(3_000)), scheme: 1 },
  { bytes: floats.subarray(3), scheme: 2 },
  { bytes: randomBytes(10_000), scheme: 0 },
]
export const chunks = samples.map(({ bytes }) => bytes)
export const whole = { xorb: chunks, start: 0, end: 3 }
export const hash = xorbHashOf(chunks)
export const file = Buffer.concat(chunks)

/** A subgraph, and a repository of it with a client of Xet. */
export async function start() {
  const subgraph = await startDatasets()
  const { id, ref } = await datasetWith(subgraph, { kind: 'MODEL' })
  return { ...subgraph, id, ref, xet: await xetClient(subgraph, ref) }
}

/** Commits a content by its hash, and answers what is downloaded then. */
export async function committed(
  subgraph: DatasetsUnderTest & { id: string; ref: string },
  bytes: Buffer,
) {
  const operations = [{ add: { path: 'a.bin', sha256: sha256Of(bytes) } }]
  const input = { datasetId: subgraph.id, message: 'x', operations }
  const made = await ask(subgraph, commit, { input })
  if (!made.commit) return made.__typename
  const hub = { hubUrl: subgraph.publicUrl, accessToken: 'hf_editor' }
  const downloaded = await downloadFile({ ...hub, repo: subgraph.ref, path: 'a.bin' })
  return sha256Of(new Uint8Array(await downloaded!.arrayBuffer()))
}
