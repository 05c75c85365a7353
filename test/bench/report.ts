import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'

const page = new URL('../../docs/benchmarks.md', import.meta.url)

/** `what` it is about, and one more value for each column. */
export type Row = { what: string } & Record<string, string>

/** Prints the rows, and puts them into their section of the page, between its markers. */
export async function report(
  section: string,
  rows: Row[],
  loadBefore: number,
  notes: string[] = [],
): Promise<void> {
  console.table(rows)
  const machine = `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`
  const load = `load ${loadBefore.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`
  const columns = Object.keys(rows[0]!).filter((name) => name !== 'what')
  const lines = rows.map((row) => toLine([row.what, ...columns.map((name) => row[name] ?? '')]))
  const body = [
    `${new Date().toISOString().slice(0, 10)}, ${machine}, ${load}.`,
    ...notes,
    [toLine(['', ...columns]), toLine(['---', ...columns.map(() => '---')]), ...lines].join('\n'),
  ].join('\n\n')
  const [begin, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`]
  const text = await readFile(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < 0) throw new Error(`docs/benchmarks.md has no section ${section}.`)
  await writeFile(page, `${text.slice(0, from + begin.length)}\n\n${body}\n\n${text.slice(to)}`)
}

const toLine = (cells: string[]) => `| ${cells.join(' | ')} |`
