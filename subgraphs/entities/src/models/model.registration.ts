import { requireAccess } from '@weft/kit/access'
import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { checkName, checkVersionName } from '@weft/kit/names'
import { newId } from '@weft/kit/ids'
import { z } from 'zod'
import { record } from '../changes/change.service.ts'
import type { Context } from '../context.ts'
import { RemainingDatasetDocument } from '../generated/documents.ts'
import type { ModelFilesInput, RegisterModelInput } from '../generated/graphql.ts'
import {
  ClientRequestId,
  CustomFields,
  Description,
  Prompt,
  Tags,
  checkInput,
} from '../input-rules.ts'
import { findNamespace, holdNamespace } from '../namespaces/namespace.service.ts'
import { holdProject } from '../projects/project.service.ts'
import { Endpoint, setEndpoint } from './external-endpoint.ts'
import { readGgufSpec } from './gguf-spec.ts'
import { isAdapter, isGguf, readAdapterSpec, readModelSpec } from './model-files.ts'
import { Model } from './model.entity.ts'
import { findModelByRef, holdModel, takeAway } from './model.service.ts'
import { snapshotOf } from './model.snapshot.ts'
import { findRepositoryVersion } from './repository-files.ts'
import type { RepositoryVersion } from './repository-files.ts'

const Said = z.object({
  description: Description,
  prompt: Prompt,
  tags: Tags,
  customFields: CustomFields,
  clientRequestId: ClientRequestId,
})

/**
 * Reads what the files are, and keeps it as a new version of the model's name. The same `clientRequestId` gives the
 * same model.
 */
export async function registerModel(context: Context, input: RegisterModelInput): Promise<Model> {
  requireAccess(context.viewer, 'registerModel', input.namespace)
  const earlier = await findByRequest(context, input)
  if (earlier) return earlier
  if (!(await findNamespace(context.em, input.namespace)))
    throw new NotFoundError(`No namespace \`${input.namespace}\`.`)
  checkName(input.name, 'input.name')
  if (input.version) checkVersionName(input.version, 'input.version')
  const said = checkInput(Said, input)
  const source = await readSource(context, input)
  try {
    const model = await insert(context, input, { ...said, ...source })
    await refuseLost(context, model)
    return model
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    const other = await findByRequest(context, input) // the same request was faster by another way
    if (other) return other
    throw new ConflictError(
      `There is a model \`${input.namespace}/${input.name}@${input.version}\` already.`,
    )
  }
}

async function findByRequest(
  { em }: Context,
  { namespace, clientRequestId }: RegisterModelInput,
): Promise<Model | null> {
  if (!clientRequestId) return null
  return em.fork().findOne(Model, { namespace, clientRequestId })
}

type Known = Pick<Model, 'kind' | 'format' | 'spec' | 'adapter' | 'baseModelId'>
type Source = Known &
  Pick<Model, 'repositoryId' | 'revision' | 'sizeBytes'> & { endpoint: Endpoint | null }

async function readSource(context: Context, input: RegisterModelInput): Promise<Source> {
  const { endpoint, files } = input.source
  return endpoint ? endpointFields(input) : filesFields(context, input, files!)
}

const External = z.object({ source: z.object({ endpoint: Endpoint }) })

function endpointFields(input: RegisterModelInput): Source {
  refuseBaseModel(input, 'the model is served elsewhere.')
  const { endpoint } = checkInput(External, input).source
  const files = { spec: null, repositoryId: null, revision: null, format: null, sizeBytes: null }
  return { kind: 'EXTERNAL', endpoint, adapter: null, baseModelId: null, ...files }
}

async function filesFields(
  context: Context,
  input: RegisterModelInput,
  { repositoryId, revision = 'main' }: ModelFilesInput,
): Promise<Source> {
  const files = await findRepositoryVersion(context, { repositoryId, revision })
  const known = isAdapter(files)
    ? await adapterFields(context, input, files)
    : await baseFields(input, files)
  return {
    ...known,
    repositoryId,
    revision: files.commit,
    sizeBytes: files.sizeBytes,
    endpoint: null,
  }
}

async function baseFields(input: RegisterModelInput, files: RepositoryVersion): Promise<Known> {
  refuseBaseModel(input, 'the repository has no adapter_config.json.')
  const known = { kind: 'BASE', adapter: null, baseModelId: null } as const
  if (isGguf(files)) return { ...known, format: 'GGUF', spec: await readGgufSpec(files) }
  return { ...known, format: 'SAFETENSORS', spec: await readModelSpec(files) }
}

function refuseBaseModel({ baseModelId }: RegisterModelInput, reason: string) {
  if (baseModelId)
    throw new ValidationError([
      { path: 'input.baseModelId', message: `Only an adapter has a base model; ${reason}` },
    ])
}

async function adapterFields(
  context: Context,
  input: RegisterModelInput,
  files: RepositoryVersion,
): Promise<Known> {
  const { adapter, baseModelName } = await readAdapterSpec(files)
  const base = input.baseModelId
    ? await context.loaders.models.load(input.baseModelId)
    : await findModelByRef(context, baseModelName ?? '')
  if (!base)
    throw new NotFoundError(
      input.baseModelId
        ? `No model \`${input.baseModelId}\`.`
        : `The adapter names \`${baseModelName ?? ''}\` as its base model, which is no model here; give \`baseModelId\`.`,
    )
  if (base.kind !== 'BASE')
    throw new ValidationError([
      { path: 'input.baseModelId', message: `\`${base.ref()}\` is ${notBase[base.kind]}.` },
    ])
  return { kind: 'ADAPTER', format: 'PEFT', spec: base.spec, adapter, baseModelId: base.id }
}

const notBase = { ADAPTER: 'itself an adapter', EXTERNAL: 'served elsewhere, without weights here' }

type Stored = Source & z.infer<typeof Said>

function insert(
  context: Context,
  { namespace, name, version, projectId }: RegisterModelInput,
  { endpoint, ...stored }: Stored,
): Promise<Model> {
  return context.em.fork().transactional(async (em) => {
    const { baseModelId } = stored
    if (baseModelId && !(await holdModel(em, baseModelId)))
      throw new NotFoundError(`No model \`${baseModelId}\`.`)
    await holdNamespace(em, namespace)
    if (projectId) await holdProject(em, context, projectId, namespace)
    await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`${namespace}/${name}`])
    const model = em.create(Model, {
      ...stored,
      id: newId('model'), // known at once, since the API key is encrypted for it
      namespace,
      name,
      version: version ?? (await nextVersion(em, namespace, name)),
      projectId: projectId ?? null,
      tags: stored.tags ?? [],
      createdBy: context.viewer.subject,
    })
    if (endpoint) setEndpoint(model, endpoint, context.keys)
    await em.flush()
    const by = context.viewer.subject
    await record(em, { type: 'MODEL', by, before: null, after: snapshotOf(model) })
    return model
  })
}

/** The repository may have been deleted before anybody could know that this model needs it. */
async function refuseLost(context: Context, { id, repositoryId }: Model) {
  if (!repositoryId) return
  const found = await context.graph(context.viewer, RemainingDatasetDocument, { id: repositoryId })
  if (found.remainingDataset) return
  await takeAway(context, id)
  throw new NotFoundError(`No repository \`${repositoryId}\`.`)
}

async function nextVersion(em: EntityManager, namespace: string, name: string): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>(
    `select coalesce(max(version::numeric), 0) + 1 as next from model
     where namespace = ? and name = ? and version ~ '^[0-9]{1,9}$'`,
    [namespace, name],
  )
  return String(row!.next)
}
