import type { Viewer } from '@weft/kit/identity'
import type { Workload } from '@weft/kit/runner'
import type { Attempt } from '../attempts/attempt.entity.ts'
import type { Job } from './job.entity.ts'

type Platform = {
  /** The program of a trainer and its arguments. */
  command: string[]
  /** The platform's front door, as workers reach it. */
  publicUrl: string
  token: string
}

/** What the runner runs for one attempt at `job`. Pure, so a test can read the whole of it. */
export const workloadOf = (job: Job, attempt: Attempt, platform: Platform): Workload => ({
  name: attempt.workload(),
  command: platform.command,
  listens: false,
  environment: {
    HF_ENDPOINT: platform.publicUrl,
    HF_TOKEN: platform.token,
    WEFT_EVENTS_URL: `${platform.publicUrl}/jobs/${job.id}/attempts/${attempt.number}/events`,
    WEFT_JOB: JSON.stringify({
      baseModel: addressed(job.baseModel),
      dataset: addressed(job.dataset),
      output: addressed({
        repositoryId: job.outputRepositoryId!,
        repository: job.outputRepository(),
      }),
      trainingType: job.trainingType,
      finetuningType: job.finetuningType,
      hyperparameters: {
        ...job.hyperparameters,
        sequencePacking: false,
        lora: { ...job.hyperparameters.lora, dropout: 0 },
      },
    }),
  },
})

/** With where it is found whatever its name is by then. */
function addressed<T extends { repositoryId?: string; repository: string }>(files: T) {
  const { repositoryId, ...named } = files
  const address = `${named.repository.split('/')[0]!}/${repositoryId}`
  return repositoryId ? { ...named, address } : named
}

/** Who a worker is: EDITOR where its output goes, and a reader of where its inputs lie. */
export const workerOf = (job: Job, { number }: Attempt): Viewer => ({
  subject: `attempt:${job.id}/${number}`,
  grants: grantsOf(job),
})

/** Who the platform is when it finishes what `job` has begun. */
export const platformFor = (job: Job): Viewer => ({
  subject: 'service:jobs',
  grants: grantsOf(job),
})

function grantsOf({ namespace, baseModel, dataset }: Job): Viewer['grants'] {
  const others = [baseModel, dataset]
    .map(({ repository }) => repository.split('/')[0]!)
    .filter((name) => name !== namespace)
  return [
    { namespace, role: 'EDITOR' },
    ...[...new Set(others)].map((name) => ({ namespace: name, role: 'VIEWER' as const })),
  ]
}
