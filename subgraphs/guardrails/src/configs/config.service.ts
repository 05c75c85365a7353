import { requireAccess } from '@weft/kit/access'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { canSee, visibleNamespaces } from '@weft/kit/identity'
import { checkName } from '@weft/kit/names'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { NamespaceByNameDocument } from '../generated/documents.ts'
import type { SaveGuardrailConfigInput } from '../generated/graphql.ts'
import { Rails } from '../rails/rail-input.ts'
import { GuardrailConfig } from './config.entity.ts'

export type GuardrailConfigPage = Connection<GuardrailConfig>

/** Finds by `namespace/name@version`, or `namespace/name` for the newest version. */
export async function findConfigByRef(
  { em, viewer }: Context,
  ref: string,
): Promise<GuardrailConfig | null> {
  const [, namespace, name, version] = /^([^/@]+)\/([^/@]+)(?:@(\d{1,9}))?$/.exec(ref) ?? []
  if (!namespace || !name || !canSee(viewer, namespace)) return null
  return em.findOne(
    GuardrailConfig,
    { namespace, name, ...(version && { version: Number(version) }) },
    { orderBy: { version: 'desc' } },
  )
}

export function findConfigs(
  { em, viewer }: Context,
  { namespace, ...page }: PageArgs & { namespace?: string | null },
): Promise<GuardrailConfigPage> {
  const names = visibleNamespaces(viewer)
  const visible = names === '*' ? {} : { namespace: { $in: names } }
  return findPage(
    em,
    GuardrailConfig,
    namespace ? { $and: [visible, { namespace }] } : visible,
    page,
  )
}

const Content = z.object({
  description: z.string().max(2_000, 'is longer than 2,000 characters').nullish(),
  refusal: z.string().trim().min(1, 'is empty').max(2_000, 'is longer than 2,000 characters'),
  inputRails: Rails,
})

/**
 * Adds version 1 of a name, then 2, 3, …; two that come at once get one number each. The same
 * `clientRequestId` gives the same version.
 */
export async function saveConfig(
  { em, viewer, graph }: Context,
  input: SaveGuardrailConfigInput,
): Promise<GuardrailConfig> {
  const { namespace, name, clientRequestId = null } = input
  requireAccess(viewer, 'saveGuardrailConfig', namespace)
  checkName(name, 'input.name')
  const parsed = Content.safeParse(input)
  if (!parsed.success) throw ValidationError.from(parsed.error, 'input')
  if (!(await graph(viewer, NamespaceByNameDocument, { name: namespace })).namespace)
    throw new NotFoundError(`No namespace \`${namespace}\`.`)

  return em.transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(hashtext(?))', [namespace])
    const earlier =
      clientRequestId && (await em.findOne(GuardrailConfig, { namespace, clientRequestId }))
    if (earlier) return earlier
    const newest = await em.findOne(
      GuardrailConfig,
      { namespace, name },
      { orderBy: { version: 'desc' } },
    )
    return em.create(GuardrailConfig, {
      ...parsed.data,
      description: parsed.data.description ?? null,
      namespace,
      name,
      version: (newest?.version ?? 0) + 1,
      clientRequestId,
      createdBy: viewer.subject,
    })
  })
}
