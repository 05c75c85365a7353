import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hub } from '@weft/model-files/hub'
import { ADAPTER_CONFIG_FILE, ADAPTER_WEIGHTS_FILE, writePeftAdapter } from '@weft/model-files/peft'
import type { JobSpec } from './config.ts'
import type { MetricValue } from './events.ts'
import type { Moment } from './train.ts'

const MODEL_CARD = 'README.md'

/** What was measured of the adapter that is saved. */
export function metricsOf({ loss, validation, restoredLoss }: Moment): MetricValue[] {
  const measured = restoredLoss ?? validation?.loss
  return [
    { name: 'train_loss', value: loss },
    ...(measured === undefined ? [] : [{ name: 'val_loss', value: measured }]),
  ]
}

/** Commits the adapter as it is now, in PEFT's format; gives the commit. */
export async function uploadCheckpoint(
  hub: Hub,
  { job, folder }: { job: JobSpec; folder: string },
  { moment, isFinal }: { moment: Moment; isFinal: boolean },
) {
  const { baseModel, output } = job
  await mkdir(folder, { recursive: true })
  await writePeftAdapter(folder, moment.adapter, {
    baseModel: baseModel.repository,
    revision: baseModel.revision,
  })
  await writeFile(join(folder, MODEL_CARD), modelCard(job, moment))
  const at = `step ${moment.step} of ${moment.stepCount}`
  return hub.uploadFiles(
    { type: 'model', name: output.address ?? output.repository },
    {
      folder,
      paths: [ADAPTER_CONFIG_FILE, ADAPTER_WEIGHTS_FILE, MODEL_CARD],
      title: isFinal ? `Final adapter, after ${at}` : `Checkpoint of ${at}`,
    },
  )
}

function modelCard({ baseModel, dataset, output }: JobSpec, moment: Moment) {
  const { settings } = moment.adapter
  const figures = [
    ['base model', `${baseModel.repository} at ${baseModel.revision}`],
    ['dataset', `${dataset.repository} at ${dataset.revision}`],
    ['step', `${moment.step} of ${moment.stepCount}`],
    ['rank, alpha', `${settings.rank}, ${settings.alpha}`],
    ['modules', settings.targetModules.join(', ')],
    ...metricsOf(moment).map(({ name, value }) => [name, value.toFixed(4)]),
  ]
  return [
    '---',
    `base_model: ${baseModel.repository}`,
    'library_name: peft',
    `datasets: [${dataset.repository}]`,
    '---',
    '',
    `# ${output.repository.split('/')[1]}`,
    '',
    '| | |',
    '|---|---|',
    ...figures.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
}
