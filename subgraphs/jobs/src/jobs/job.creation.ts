import { requireAccess } from '@weft/kit/access'
import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { ValidationError } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import { record } from '../events/event.service.ts'
import type { CreateCustomizationJobInput } from '../generated/graphql.ts'
import { Hyperparameters } from './hyperparameters.ts'
import { Job } from './job.entity.ts'
import { firstReason, wakeControllers } from './job.status.ts'
import { findTrainingSources } from './training-sources.ts'
import type { TrainingSources } from './training-sources.ts'

/** Queues a training on what the input names, as it stands now. The same `clientRequestId` gives the same job. */
export async function createCustomizationJob(
  context: Context,
  input: CreateCustomizationJobInput,
): Promise<Job> {
  const { namespace } = input
  requireAccess(context.viewer, 'createCustomizationJob', namespace)
  const earlier = await findByRequest(context, input)
  if (earlier) return earlier
  const hyperparameters = check(input)
  const sources = await findTrainingSources(context, input)
  checkLength(hyperparameters, sources)
  try {
    return await insert(context, { ...input, hyperparameters }, sources)
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const other = await findByRequest(context, input) // the same request was faster by another way
    if (!other) throw error
    return other
  }
}

async function findByRequest(
  { em }: Context,
  { namespace, clientRequestId }: CreateCustomizationJobInput,
): Promise<Job | null> {
  if (!clientRequestId) return null
  return em.fork().findOne(Job, { namespace, clientRequestId })
}

/** Names every problem of the input at once. */
function check(input: CreateCustomizationJobInput): Hyperparameters {
  const parsed = Hyperparameters.safeParse(input.hyperparameters)
  const problems = [
    ...(input.name ? problemsOfName(input.name, 'input.name') : []),
    ...(input.outputModel ? problemsOfName(input.outputModel.name, 'input.outputModel.name') : []),
    ...(parsed.success ? [] : ValidationError.from(parsed.error, 'input.hyperparameters').problems),
  ]
  if (problems.length || !parsed.data) throw new ValidationError(problems)
  return parsed.data
}

function problemsOfName(name: string, path: string): Problem[] {
  try {
    checkName(name, path)
    return []
  } catch (error) {
    if (error instanceof ValidationError) return error.problems
    throw error
  }
}

function checkLength({ maxSequenceLength }: Hyperparameters, { model }: TrainingSources) {
  const most = model.contextLength
  if (!most || !maxSequenceLength || maxSequenceLength <= most) return
  throw new ValidationError([
    {
      path: 'input.hyperparameters.maxSequenceLength',
      message: `must be at most ${most}, the context length of \`${model.name}\``,
    },
  ])
}

type Checked = Omit<CreateCustomizationJobInput, 'hyperparameters'> & {
  hyperparameters: Hyperparameters
}

function insert({ em, viewer }: Context, input: Checked, { model, dataset }: TrainingSources) {
  const name = input.name ?? `${model.name}-${dataset.name}`.slice(0, 96)
  return em.fork().transactional(async (em) => {
    const job = em.create(Job, {
      namespace: input.namespace,
      name,
      statusReason: firstReason,
      createdBy: viewer.subject,
      clientRequestId: input.clientRequestId ?? null,
      baseModelId: model.id,
      baseModel: model.files,
      datasetId: dataset.id,
      datasetVersionId: dataset.versionId,
      dataset: dataset.files,
      trainingType: input.trainingType,
      finetuningType: input.finetuningType,
      hyperparameters: input.hyperparameters,
      outputName: input.outputModel?.name ?? name,
      outputDescription: input.outputModel?.description ?? null,
      outputTags: input.outputModel?.tags ?? [],
      deploy: input.deploy,
    })
    await em.flush()
    const made = { from: null, to: job.status, reason: firstReason }
    await record(em, job, [{ type: 'STATUS', data: made }])
    await wakeControllers(em, job)
    return job
  })
}
