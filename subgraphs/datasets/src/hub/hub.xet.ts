import type { Repository } from '../repositories/repository.entity.ts'
import { holdBlobs } from '../uploads/blob.service.ts'
import { signXetToken } from '../xet/xet.token.ts'
import { getWritable, kinds, originOf } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

/** Where and with which token the chunks of a repository's files are brought. */
export async function xetWriteToken(hub: HubRequest) {
  const { headers, ...token } = await grant(hub, await getWritable(hub, 'hub.xet'))
  void hub.reply.headers(headers)
  return token
}

async function grant({ ctx, request }: HubRequest, repository: Repository) {
  const { accessToken, exp } = await signXetToken(ctx, repository)
  const casUrl = `${originOf(request)}/xet/${repository.id}`
  const headers = {
    'X-Xet-Cas-Url': casUrl,
    'X-Xet-Access-Token': accessToken,
    'X-Xet-Token-Expiration': String(exp),
  }
  return { accessToken, exp, casUrl, headers }
}

/** Whoever can do otherwise brings bytes as they are, which costs less here. */
export const isXetAlone = (transfers: string[]): boolean =>
  transfers.length > 0 && transfers.every((transfer) => transfer === 'xet')

type LfsObject = { oid: string; size: number }

/** Git LFS, for who can bring bytes by Xet alone. */
export async function xetBatch(hub: HubRequest, repository: Repository, objects: LfsObject[]) {
  const known = await holdBlobs(
    hub.ctx,
    repository.id,
    objects.map(({ oid }) => oid),
  )
  const { headers: header } = await grant(hub, repository)
  const { api } = kinds.find(({ kind }) => kind === repository.kind)!
  const href = `${originOf(hub.request)}${api}/${repository.ref()}/xet-write-token/main`
  return {
    transfer: 'xet',
    objects: objects.map((object) =>
      known.has(object.oid) ? object : { ...object, actions: { upload: { href, header } } },
    ),
    hash_algo: 'sha256',
  }
}
