import type { MetricValue } from './events.ts'
import type { Platform } from './platform.ts'
import type { Moment } from './train.ts'

/** Which part of the whole job's progress each phase takes, in percent. */
const DOWNLOADED = 5
const WORKED = 98
const PROGRESS_INTERVAL_MILLISECONDS = 500

export type Reporter = {
  downloading(share: number): void
  step(moment: Moment): void
  uploading(moment: Moment): void
}

/** Tells the platform how far the job is and what it measures. */
export function createReporter(
  platform: Platform,
  { logInterval, epochs }: { logInterval: number; epochs: number },
): Reporter {
  const interval = createInterval()
  let begin: number | null = null
  let progressAt = -Infinity

  function isTimeForProgress() {
    if (performance.now() - progressAt < PROGRESS_INTERVAL_MILLISECONDS) return false
    progressAt = performance.now()
    return true
  }

  return {
    downloading(share) {
      begin = null
      if (!isTimeForProgress()) return
      platform.emit({
        type: 'progress',
        phase: 'DOWNLOADING',
        percent: round(DOWNLOADED * share),
        step: null,
        stepCount: null,
        epoch: null,
        epochCount: epochs,
        secondsRemaining: null,
      })
    },

    step(moment) {
      interval.add(moment)
      begin ??= performance.now()
      const isLogged = moment.step % logInterval === 0 || moment.isLast || moment.step === 1
      if (isLogged) platform.emit({ type: 'metrics', step: moment.step, values: interval.take() })
      if (moment.validation) {
        const values = [{ name: 'val_loss', value: moment.validation.loss }]
        platform.emit({ type: 'metrics', step: moment.step, values })
      }
      if (!isTimeForProgress() && !moment.isLast) return
      const share = moment.step / moment.stepCount
      const seconds = (performance.now() - begin) / 1000
      const remaining = (seconds / Math.max(1, moment.step - 1)) * (moment.stepCount - moment.step)
      platform.emit({
        type: 'progress',
        phase: 'WORKING',
        percent: round(DOWNLOADED + (WORKED - DOWNLOADED) * share),
        ...stepsOf(moment),
        secondsRemaining: moment.step > 1 ? round(moment.isLast ? 0 : remaining) : null,
      })
    },

    uploading(moment) {
      platform.emit({
        type: 'progress',
        phase: 'UPLOADING',
        percent: WORKED,
        ...stepsOf(moment),
        secondsRemaining: null,
      })
    },
  }
}

const round = (value: number) => Math.round(value * 100) / 100

const stepsOf = ({ step, stepCount, epoch, epochCount }: Moment) => ({
  step,
  stepCount,
  epoch,
  epochCount,
})

/** Gathers the figures of the steps between two reports. */
function createInterval() {
  let begin = performance.now()
  let moments: Moment[] = []
  return {
    add(moment: Moment) {
      moments.push(moment)
    },
    take(): MetricValue[] {
      const last = moments.at(-1)
      const tokens = moments.reduce((sum, { tokenCount }) => sum + tokenCount, 0)
      const loss = moments.reduce((sum, moment) => sum + moment.loss, 0) / moments.length
      const seconds = (performance.now() - begin) / 1000
      moments = []
      begin = performance.now()
      if (!last) return []
      return [
        { name: 'train_loss', value: loss },
        { name: 'learning_rate', value: last.learningRate },
        { name: 'gradient_norm', value: last.gradientNorm },
        { name: 'tokens_per_second', value: Math.round(tokens / Math.max(seconds, 1e-3)) },
      ]
    },
  }
}
