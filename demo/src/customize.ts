import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { successOf } from '@weft/client/errors'
import type { Client } from '@weft/client/client'
import {
  CommitDocument,
  CreateCustomizationJobDocument,
  CreateDatasetDocument,
} from '@weft/client/documents'
import { followJob } from '@weft/client/follow-job'
import { uploadFiles } from '@weft/client/upload'
import { customizationRows } from '@weft/models/world'
import { chart } from './loss-chart.ts'
import { dim, print } from './terminal.ts'
import { createTrainingView } from './training-view.ts'

const namespace = 'default'
const path = 'training/new-facts.jsonl'

export type Dataset = { id: string; versionId: string; commit: string }

/** Rows → JSONL → presigned upload → version 1; and the same with a bad row, which is refused. */
export async function uploadDataset(client: Client, seed: number): Promise<Dataset> {
  const { createDataset } = await client.request(CreateDatasetDocument, {
    input: { namespace, name: 'new-facts', description: 'Facts about ten countries' },
  })
  const dataset = successOf(createDataset)
  const rows = customizationRows(seed).map((row) => JSON.stringify(row))

  const bad = await commit(client, dataset.id, rows.with(16, '{"messages": "not a list"}'))
  if (bad.__typename !== 'ValidationError') throw new Error('A bad row was accepted.')
  for (const problem of bad.problems) print(`  refused: ${problem.path}: ${problem.message}`)

  const version = successOf(await commit(client, dataset.id, rows))
  const [split] = version.splits
  print(
    `  dataset ${dataset.ref}, version ${version.number}: ${split!.rowCount} ${split!.format} rows, ` +
      `commit ${version.commit.slice(0, 8)}`,
  )
  return { id: dataset.id, versionId: version.id, commit: version.commit }
}

async function commit(client: Client, datasetId: string, rows: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-rows-'))
  try {
    const file = join(folder, 'rows.jsonl')
    await writeFile(file, `${rows.join('\n')}\n`)
    const uploaded = await uploadFiles(client, datasetId, [{ path, file }])
    const { commit } = await client.request(CommitDocument, {
      input: { datasetId, message: 'New facts', operations: uploaded.map((add) => ({ add })) },
    })
    return commit
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Trains an adapter on exactly that version, and shows what the subscription tells. */
export async function customize(
  client: Client,
  { baseModelId, dataset }: { baseModelId: string; dataset: Dataset },
): Promise<{ outputRef: string }> {
  const name = 'tinyworld-new-facts'
  const { createCustomizationJob } = await client.request(CreateCustomizationJobDocument, {
    input: {
      namespace,
      name,
      baseModelId,
      dataset: { datasetId: dataset.id, revision: dataset.commit },
      hyperparameters: {
        epochs: 20,
        batchSize: 8,
        learningRate: 2e-3,
        warmupSteps: 20,
        lora: { rank: 16, alpha: 32 },
      },
      outputModel: { name },
      deploy: true,
    },
  })
  const job = successOf(createCustomizationJob)
  print(`  job ${job.id}`)
  const view = createTrainingView()
  for await (const event of followJob(client, job.id)) view.show(event)
  if (view.status() !== 'SUCCEEDED')
    throw new Error(`The job ended as ${view.status()}: ${view.reason()}`)
  const losses = view.losses()
  print(dim(`\n  training loss, ${losses.length} steps`))
  print(chart(losses, { width: 60, height: 6 }))
  return { outputRef: `${namespace}/${name}` }
}
