import { join } from 'node:path'
import { readBaseModel } from '@weft/model-files/base-model'
import { downloadBaseModel } from '@weft/model-files/download'
import { createHub, type Hub } from '@weft/model-files/hub'
import { createTokenizer } from '@weft/model-files/tokenizer'
import { metricsOf, uploadCheckpoint } from './checkpoint.ts'
import type { Config } from './config.ts'
import { downloadRows, prepareExamples } from './dataset.ts'
import type { Platform } from './platform.ts'
import { createReporter, type Reporter } from './reporter.ts'
import { train, type Moment, type TrainingOptions } from './train.ts'

/** How long a save may take once the platform wants the work to end. */
const LAST_SAVE_MILLISECONDS = 2000
/** As long as for events: a platform that starts anew should find the job going on. */
const HUB_PATIENCE_SECONDS = 120

/** Runs the job to its end, or to where the platform wants it to stop. */
export async function runJob(config: Config, platform: Platform) {
  const reporter = createReporter(platform, config.job.hyperparameters)
  try {
    const prepared = await prepare(config, platform, reporter)
    platform.stop.throwIfAborted()
    await work(config, { platform, reporter }, prepared)
  } catch (error) {
    if (!platform.stop.aborted) throw error
    platform.log(`Stopped, as wished: ${String(platform.stop.reason)}.`)
  }
}

async function prepare(
  { hub: access, job, workFolder, threads }: Config,
  platform: Platform,
  reporter: Reporter,
): Promise<TrainingOptions> {
  const { baseModel: base, dataset, hyperparameters } = job
  const hub = createHub({
    ...access,
    signal: platform.stop,
    patienceSeconds: HUB_PATIENCE_SECONDS,
  })
  reporter.downloading(0)
  platform.log(`Downloading ${base.repository} and ${dataset.repository}.`)
  const folder = join(workFolder, 'base')
  const source = { name: base.address ?? base.repository, revision: base.revision }
  const progress = (received: number, total: number) => reporter.downloading(received / total)
  await downloadBaseModel(hub, source, { folder, progress })
  const rows = await downloadRows(hub, dataset, join(workFolder, 'dataset'))

  const baseModel = await readBaseModel(folder)
  const tokenizer = createTokenizer(baseModel.tokenizerFiles)
  const { contextLength } = baseModel.config
  const length = Math.min(hyperparameters.maxSequenceLength ?? contextLength, contextLength)
  const { seed } = hyperparameters
  const log = (text: string) => platform.log(text)
  const examples = prepareExamples(rows, { tokenizer, length, seed }, log)
  const paddingId = tokenizer.beginId ?? tokenizer.endId
  return { ...examples, baseModel, paddingId, hyperparameters, threads }
}

type Told = { platform: Platform; reporter: Reporter }

async function work(config: Config, { platform, reporter }: Told, options: TrainingOptions) {
  const { job } = config
  const { training, validation } = options
  platform.log(`Training on ${training.length} rows, validating on ${validation.length}.`)
  if (job.hyperparameters.earlyStopping && !validation.length)
    platform.log('There is nothing to validate on, so early stopping cannot work.')
  const hub = createHub({
    ...config.hub,
    signal: laterThan(platform.stop),
    patienceSeconds: HUB_PATIENCE_SECONDS,
  })
  const save = createSaver({ hub, platform, config })
  let tokens = 0

  for await (const moment of train(options)) {
    tokens += moment.tokenCount
    reporter.step(moment)
    const isAsked = platform.takeSaveRequest()
    if (platform.stop.aborted) {
      await save(moment, false)
      platform.log(`Stopped after step ${moment.step}: ${String(platform.stop.reason)}.`)
      return
    }
    if (!moment.isCheckpointDue && !moment.isLast && !isAsked) continue
    if (moment.isLast) reporter.uploading(moment)
    const revision = await save(moment, moment.isLast)
    if (!moment.isLast) continue
    const { repository } = job.output
    platform.log(`Done: ${repository} at ${revision}, after ${tokens} tokens.`)
    platform.emit({ type: 'result', repository, revision, tokens })
  }
}

function createSaver({ hub, platform, config }: { hub: Hub; platform: Platform; config: Config }) {
  const folder = join(config.workFolder, 'adapter')
  return async (moment: Moment, isFinal: boolean) => {
    const revision = await uploadCheckpoint(hub, { job: config.job, folder }, { moment, isFinal })
    const isBest = isBestOf(moment, isFinal)
    const metrics = metricsOf(moment)
    platform.emit({ type: 'checkpoint', step: moment.step, revision, metrics, isBest })
    const figures = metrics.map(({ name, value }) => `${name} ${value.toFixed(4)}`).join(', ')
    platform.log(`Step ${moment.step} of ${moment.stepCount} saved: ${figures}.`)
    return revision
  }
}

/** Without any measure, the last one is taken for the best. */
function isBestOf({ validation, restoredLoss }: Moment, isFinal: boolean) {
  if (restoredLoss !== null) return true
  return validation ? validation.isBest : isFinal
}

/** Aborts a little after `signal`, so that a last save has its time but not more. */
function laterThan(signal: AbortSignal) {
  const later = new AbortController()
  const abort = () =>
    void setTimeout(() => later.abort(signal.reason), LAST_SAVE_MILLISECONDS).unref()
  signal.addEventListener('abort', abort, { once: true })
  return later.signal
}
