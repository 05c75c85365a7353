import { Blake3Hasher } from '@napi-rs/blake-hash'

/** A hash of 32 bytes, as it stands in shards. */
export type Hash = Buffer

type HashBytes = (bytes: Buffer) => Hash

function keyed(key: string): HashBytes {
  const hasher = Blake3Hasher.newKeyed(Buffer.from(key, 'hex'))
  return (bytes) => {
    const hash = hasher.update(bytes).digestBuffer()
    hasher.reset() // keeps the key; a new one costs more than a short hash
    return hash
  }
}

// The keys are the protocol's.
const hashNode = keyed('017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f')
const hashFile = keyed('00'.repeat(32))

/** Of the bytes of a chunk. */
export const hashChunk: HashBytes = keyed(
  '6697f5775b9550de3135cbaca597181c9de421109beb2b58b4d0b04b93adf229',
)

/** Of the hashes of all chunks of a range, one after the other. */
export const hashRange: HashBytes = keyed(
  '7f1857d6ce56ed66127ff913e7a5c3f3a4cd26d5b5db49e64124987f28fb94c3',
)

/** A file's, from the root of its chunks. */
export const fileHashOf = (root: Hash): Hash => hashFile(root)

/** As hashes stand in URLs: each eight bytes from the last to the first. */
export const toText = (hash: Hash): string => Buffer.from(hash).swap64().toString('hex')
export const fromText = (text: string): Hash => Buffer.from(text, 'hex').swap64()

type Node = { hash: Hash; sizeBytes: number }

const mostChildren = 9

/** The protocol's tree over chunks, folded as they come: it holds a few nodes of each level, never all of them. */
export class MerkleTree {
  #levels: Node[][] = []

  add(node: Node, level = 0): void {
    const group = (this.#levels[level] ??= [])
    group.push(node)
    const isCut = group.length > 2 && node.hash[24]! % 4 === 0
    if (isCut || group.length === mostChildren) this.#merge(level)
  }

  #merge(level: number) {
    const group = this.#levels[level]!
    this.#levels[level] = []
    this.add(parentOf(group), level + 1)
  }

  /** The hash over everything added; nothing can be added any more. */
  root(): Hash {
    for (let level = 0; ; level++) {
      const group = this.#levels[level] ?? []
      const isTop = level >= this.#levels.length - 1
      if (isTop && group.length < 2) return group[0]?.hash ?? Buffer.alloc(32)
      if (group.length) this.#merge(level)
    }
  }
}

function parentOf(group: Node[]): Node {
  const lines = group.map(({ hash, sizeBytes }) => `${toText(hash)} : ${sizeBytes}\n`)
  const sizeBytes = group.reduce((sum, node) => sum + node.sizeBytes, 0)
  return { hash: hashNode(Buffer.from(lines.join(''))), sizeBytes }
}
