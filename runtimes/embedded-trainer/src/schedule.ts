export const SCHEDULES = ['COSINE', 'LINEAR', 'CONSTANT'] as const
export type Schedule = {
  kind: (typeof SCHEDULES)[number]
  peak: number
  minimum: number
  warmupSteps: number
  stepCount: number
}

/** The learning rate of `step`, counted from 0: a straight warm-up, then down to the minimum. */
export function learningRateAt(step: number, schedule: Schedule) {
  const { kind, peak, minimum, warmupSteps, stepCount } = schedule
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps
  const done = Math.min(1, (step - warmupSteps) / Math.max(1, stepCount - warmupSteps))
  const share = {
    COSINE: (1 + Math.cos(Math.PI * done)) / 2,
    LINEAR: 1 - done,
    CONSTANT: 1,
  }[kind]
  return minimum + (peak - minimum) * share
}
