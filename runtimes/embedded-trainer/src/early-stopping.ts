type Rule = { patience: number; minDelta: number } | null
export type Judgement = { isBest: boolean; isEnough: boolean }

/** Judges one validation loss after another; only with a rule can it be enough. */
export function createJudge(rule: Rule) {
  let best = Infinity
  let bestForPatience = Infinity
  let withoutProgress = 0
  return (loss: number): Judgement => {
    const isBest = loss < best
    best = Math.min(best, loss)
    const isProgress = loss < bestForPatience - (rule?.minDelta ?? 0)
    withoutProgress = isProgress ? 0 : withoutProgress + 1
    if (isProgress) bestForPatience = loss
    return { isBest, isEnough: rule !== null && withoutProgress >= rule.patience }
  }
}
