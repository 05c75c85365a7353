import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'

const page = new URL('../../docs/benchmarks.md', import.meta.url)

export type Row = { what: string; found: string; wanted: string }

/** Prints the rows, and puts them into their section of the page, between its markers. */
export async function report(section: string, rows: Row[], loadBefore: number): Promise<void> {
  console.table(rows)
  const machine = `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`
  const load = `load ${loadBefore.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`
  const lines = rows.map(({ what, found, wanted }) => `| ${what} | ${found} | ${wanted} |`)
  const body = [
    `${new Date().toISOString().slice(0, 10)}, ${machine}, ${load}.`,
    ['|  | found | wanted |', '| --- | --- | --- |', ...lines].join('\n'),
  ].join('\n\n')
  const [begin, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`]
  const text = await readFile(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < 0) throw new Error(`docs/benchmarks.md has no section ${section}.`)
  await writeFile(page, `${text.slice(0, from + begin.length)}\n\n${body}\n\n${text.slice(to)}`)
}
