import { createHash } from 'node:crypto'
import { LockMode } from '@mikro-orm/postgresql'
import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, ValidationError } from '@weft/kit/errors'
import { announce } from '@weft/kit/events'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { Repository, repositoryTopic } from '../repositories/repository.entity.ts'
import { mostProblems } from '../rows/row.check.ts'
import { rowsAt } from '../rows/row.syntax.ts'
import { usableBlobs } from '../uploads/blob.service.ts'
import { checkChanges, checkHeading } from './commit.rules.ts'
import type { Change } from './commit.rules.ts'
import { readAdded } from './commit.rows.ts'
import { toTree } from './commit.tree.ts'
import { Branch, Version } from './version.entity.ts'
import type { ManifestFile } from './version.entity.ts'

export type Commit = {
  repository: Repository
  branch: string
  message: string
  expectedHead?: string | null
  /** The same one gives the same version. */
  clientRequestId?: string | null
  changes: Change[]
}

/**
 * Makes one new version, whole or not at all. All contents are read before the repository is locked, so that a commit
 * holds up others only while it writes its rows.
 */
export async function commitChanges(ctx: Context, commit: Commit): Promise<Version> {
  const earlier = await findByRequest(ctx.em, commit)
  if (earlier) return earlier
  checkHeading(commit)
  checkChanges(commit.changes)
  const added = await toFiles(ctx, commit)
  const version = await ctx.em.transactional((em) => writeVersion(em, ctx, { ...commit, added }))
  forgetLoaded(ctx)
  return version
}

async function findByRequest(
  em: EntityManager,
  { repository, clientRequestId }: Commit,
): Promise<Version | null> {
  if (!clientRequestId) return null
  return em.findOne(Version, { repositoryId: repository.id, clientRequestId })
}

/** The files that are added, each with bytes that this repository has, and with rows that have been read. */
async function toFiles(ctx: Context, { repository, changes }: Commit): Promise<ManifestFile[]> {
  const adds = changes.filter((change) => change.kind === 'add')
  const { blobs, reasons } = await usableBlobs(
    ctx,
    repository.id,
    adds.map(({ sha256 }) => sha256),
  )
  const problems = adds
    .filter(({ sha256 }) => !blobs.has(sha256))
    .map(({ where, path, sha256 }) => ({
      path: where,
      message:
        reasons.get(sha256) === undefined
          ? `No content with the sha256 ${sha256} was uploaded to this repository, for \`${path}\`.`
          : `What was uploaded for \`${path}\` cannot be used: ${reasons.get(sha256)}`,
    }))
  if (problems.length) throw new ValidationError(problems.slice(0, mostProblems))

  const files = adds.map(({ path, sha256 }) => {
    const { sizeBytes, gitOid } = blobs.get(sha256)!
    return { path, sha256, sizeBytes, gitOid: gitOid ?? null, ...rowsOf(repository, path) }
  })
  await readAdded(ctx, repository.id, files)
  return files
}

/** The rows that a file holds; those of models hold none. */
function rowsOf({ kind }: Repository, path: string) {
  const rows = kind === 'DATASET' ? rowsAt(path) : null
  return { split: rows?.split ?? null, syntax: rows?.syntax ?? null }
}

type Writing = Commit & { added: ManifestFile[] }

async function writeVersion(em: EntityManager, { viewer }: Context, commit: Writing) {
  const repository = await em.findOneOrFail(Repository, commit.repository.id, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  })
  const earlier = await findByRequest(em, commit) // the same request was faster by another way
  if (earlier) return earlier
  const parent = await findHead(em, commit)
  checkHead(parent, commit)
  const before = parent ? await manifestOf(em, parent.id) : []
  const files = toTree(before, commit.added, commit.changes)

  repository.lastNumber++
  const version = em.create(
    Version,
    toVersion({ ...commit, repository, parent, files, author: viewer.subject }),
  )
  await em.flush()
  await insertFiles(em, version, files)
  const { id: versionId, repositoryId } = version
  await em.upsert(Branch, { repositoryId, name: commit.branch, versionId })
  await announce(em, repositoryTopic, repositoryId)
  return version
}

/** Where the branch stands; a branch that is not there yet begins where `main` stands. */
async function findHead(em: EntityManager, { repository, branch }: Commit) {
  const branches = await em.find(
    Branch,
    { repositoryId: repository.id, name: { $in: [branch, 'main'] } },
    { refresh: true },
  )
  const head = branches.find(({ name }) => name === branch) ?? branches[0]
  return head ? em.findOneOrFail(Version, head.versionId) : null
}

function checkHead(head: Version | null, { branch, expectedHead }: Commit) {
  if (!expectedHead || expectedHead === head?.commit) return
  throw new ConflictError(
    `The branch \`${branch}\` has moved on: its head is ${head?.commit ?? 'no commit yet'}, not ${expectedHead}. Read it again and commit on top of it.`,
  )
}

type Parts = Pick<Commit, 'message' | 'clientRequestId'> & {
  author: string
  repository: Repository
  parent: Version | null
  files: ManifestFile[]
}

function toVersion(parts: Parts) {
  const { repository, parent, files, message, author, clientRequestId = null } = parts
  const committedAt = new Date()
  const number = repository.lastNumber
  const tree = sha1(files.flatMap(({ path, sha256 }) => [path, sha256]))
  const heading = [parent?.commit ?? '', message, author, committedAt.toISOString()]
  return {
    repositoryId: repository.id,
    number,
    commit: sha1([repository.id, String(number), tree, ...heading]),
    parentId: parent?.id ?? null,
    message,
    author,
    committedAt,
    clientRequestId,
  }
}

const manifestOf = (em: EntityManager, versionId: string): Promise<ManifestFile[]> =>
  em.execute(
    `select path, sha256, size_bytes::float8 as "sizeBytes", git_oid as "gitOid", split, syntax
     from version_file where version_id = ? order by path`,
    [versionId],
  )

const sha1 = (parts: string[]) => createHash('sha1').update(JSON.stringify(parts)).digest('hex')

async function insertFiles(em: EntityManager, version: Version, files: ManifestFile[]) {
  const { id, repositoryId } = version
  const columns =
    'path text, sha256 text, "sizeBytes" bigint, "gitOid" text, split text, syntax text'
  await em.execute(
    `insert into version_file
       (version_id, repository_id, path, sha256, size_bytes, git_oid, split, syntax)
     select ?, ?, file.* from jsonb_to_recordset(?::jsonb) as file(${columns})`,
    [id, repositoryId, JSON.stringify(files)],
  )
  await em.execute(
    `update blob set is_committed = true where repository_id = ? and not is_committed
       and sha256 in (select sha256 from version_file where version_id = ?)`,
    [repositoryId, id],
  )
}
