import type { Version } from '../versions/version.entity.ts'
import { findFile } from '../versions/version.service.ts'
import { createIsIgnored } from './git-ignore.ts'
import { HubError } from './hub.errors.ts'
import type { HubRequest } from './hub.request.ts'
import { textOf } from './hub.texts.ts'

/** Of a `.gitignore`, whose patterns are compared with all paths of a request. */
export const longestGitIgnore = 64 * 1024
const mostComparisons = 10_000_000

/** Which paths stay out: as the `.gitignore` says that comes with them, otherwise the one that stands in the repository. */
export async function ignoring(
  hub: HubRequest,
  version: Version | null,
  given: string | undefined,
): Promise<(path: string) => boolean> {
  const gitIgnore = given ?? (await standing(hub, version))
  if (!gitIgnore) return () => false
  let comparisons = 0
  return createIsIgnored(gitIgnore, () => {
    if (++comparisons > mostComparisons)
      throw new HubError(
        400,
        'The `.gitignore` is too long for so many paths: make its patterns fewer, or upload fewer files at once.',
      )
  })
}

async function standing({ ctx }: HubRequest, version: Version | null): Promise<string | null> {
  const file = version && (await findFile(ctx, version.id, '.gitignore'))
  if (!file) return null
  if (file.sizeBytes > longestGitIgnore)
    throw new HubError(
      400,
      'The `.gitignore` of the repository is longer than 64 KiB; make it shorter.',
    )
  return textOf(ctx, file)
}
