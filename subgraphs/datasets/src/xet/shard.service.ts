import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { ContentError } from '@weft/kit/objects'
import type { Context } from '../context.ts'
import type { Repository } from '../repositories/repository.entity.ts'
import { giveUp } from '../storage/orphan.entity.ts'
import { announceWrites, reserveStorage } from '../storage/storage.service.ts'
import { holdBlobs } from '../uploads/blob.service.ts'
import { Upload } from '../uploads/upload.entity.ts'
import { keepWritten } from '../uploads/upload.settling.ts'
import { checkFile } from './shard.check.ts'
import type { FindXorb } from './shard.check.ts'
import { parseShard } from './shard.format.ts'
import type { ShardFile } from './shard.format.ts'
import { placeFiles } from './xorb.placing.ts'
import { findStoredXorb, readPiece } from './xorb.reading.ts'
import type { StoredXorb } from './xorb.reading.ts'

/** A file of a shard whose terms are good. */
type Described = ShardFile & { sha256: string }

/** After so many files, others are answered. */
const filesATurn = 1_000

/** How many xorbs are remembered at a time, those that were wanted last; each takes some ten KiB. */
const mostRemembered = 64

/**
 * Makes the files that a shard describes out of xorbs of this repository, and each a blob of it. All are checked, and
 * have their place in the quota, before the first is written.
 */
export async function takeShard(
  ctx: Context,
  repository: Repository,
  bytes: Buffer,
): Promise<void> {
  const findXorb = rememberXorbs(ctx, repository.id)
  const named = await readShard(bytes)
  await checkRoom(ctx, repository, named)
  const files: Described[] = []
  for (const file of named) {
    await checkFile(file, findXorb)
    files.push({ ...file, sha256: file.sha256 ?? (await hashFile(ctx, file, findXorb)) })
  }
  const written = await writeMissing(ctx, repository, { files, findXorb })
  for (const file of files) if (!written.has(file)) await checkHash(ctx, file, findXorb)
  await placeFiles(ctx, repository.id, files)
}

async function readShard(bytes: Buffer): Promise<ShardFile[]> {
  const files: ShardFile[] = []
  for (const file of parseShard(bytes))
    if (files.push(file) % filesATurn === 0) await setImmediate()
  return files
}

/** Sees that there is room, before anything is read: a file without a sha256 is taken for one that is new. */
const checkRoom = (ctx: Context, repository: Repository, files: ShardFile[]) =>
  reserveStorage(
    ctx,
    repository,
    {
      contents: files.map(({ hash, sha256, terms }) => ({
        sha256: sha256 ?? hash,
        sizeBytes: terms.sizeBytes,
      })),
    },
    () => {},
  )

/** Makes blobs of the contents that the repository has not, each of one file; answers of which. */
async function writeMissing(
  ctx: Context,
  repository: Repository,
  { files, findXorb }: { files: Described[]; findXorb: FindXorb },
): Promise<Set<Described>> {
  const { em, objects } = ctx
  const bySha256 = new Map(files.map((file) => [file.sha256, file]))
  const known = await holdBlobs(ctx, repository.id, [...bySha256.keys()])
  for (const sha256 of known.keys()) bySha256.delete(sha256)
  const missing = [...bySha256.values()]
  const contents = missing.map(({ sha256, terms }) => ({ sha256, sizeBytes: terms.sizeBytes }))
  const uploads = await announceWrites(ctx, repository, contents)
  try {
    for (const [index, upload] of uploads.entries()) {
      const source = readFile(ctx, missing[index]!, findXorb)
      await objects.write(upload.contentKey(), source, upload)
      await keepWritten(ctx, upload)
    }
  } catch (error) {
    const left = uploads.filter(({ completedAt }) => !completedAt)
    await giveUp(
      em,
      left.map((upload) => upload.contentKey()),
    )
    await em.nativeDelete(Upload, { id: { $in: left.map(({ id }) => id) } })
    throw error
  }
  return new Set(missing)
}

function rememberXorbs({ em }: Context, repositoryId: string): FindXorb {
  const known = new Map<string, StoredXorb | null>()
  return async (hash) => {
    const found = known.get(hash) ?? (await findStoredXorb(em, repositoryId, hash))
    known.delete(hash)
    known.set(hash, found)
    const [oldest] = known.keys()
    if (known.size > mostRemembered) known.delete(oldest!)
    return found
  }
}

async function* readFile({ objects }: Context, { terms }: ShardFile, findXorb: FindXorb) {
  for (const { xorbHash, start, end } of terms) {
    const pieces = (await findXorb(xorbHash))?.find(start, end)
    if (!pieces)
      throw new ContentError(`The xorb ${xorbHash} is not kept any more; upload it again.`)
    for (const piece of pieces) yield* readPiece(objects, piece)
  }
}

async function hashFile(ctx: Context, file: ShardFile, findXorb: FindXorb): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of readFile(ctx, file, findXorb)) hash.update(bytes)
  return hash.digest('hex')
}

/** A content that was there before is read too: only what makes it up may be found in it later. */
async function checkHash(ctx: Context, file: Described, findXorb: FindXorb) {
  const found = await hashFile(ctx, file, findXorb)
  if (found !== file.sha256)
    throw new ContentError(
      `The terms of the file ${file.hash} have the sha256 ${found}, not ${file.sha256}.`,
    )
}
