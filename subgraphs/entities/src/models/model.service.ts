import type { FilterQuery } from '@mikro-orm/postgresql'
import { UniqueConstraintViolationException } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { ConflictError, NotFoundError, ValidationError } from '@weft/kit/errors'
import { canSee, requireRole, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import type { Context } from '../context.ts'
import type { ModelFilter, RegisterModelInput } from '../generated/graphql.ts'
import { Namespace } from '../namespaces/namespace.entity.ts'
import { isAdapter, readAdapterSpec, readModelSpec } from './model-files.ts'
import { Model } from './model.entity.ts'
import { findRepositoryVersion } from './repository-files.ts'
import type { RepositoryVersion } from './repository-files.ts'

export type ModelPage = Connection<Model>

/** Finds by `namespace/name@version`, or `namespace/name` for the newest version. */
export async function findModelByRef({ em, viewer }: Context, ref: string): Promise<Model | null> {
  const [, namespace, name, version] = /^([^/@]+)\/([^/@]+)(?:@([^/@]+))?$/.exec(ref) ?? []
  if (!namespace || !name || !canSee(viewer, namespace)) return null
  return em.findOne(
    Model,
    { namespace, name, ...(version && { version }) },
    { orderBy: { id: 'desc' } },
  )
}

export function findModels(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: ModelFilter | null },
): Promise<ModelPage> {
  const names = visibleNamespaces(viewer)
  const conditions: FilterQuery<Model>[] = names === '*' ? [] : [{ namespace: { $in: names } }]
  const { namespace, search, kind, baseModelId } = filter ?? {}
  if (namespace) conditions.push({ namespace })
  if (kind) conditions.push({ kind })
  if (baseModelId) conditions.push({ baseModelId })
  if (search) {
    const like = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`
    conditions.push({ $or: [{ name: { $ilike: like } }, { description: { $ilike: like } }] })
  }
  return findPage(em, Model, conditions.length ? { $and: conditions } : {}, page)
}

export const findVersions = (
  { em }: Context,
  { namespace, name }: Model,
  page: PageArgs,
): Promise<ModelPage> => findPage(em, Model, { namespace, name }, page)

/** Reads what the files are, and keeps it as a new version of the model's name. */
export async function registerModel(context: Context, input: RegisterModelInput): Promise<Model> {
  const { viewer, em } = context
  requireRole(viewer, input.namespace, 'EDITOR')
  if (!(await em.findOne(Namespace, { name: input.namespace })))
    throw new NotFoundError(`No namespace \`${input.namespace}\`.`)
  checkName(input.name, 'input.name')
  if (input.version) checkName(input.version, 'input.version')

  const { repositoryId, revision = 'main' } = input.source.files!
  const files = await findRepositoryVersion(context, { repositoryId, revision })
  const known = isAdapter(files)
    ? await adapterFields(context, input, files)
    : await baseFields(input, files)
  return insertModel(context, input, {
    ...known,
    repositoryId,
    revision: files.commit,
    sizeBytes: files.sizeBytes,
  })
}

type Known = Pick<Model, 'kind' | 'format' | 'spec' | 'adapter' | 'baseModelId'>

async function baseFields(input: RegisterModelInput, files: RepositoryVersion): Promise<Known> {
  if (input.baseModelId)
    throw new ValidationError([
      {
        path: 'input.baseModelId',
        message: 'Only an adapter has a base model; the repository has no adapter_config.json.',
      },
    ])
  const spec = await readModelSpec(files)
  return { kind: 'BASE', format: 'SAFETENSORS', spec, adapter: null, baseModelId: null }
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
      { path: 'input.baseModelId', message: `\`${base.ref()}\` is itself an adapter.` },
    ])
  return { kind: 'ADAPTER', format: 'PEFT', spec: base.spec, adapter, baseModelId: base.id }
}

type Stored = Known & Pick<Model, 'repositoryId' | 'revision' | 'sizeBytes'>

async function insertModel(
  { em, viewer }: Context,
  { namespace, name, version, description, tags }: RegisterModelInput,
  stored: Stored,
): Promise<Model> {
  try {
    return await em.transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`${namespace}/${name}`])
      return em.create(Model, {
        ...stored,
        namespace,
        name,
        version: version ?? (await nextVersion(em, namespace, name)),
        description: description ?? null,
        tags: [...(tags ?? [])],
        createdBy: viewer.subject,
      })
    })
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new ConflictError(`There is a model \`${namespace}/${name}@${version}\` already.`)
  }
}

async function nextVersion(em: Context['em'], namespace: string, name: string): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>(
    `select coalesce(max(version::numeric), 0) + 1 as next from model
     where namespace = ? and name = ? and version ~ '^[0-9]{1,9}$'`,
    [namespace, name],
  )
  return String(row!.next)
}
