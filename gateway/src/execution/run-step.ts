import { fetchEntities, fetchRoot } from './fetch.ts'
import type { Run } from './fetch.ts'
import type { Step } from './steps.ts'
import { descend } from './targets.ts'
import type { Targets } from './targets.ts'

/** Does what the plan says, and leaves what was fetched and what failed in `run`. */
export async function runStep(step: Step, targets: Targets, run: Run): Promise<void> {
  switch (step.kind) {
    case 'Sequence':
      for (const next of step.steps) await runStep(next, targets, run)
      return
    case 'Parallel':
      await Promise.all(step.steps.map((next) => runStep(next, targets, run)))
      return
    case 'Flatten': {
      const below = descend(targets, step.path)
      if (below.objects.length) await runStep(step.step, below, run)
      return
    }
    case 'Fetch':
      return step.represent ? fetchEntities(step, targets, run) : fetchRoot(step, targets, run)
  }
}
