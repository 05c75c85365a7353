import { setImmediate } from 'node:timers/promises'
import { ContentError } from '@weft/kit/objects'
import { largestBytes } from '../uploads/upload.service.ts'
import type { ShardFile, Term } from './shard.format.ts'
import { MerkleTree, fileHashOf, hashRange, toText } from './xet.hash.ts'
import type { StoredXorb } from './xorb.reading.ts'

export type FindXorb = (hash: string) => Promise<StoredXorb | null>

/** Sees that a file's terms name chunks that are there and make its hash; answers how many bytes they are. */
export async function checkFile(file: ShardFile, findXorb: FindXorb): Promise<number> {
  const tree = new MerkleTree()
  let sizeBytes = 0
  for (const term of file.terms) {
    const xorb = await findXorb(term.xorbHash)
    if (!xorb)
      throw new ContentError(`No xorb ${term.xorbHash} was uploaded to this repository; upload it.`)
    checkTerm(term, xorb)
    await setImmediate() // so that others are answered in between
    for (let index = term.start; index < term.end; index++)
      tree.add({ hash: xorb.table.hashAt(index), sizeBytes: xorb.table.sizeOf(index, index + 1) })
    sizeBytes += term.sizeBytes
    if (sizeBytes > largestBytes)
      throw new ContentError(`The file ${file.hash} is larger than 5 TiB.`)
  }
  const found = toText(fileHashOf(tree.root()))
  if (file.terms.length && found !== file.hash)
    throw new ContentError(`The terms of the file ${file.hash} make the file ${found}.`)
  return sizeBytes
}

function checkTerm(term: Term, xorb: StoredXorb) {
  const { start, end, xorbHash } = term
  const where = `the chunks ${start} to ${end} of the xorb ${xorbHash}`
  if (start >= end || end > xorb.table.count)
    throw new ContentError(`There are no chunks such as ${where}: it has ${xorb.table.count}.`)
  const sizeBytes = xorb.table.sizeOf(start, end)
  if (sizeBytes !== term.sizeBytes)
    throw new ContentError(`${where} have ${sizeBytes} bytes, not ${term.sizeBytes}.`)
  if (term.rangeHash !== null && term.rangeHash !== rangeHashOf(term, xorb))
    throw new ContentError(`The proof for ${where} is another.`)
  if (!xorb.find(start, end))
    throw new ContentError(`${where} are not kept any more; upload the xorb again.`)
}

function rangeHashOf({ start, end }: Term, { table }: StoredXorb): string {
  const hashes = Array.from({ length: end - start }, (_, index) => table.hashAt(start + index))
  return toText(hashRange(Buffer.concat(hashes)))
}
