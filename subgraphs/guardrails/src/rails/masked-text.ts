/** A range of the original text that reads as `[label]` from now on. */
export type Mask = { start: number; end: number; label: string }

type Range = { start: number; end: number }
type Piece = { text: string; at: number; original: Range; isMask: boolean }

/** A text in which ranges have been masked, which knows where what it shows stood in the original. */
export type MaskedText = {
  text: string
  /** Where a range of `text` came from; null when it only shows a label. */
  toOriginal: (range: Range) => Range | null
}

export function maskText(original: string, masks: Mask[]): MaskedText {
  const pieces = [...piecesOf(original, merge(masks))]
  const pieceAt = (position: number) => lastUpTo(pieces, position)
  return {
    text: pieces.map(({ text }) => text).join(''),
    toOriginal: ({ start, end }) => {
      const [first, last] = [pieceAt(start), pieceAt(end - 1)]
      if (first === last && first.isMask) return null
      return {
        start: first.isMask ? first.original.start : first.original.start + start - first.at,
        end: last.isMask ? last.original.end : last.original.start + end - last.at,
      }
    },
  }
}

function* piecesOf(original: string, masks: Mask[]): Generator<Piece> {
  let [at, position] = [0, 0]
  for (const { start, end, label } of [
    ...masks,
    { start: original.length, end: original.length, label: null },
  ]) {
    const text = original.slice(position, start)
    if (text) yield { text, at, original: { start: position, end: start }, isMask: false }
    at += text.length
    position = end
    if (label === null) return
    const shown = `[${label}]`
    yield { text: shown, at, original: { start, end }, isMask: true }
    at += shown.length
  }
}

function lastUpTo(pieces: Piece[], position: number): Piece {
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (pieces[middle]!.at <= position) low = middle
    else high = middle - 1
  }
  return pieces[low]!
}

/** In order and apart: those that overlap become one, under the label of the first. */
function merge(masks: Mask[]): Mask[] {
  const merged: Mask[] = []
  for (const mask of [...masks].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && mask.start < last.end) last.end = Math.max(last.end, mask.end)
    else merged.push({ ...mask })
  }
  return merged
}
