const isTerminal = process.stdout.isTTY
const paint = (code: number, text: string) =>
  isTerminal ? `\u001B[${code}m${text}\u001B[0m` : text

export const bold = (text: string): string => paint(1, text)
export const dim = (text: string): string => paint(2, text)

let hasStatus = false

export function print(text = ''): void {
  clearStatus()
  console.log(text)
}

export const heading = (text: string): void => print(`\n${bold(text)}`)

/** A line that the next one replaces; where that cannot be, every `everySeconds` one stays. */
export function status(text: string, everySeconds = 2): void {
  if (isTerminal) {
    clearStatus()
    process.stdout.write(text)
    hasStatus = true
    return
  }
  if (Date.now() - lastLine < everySeconds * 1_000) return
  lastLine = Date.now()
  console.log(text)
}
let lastLine = 0

function clearStatus() {
  if (hasStatus) process.stdout.write('\r\u001B[2K')
  hasStatus = false
}

/** Columns as wide as their widest cell. */
export function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const lines = rows.map((row) =>
    `  ${row.map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('   ')}`.trimEnd(),
  )
  const rule = `  ${widths.map((width) => '─'.repeat(width)).join('───')}`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
