/** A conversation or text as tokens; `isTarget[i]` says whether token `i` is to be learned. */
export type Example = { ids: number[]; isTarget: boolean[] }

/**
 * Rows padded to one length. `positions` are the places in the flattened `ids` that predict a
 * target, `targets` the token each of them should predict.
 */
export type Batch = {
  rowCount: number
  length: number
  tokenCount: number
  ids: BigInt64Array
  positions: BigInt64Array
  targets: BigInt64Array
}

export function makeBatch(examples: readonly Example[], paddingId: number): Batch {
  const length = Math.max(...examples.map(({ ids }) => ids.length)) - 1
  const ids = new BigInt64Array(examples.length * length).fill(BigInt(paddingId))
  const positions: bigint[] = []
  const targets: bigint[] = []
  let tokenCount = 0
  for (const [row, example] of examples.entries()) {
    tokenCount += example.ids.length - 1
    for (const [i, next] of example.ids.slice(1).entries()) {
      const position = row * length + i
      ids[position] = BigInt(example.ids[i] ?? paddingId)
      if (!example.isTarget[i + 1]) continue
      positions.push(BigInt(position))
      targets.push(BigInt(next))
    }
  }
  return {
    rowCount: examples.length,
    length,
    tokenCount,
    ids,
    positions: BigInt64Array.from(positions),
    targets: BigInt64Array.from(targets),
  }
}
