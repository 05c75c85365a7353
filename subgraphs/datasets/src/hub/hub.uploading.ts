import { signUrl } from '@weft/kit/signed-url'
import { urlSeconds } from '@weft/kit/objects'
import { z } from 'zod'
import type { Upload } from '../uploads/upload.entity.ts'
import { contentProblems, createTargets } from '../uploads/upload.service.ts'
import type { Target } from '../uploads/upload.service.ts'
import { pathProblem } from '../versions/path.rules.ts'
import { findFile } from '../versions/version.service.ts'
import { HubError } from './hub.errors.ts'
import { ignoring, longestGitIgnore } from './hub.ignoring.ts'
import { findVersion, getWritable, originOf, parseBody } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'
import { isXetAlone, xetBatch } from './hub.xet.ts'

/** Up to this size, text comes inside the commit; the rest goes to the object store. */
const largestRegularBytes = 1024 ** 2
const mostFiles = 1_000

const Path = z.string().superRefine((path, checked) => {
  const message = pathProblem(path)
  if (message) checked.addIssue(message)
})

const Preupload = z.object({
  files: z
    .array(z.object({ path: Path, size: z.int().min(0), sample: z.base64().default('') }))
    .max(mostFiles),
  gitIgnore: z.string().max(longestGitIgnore).optional(),
})

/** Says for each file how its bytes shall come, if at all, and what stands at its path now. */
export async function preupload(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.upload')
  const version = await findVersion(hub, repository)
  const { files, gitIgnore } = parseBody(Preupload, hub.request)
  const isIgnored = await ignoring(hub, version, gitIgnore)
  const answers = files.map(async ({ path, size, sample }) => {
    const now = version && (await findFile(hub.ctx, version.id, path))
    const uploadMode = isRegular(size, sample) ? 'regular' : 'lfs'
    const shouldIgnore = isIgnored(path)
    return { path, uploadMode, shouldIgnore, ...(now && { oid: now.gitOid ?? now.sha256 }) }
  })
  return { files: await Promise.all(answers) }
}

const isRegular = (size: number, sample: string) =>
  size <= largestRegularBytes && !Buffer.from(sample, 'base64').includes(0)

const Batch = z.object({
  operation: z.string(),
  transfers: z.array(z.string()).default(['basic']),
  objects: z.array(z.object({ oid: z.string(), size: z.int() })).max(mostFiles),
})

/** Git LFS: where to PUT each object. Larger ones in parts, joined by a last POST. */
export async function lfsBatch(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.upload')
  const { operation, transfers, objects } = parseBody(Batch, hub.request)
  if (operation !== 'upload')
    throw new HubError(422, 'Only `upload` is answered here; download through /resolve/.')
  if (isXetAlone(transfers)) return xetBatch(hub, repository, objects)
  const contents = objects.map(({ oid, size }) => ({ sha256: oid, sizeBytes: size }))
  const problems = contents.map((content, index) => contentProblems(content, `objects.${index}`)[0])
  const good = contents.filter((_, index) => !problems[index])
  const targets = (await createTargets(hub.ctx, repository, good)).values()
  const takesParts = transfers.includes('multipart')
  const answers = objects.map((object, index): LfsObject => {
    const problem = problems[index]
    if (problem) return { ...object, error: { code: 422, message: problem.message } }
    return toObject(hub, { object, target: targets.next().value!, takesParts })
  })
  const isMultipart = answers.some(({ actions }) => actions?.upload.header)
  return { transfer: isMultipart ? 'multipart' : 'basic', objects: answers, hash_algo: 'sha256' }
}

/** Without `actions` and `error`: it is there already. */
type LfsObject = {
  oid: string
  size: number
  actions?: {
    upload: { href: string; header?: Record<string, string> }
    verify: { href: string }
  }
  error?: { code: number; message: string }
}

type Lfs = { object: { oid: string; size: number }; target: Target; takesParts: boolean }

function toObject(
  hub: HubRequest,
  { object, target: { upload, parts }, takesParts }: Lfs,
): LfsObject {
  if (!upload) return object
  const verify = { href: uploadUrl(hub, upload, 'verify') }
  if (!upload.multipartId)
    return { ...object, actions: { upload: { href: parts[0]!.url }, verify } }
  if (!takesParts)
    return {
      ...object,
      error: {
        code: 422,
        message: 'This is too large for one PUT; offer the transfer `multipart`.',
      },
    }
  const urls = parts.map(({ number, url }) => [String(number).padStart(5, '0'), url] as const)
  const header: Record<string, string> = {
    chunk_size: String(upload.partSizeBytes),
    ...Object.fromEntries(urls),
  }
  const href = uploadUrl(hub, upload, 'complete')
  return { ...object, actions: { upload: { href, header }, verify } }
}

/** Authorises itself, since clients complete an upload without their access token. */
function uploadUrl({ ctx, request }: HubRequest, { id }: Upload, step: 'complete' | 'verify') {
  return signUrl(ctx.config.IDENTITY_SECRET, originOf(request), {
    method: 'POST',
    path: `/objects/uploads/${id}/${step}`,
    params: {},
    seconds: urlSeconds * 4, // after the last part
  })
}
