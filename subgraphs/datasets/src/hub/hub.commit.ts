import { Readable } from 'node:stream'
import { ValidationError } from '@weft/kit/errors'
import { z } from 'zod'
import type { Repository } from '../repositories/repository.entity.ts'
import { readLines } from '../rows/lines.ts'
import type { Context } from '../context.ts'
import { mainBranch } from '../refs/ref.rules.ts'
import { sha256Of } from '../uploads/blob.service.ts'
import { keepInline } from '../uploads/inline-content.service.ts'
import { isSha256 } from '../uploads/upload.service.ts'
import type { Change } from '../versions/commit.rules.ts'
import { mostChanges } from '../versions/commit.rules.ts'
import { commitChanges } from '../versions/commit.service.ts'
import { pathProblem } from '../versions/path.rules.ts'
import { Branch, noCommit } from '../versions/version.entity.ts'
import { HubError, revisionNotFound } from './hub.errors.ts'
import { findVersion, getWritable, originOf, revisionOf } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

const longestLineBytes = 16 * 1024 ** 2
const mostBytesWaiting = 4 * 1024 ** 2
const mostWaiting = 1_000

const Sha256 = z.string().refine(isSha256, { error: 'A sha256 has 64 lower-case hex digits.' })

/** Node passes over what is none. */
const isBase64 = (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)

const Line = z.discriminatedUnion('key', [
  z.object({
    key: z.literal('header'),
    value: z.object({
      summary: z.string(),
      description: z.string().default(''),
      parentCommit: z.string().nullish(),
    }),
  }),
  z.object({
    key: z.literal('file'),
    value: z
      .object({
        path: z.string(),
        content: z.string(),
        encoding: z.enum(['base64', 'utf-8']).default('utf-8'),
      })
      .refine(({ content, encoding }) => encoding === 'utf-8' || isBase64(content), {
        error: 'The content is no base64.',
      }),
  }),
  z.object({
    key: z.literal('lfsFile'),
    value: z.object({ path: z.string(), oid: Sha256, algo: z.literal('sha256') }),
  }),
  z.object({ key: z.literal('deletedFile'), value: z.object({ path: z.string() }) }),
  z.object({ key: z.literal('deletedFolder'), value: z.object({ path: z.string() }) }),
])
type Line = z.infer<typeof Line>
type Header = Extract<Line, { key: 'header' }>['value']

/** The Hub's commit: one JSON line an operation, each taken in as it arrives. */
export async function commitLines(hub: HubRequest) {
  const repository = await getWritable(hub, 'hub.commit')
  await checkBranch(hub, repository)
  const { header, changes } = await readCommit(hub, repository)
  const commitOid = await commit(hub, repository, { header, changes })
  const web = hub.kind === 'DATASET' ? '/datasets' : ''
  const commitUrl = `${originOf(hub.request)}${web}/${repository.ref()}/commit/${commitOid}`
  return { success: true, commitOid, commitUrl, hookOutput: '' }
}

type Read = { header: Header; changes: Change[] }

async function commit(hub: HubRequest, repository: Repository, { header, changes }: Read) {
  if (!changes.length) return (await findVersion(hub, repository))?.commit ?? noCommit // all of it is ignored
  const version = await commitChanges(hub.ctx, {
    repository,
    branch: revisionOf(hub),
    message: [header.summary, header.description].filter(Boolean).join('\n\n'),
    expectedHead: header.parentCommit,
    changes,
  })
  return version.commit
}

/** What is no branch is no place to commit to: a tag stays where it is. */
async function checkBranch(hub: HubRequest, { id: repositoryId }: Repository) {
  const name = revisionOf(hub)
  if (name !== mainBranch && !(await hub.ctx.em.count(Branch, { repositoryId, name })))
    throw revisionNotFound(name)
}

async function readCommit({ ctx, request }: HubRequest, repository: Repository): Promise<Read> {
  let header: Header | null = null
  const changes: Change[] = []
  const kept = keepTogether(ctx, repository)
  if (!(request.body instanceof Readable))
    throw new HubError(415, 'Send the commit as `application/x-ndjson`.')
  for await (const { number, bytes } of readLines(request.body, longestLineBytes)) {
    const line = parseLine(number, bytes)
    if (!line) continue
    if (line.key === 'header') {
      header = line.value
      continue
    }
    if (changes.length === mostChanges)
      throw new HubError(413, `A commit has at most ${mostChanges} operations.`)
    changes.push(await toChange(line, number, kept.keep))
  }
  await kept.flush()
  if (!header) throw new HubError(400, 'The commit has no line with the key `header`.')
  return { header, changes }
}

function parseLine(number: number, bytes: Buffer | null): Line | null {
  if (!bytes)
    throw new HubError(413, `Line ${number} is longer than 16 MiB; upload such a file by Git LFS.`)
  const text = bytes.toString().trim()
  if (!text) return null
  try {
    return Line.parse(JSON.parse(text))
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new HubError(400, `Line ${number} is no operation of a commit: ${reason}`)
  }
}

/** Contents wait here for others, so that not each of them asks the database and the quota by itself. */
function keepTogether(ctx: Context, repository: Repository) {
  let waiting: Buffer[] = []
  let bytes = 0
  const flush = async () => {
    const contents = waiting
    waiting = []
    bytes = 0
    if (contents.length) await keepInline(ctx, repository, contents)
  }
  const keep: Keep = async (content) => {
    waiting.push(content)
    bytes += content.length
    if (bytes >= mostBytesWaiting || waiting.length >= mostWaiting) await flush()
    return sha256Of(content)
  }
  return { keep, flush }
}

/** Takes a content in, now or soon, and answers its hash. */
type Keep = (content: Buffer) => Promise<string>

async function toChange(
  line: Exclude<Line, { key: 'header' }>,
  number: number,
  keep: Keep,
): Promise<Change> {
  const where = `line ${number}`
  const path = line.value.path.replace(/\/$/, '')
  const problem = pathProblem(path) // now, since all of the changes are kept
  if (problem) throw new ValidationError([{ path: where, message: problem }])
  if (line.key === 'lfsFile') return { kind: 'add', where, path, sha256: line.value.oid }
  if (line.key === 'deletedFile') return { kind: 'delete', where, path }
  if (line.key === 'deletedFolder') return { kind: 'deleteFolder', where, path }
  const { content, encoding } = line.value
  return { kind: 'add', where, path, sha256: await keep(Buffer.from(content, encoding)) }
}
