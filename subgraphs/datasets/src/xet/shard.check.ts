import { setImmediate } from 'node:timers/promises'
import { ContentError } from '@weft/kit/objects'
import type { ShardFile, Term } from './shard.format.ts'
import { MerkleTree, fileHashOf, hashRange, toText } from './xet.hash.ts'
import type { StoredXorb } from './xorb.reading.ts'

export type FindXorb = (hash: string) => Promise<StoredXorb | null>

/** After so many chunks, others are answered. */
const chunksATurn = 1_024

/** Sees that a file's terms name chunks that are there and make its hash. */
export async function checkFile(file: ShardFile, findXorb: FindXorb): Promise<void> {
  const tree = new MerkleTree()
  let count = 0
  for (const term of file.terms) {
    const xorb = await findXorb(term.xorbHash)
    if (!xorb)
      throw new ContentError(`No xorb ${term.xorbHash} was uploaded to this repository; upload it.`)
    checkTerm(term, xorb)
    for (let index = term.start; index < term.end; index++) {
      if (count++ % chunksATurn === 0) await setImmediate()
      tree.add({ hash: xorb.table.hashAt(index), sizeBytes: xorb.table.sizeOf(index, index + 1) })
    }
  }
  const found = toText(fileHashOf(tree.root()))
  if (count && found !== file.hash)
    throw new ContentError(`The terms of the file ${file.hash} make the file ${found}.`)
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
