import { findRepository } from '../repositories/repository.service.ts'
import { HubError } from './hub.errors.ts'
import { kinds } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

const addressed = /^\/(?:api\/)?(?:(models|datasets|spaces)(?:\/|$))?([^/]*)\/?([^/]*)/

/**
 * What no route takes: a repository that cannot be here, as one without a namespace, or something that a repository does
 * not have here. Who may not see the repository is not told which.
 */
export async function tellMissing({ ctx, request: { method, url } }: HubRequest): Promise<never> {
  const path = url.split('?')[0]!.slice(0, 300)
  const [, type = 'models', namespace, name] = addressed.exec(path) ?? []
  const repository = await findRepository(ctx, { ref: `${namespace}/${name}` })
  const found = kinds.find(({ kind }) => kind === repository?.kind)
  if (!namespace || found?.api === `/api/${type}`)
    throw new HubError(404, `There is nothing at ${method} ${path}.`)
  const message = `The repository of ${path} does not exist, or you may not see it. One is named \`namespace/name\`.`
  throw new HubError(404, message, 'RepoNotFound')
}
