import type { JobEvent } from '@weft/client/follow-job'
import { sparkline } from './loss-chart.ts'
import { dim, print, status } from './terminal.ts'

export type TrainingView = {
  show: (event: JobEvent) => void
  status: () => string
  reason: () => string | null
  losses: () => number[]
}

/** What a person sees of a job while it runs; knows nothing but the events it is shown. */
export function createTrainingView(): TrainingView {
  const losses: number[] = []
  let last = ''
  let reason: string | null = null

  const show = (event: JobEvent) => {
    switch (event.__typename) {
      case 'JobStatusChanged':
        last = event.to
        reason = event.reason
        print(`  ${event.to}${note(reason)}`)
        return
      case 'JobMetricsReported':
        for (const { name, value } of event.values) if (name === 'train_loss') losses.push(value)
        return
      case 'JobProgressed':
        status(progressLine(event.progress, losses))
        return
      case 'JobCheckpointSaved':
        print(
          `  checkpoint at step ${event.checkpoint.step}, commit ${event.checkpoint.version?.commit.slice(0, 8)}`,
        )
        return
      case 'JobLogged':
    }
  }
  return { show, status: () => last, reason: () => reason, losses: () => losses }
}

const note = (reason: string | null) => (reason ? dim(` (${reason})`) : '')

type Progress = Extract<JobEvent, { __typename: 'JobProgressed' }>['progress']

function progressLine(progress: Progress, losses: number[]): string {
  const { phase, percent, step, stepCount, secondsRemaining } = progress
  const filled = Math.round(percent / 5)
  const bar = '█'.repeat(filled).padEnd(20, '░')
  const parts = [`  ${phase.toLowerCase().padEnd(11)} ${bar} ${percent.toFixed(0).padStart(3)} %`]
  if (step !== null && stepCount !== null) parts.push(`step ${step}/${stepCount}`)
  if (losses.length) parts.push(`loss ${losses.at(-1)!.toFixed(3)} ${sparkline(losses, 24)}`)
  if (secondsRemaining !== null) parts.push(`${Math.ceil(secondsRemaining)} s left`)
  return parts.join('  ')
}
