import { canSee } from '@weft/kit/identity'
import { Change } from '../changes/change.entity.ts'
import type { Context } from '../context.ts'
import type { Model } from './model.entity.ts'
import { parseRef } from './model.service.ts'
import { modelFrom } from './model.snapshot.ts'

type By = { id?: string | null; ref?: string | null }

/** The model as it was at `asOf`; null when there was none then. */
export async function findModelAsOf(context: Context, by: By, asOf: Date): Promise<Model | null> {
  const { em, viewer } = context
  const entityId = by.id ?? (await findIdAsOf(context, by.ref!, asOf))
  if (!entityId) return null
  const last = await em.findOne(
    Change,
    { type: 'MODEL', entityId, at: { $lte: asOf } },
    { orderBy: { number: 'desc' } },
  )
  return last?.after && canSee(viewer, last.namespace) ? modelFrom(last.after) : null
}

async function findIdAsOf(
  { em, viewer }: Context,
  ref: string,
  asOf: Date,
): Promise<string | null> {
  const parsed = parseRef(ref)
  if (!parsed || !canSee(viewer, parsed.namespace)) return null
  const { namespace, name, version = null } = parsed
  const [found] = await em.execute<{ entity_id: string }[]>(
    `select entity_id from (
       select distinct on (entity_id) entity_id, after from change
       where type = 'MODEL' and namespace = ? and name = ? and at <= ?
       order by entity_id, number desc
     ) last
     where after is not null and (?::text is null or after->>'version' = ?)
     order by entity_id desc limit 1`,
    [namespace, name, asOf, version, version],
  )
  return found?.entity_id ?? null
}
