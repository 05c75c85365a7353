import { splitNames } from './row.formats.ts'
import type { SplitName } from './row.formats.ts'

export const syntaxes = ['JSONL', 'JSON', 'CSV', 'PARQUET'] as const
/** How the rows of a file are written. */
export type Syntax = (typeof syntaxes)[number]

/** The rows that a file holds by its path; null when it holds none. */
export function rowsAt(path: string): { split: SplitName; syntax: Syntax } | null {
  const syntax = syntaxes.find((name) => path.endsWith(`.${name.toLowerCase()}`))
  const split = splitNames.find((name) => path.startsWith(`${name.toLowerCase()}/`))
  return syntax && split ? { split, syntax } : null
}
