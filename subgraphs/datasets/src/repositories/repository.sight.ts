import { raw } from '@mikro-orm/postgresql'
import { visibleNamespaces } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'

/**
 * The condition by which `viewer` finds what lies in repositories. It is part of the query, so that what one may not see
 * takes as long to look for as what does not exist.
 */
export function inSightOf(viewer: Viewer): { repositoryId?: { $in: string[] } } {
  const names = visibleNamespaces(viewer)
  if (names === '*') return {}
  const visible = raw<string[]>(
    '(select id from repository where namespace = any(array[?]::text[]))',
    [names],
  )
  return { repositoryId: { $in: visible } }
}
