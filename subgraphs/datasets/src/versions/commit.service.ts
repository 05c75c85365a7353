import type { EntityManager } from '@mikro-orm/postgresql'
import { ConflictError, ValidationError } from '@weft/kit/errors'
import { forgetLoaded } from '../context.ts'
import type { Context } from '../context.ts'
import { moveBranch } from '../refs/branch.service.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { lockRepository } from '../repositories/repository.locking.ts'
import { mostProblems } from '../rows/row.check.ts'
import { rowsAt } from '../rows/row.syntax.ts'
import { lockBlobs, usableBlobs } from '../uploads/blob.service.ts'
import { CommitRequest } from './commit-request.entity.ts'
import { checkChanges, checkHeading } from './commit.rules.ts'
import type { Change } from './commit.rules.ts'
import { readAdded } from './commit.rows.ts'
import { toTree } from './commit.tree.ts'
import { Branch, Version, noCommit } from './version.entity.ts'
import type { ManifestFile } from './version.entity.ts'
import { appendVersion, manifestOf } from './version.writing.ts'

export type Commit = {
  repository: Repository
  branch: string
  message: string
  expectedHead?: string | null
  /** The same one is answered the same, whatever has come since. */
  clientRequestId?: string | null
  changes: Change[]
}

/**
 * Makes one new version, whole or not at all; none when nothing would change. All contents are read before the
 * repository is locked, so that a commit holds up others only while it writes its rows.
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

/** The version that the same request has made before. */
export async function findByRequest(
  em: EntityManager,
  { repository, clientRequestId }: Pick<Commit, 'repository' | 'clientRequestId'>,
): Promise<Version | null> {
  if (!clientRequestId) return null
  const known = await em.findOne(CommitRequest, { repositoryId: repository.id, clientRequestId })
  return known && em.findOneOrFail(Version, known.versionId)
}

/** The files that are added, each with bytes that this repository has, and with rows that have been read. */
async function toFiles(ctx: Context, { repository, changes }: Commit): Promise<ManifestFile[]> {
  const adds = changes.filter((change) => change.kind === 'add')
  const { blobs, reasons } = await usableBlobs(
    ctx,
    repository,
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
  const repository = await lockRepository(em, commit.repository.id)
  const earlier = await findByRequest(em, commit) // the same request was faster by another way
  if (earlier) return earlier
  const hashes = commit.added.map(({ sha256 }) => sha256)
  await lockBlobs(em, repository.id, hashes)
  const parent = await findHead(em, commit)
  checkHead(parent, commit)
  const before = parent ? await manifestOf(em, parent.id) : []
  const files = toTree(before, commit.added, commit.changes)

  const version =
    parent && isSameTree(before, files)
      ? parent // so that a commit may be sent again
      : await appendVersion(em, repository, { ...commit, parent, files, author: viewer.subject })
  await moveBranch(em, { repository, name: commit.branch, version })
  const { clientRequestId } = commit
  if (clientRequestId)
    em.create(CommitRequest, {
      repositoryId: repository.id,
      clientRequestId,
      versionId: version.id,
    })
  return version
}

const isSameTree = (before: ManifestFile[], after: ManifestFile[]) =>
  before.length === after.length && isSubset(before, new Map(after.map((f) => [f.path, f.sha256])))

const isSubset = (files: ManifestFile[], hashes: Map<string, string>) =>
  files.every(({ path, sha256 }) => hashes.get(path) === sha256)

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

/** By all of its digits, or by the first seven or more, as Git has it. */
const isNamedBy = (commit: string, given: string) =>
  commit === given || (given.length >= 7 && commit.startsWith(given))

function checkHead(head: Version | null, { branch, expectedHead }: Commit) {
  if (!expectedHead || isNamedBy(head?.commit ?? noCommit, expectedHead)) return
  throw new ConflictError(
    `The branch \`${branch}\` has moved on: its head is ${head?.commit ?? 'no commit yet'}, not ${expectedHead}. Read it again and commit on top of it.`,
  )
}
