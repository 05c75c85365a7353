import { NotFoundError, ValidationError, upstreamUnavailable } from '@weft/kit/errors'
import type { Problem } from '@weft/kit/errors'
import type { Context } from '../context.ts'
import { TrainingSourcesDocument } from '../generated/documents.ts'
import type { TrainingSourcesQuery } from '../generated/documents.ts'
import type { Files } from './job.entity.ts'

type Wanted = { baseModelId: string; dataset: { datasetId: string; revision: string } }
type Model = NonNullable<TrainingSourcesQuery['model']>
type Dataset = NonNullable<TrainingSourcesQuery['dataset']>
type Version = NonNullable<Dataset['version']>

/** What a job trains on, exactly: not to change when a branch moves on. */
export type TrainingSources = {
  model: { id: string; name: string; contextLength: number | null; files: Files }
  dataset: { id: string; name: string; versionId: string; files: Files }
}

const trainable: string[] = ['CHAT', 'COMPLETION']

/** Asks the graph, as the caller, for the base model and the data, and refuses what cannot be trained. */
export async function findTrainingSources(
  { graph, viewer }: Context,
  { baseModelId, dataset: { datasetId, revision } }: Wanted,
): Promise<TrainingSources> {
  const variables = { modelId: baseModelId, datasetId, revision }
  const { model, dataset } = await graph(viewer, TrainingSourcesDocument, variables)
  if (!model) throw new NotFoundError(`No model ${baseModelId}.`)
  if (!dataset) throw new NotFoundError(`No dataset ${datasetId}.`)
  const { version } = dataset
  if (!version)
    throw new NotFoundError(`\`${dataset.ref}\` has no branch or commit \`${revision}\`.`)
  const problems = [...problemsOfModel(model), ...problemsOfData(dataset, version)]
  if (problems.length) throw new ValidationError(problems)
  const { artifact } = model
  if (!artifact?.repository)
    throw upstreamUnavailable(`The repository of ${model.ref} is out of sight now.`)
  return {
    model: {
      id: model.id,
      name: model.name,
      contextLength: model.spec?.contextLength ?? null,
      files: filesOf(artifact.repository, artifact.revision),
    },
    dataset: {
      id: dataset.id,
      name: dataset.name,
      versionId: version.id,
      files: filesOf(dataset, version.commit),
    },
  }
}

const filesOf = ({ id, ref }: { id: string; ref: string }, revision: string): Files => ({
  repositoryId: id,
  repository: ref,
  revision,
})

function problemsOfModel({ ref, kind, artifact }: Model): Problem[] {
  const path = 'input.baseModelId'
  if (!artifact)
    return [{ path, message: `${ref} is served elsewhere; customization needs the weights here.` }]
  if (kind !== 'BASE')
    return [{ path, message: `${ref} is an adapter; give the base model to train on.` }]
  if (artifact.format !== 'SAFETENSORS')
    return [{ path, message: `${ref} has its weights as ${artifact.format}, not as SAFETENSORS.` }]
  return []
}

function problemsOfData(
  { ref, kind }: Dataset,
  { commit, splits, validation }: Version,
): Problem[] {
  const path = 'input.dataset'
  const version = `\`${ref}\` at ${commit.slice(0, 8)}`
  if (kind !== 'DATASET')
    return [
      { path: `${path}.datasetId`, message: `\`${ref}\` is a repository of models, not of data.` },
    ]
  if (validation.status !== 'PASSED') return problemsOfRows(version, validation)
  const training = splits.find(({ name }) => name === 'TRAINING')
  if (!training?.rowCount)
    return [{ path, message: `${version} has no rows: no .jsonl file under training/ holds any.` }]
  const trained = splits.filter(({ name }) => name !== 'TESTING')
  const unread = trained.flatMap(({ files }) => files.filter((file) => !isRead(file.path)))
  if (unread.length)
    return unread.map((file) => ({
      path: file.path,
      message: 'Training reads .jsonl files only; put these rows into one.',
    }))
  return trained
    .filter(({ format }) => !trainable.includes(format))
    .map(({ name, format }) => ({
      path,
      message: `${version} has rows of the format ${format} under ${name.toLowerCase()}/; training takes CHAT or COMPLETION.`,
    }))
}

const isRead = (path: string) => path.endsWith('.jsonl')

function problemsOfRows(version: string, { status, problems }: Version['validation']): Problem[] {
  const path = 'input.dataset'
  if (status === 'PENDING')
    return [
      { path, message: `${version} has rows that are still being read; wait for its validation.` },
    ]
  if (!problems.length) return [{ path, message: `${version} has rows that were refused.` }]
  return problems.map((problem) => ({ path: problem.path, message: problem.message }))
}
