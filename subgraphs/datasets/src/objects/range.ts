import type { Range } from '@weft/kit/objects'

/**
 * The one range that a `Range` header asks for; null when it asks for everything, for several ranges or in another
 * unit, which are answered with everything.
 */
export function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): Range | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  const range = from ? rangeFrom(from, to, sizeBytes) : to ? lastBytes(Number(to), sizeBytes) : null
  return range && range.start >= sizeBytes ? 'unsatisfiable' : range
}

function rangeFrom(from: string, to: string | undefined, sizeBytes: number): Range | null {
  const start = Number(from)
  if (!to) return { start, end: sizeBytes - 1 }
  return Number(to) < start ? null : { start, end: Math.min(Number(to), sizeBytes - 1) }
}

const lastBytes = (count: number, sizeBytes: number): Range => ({
  start: count ? Math.max(0, sizeBytes - count) : sizeBytes,
  end: sizeBytes - 1,
})
