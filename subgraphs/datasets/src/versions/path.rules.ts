const longestPath = 1_024

/** Why `path` cannot name a file of a repository; null when it can. */
export function pathProblem(path: string): string | null {
  const shown = `\`${path.slice(0, 120)}\``
  if (!path) return 'A path has at least one character.'
  if (path.length > longestPath) return `${shown} is longer than ${longestPath} characters.`
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f\\]/.test(path) || !path.isWellFormed())
    return `${shown} has a backslash or a control character.`
  const steps = path.split('/')
  if (steps.includes('')) return `${shown} begins or ends with \`/\`, or has two of them in a row.`
  if (steps.some((step) => step === '.' || step === '..'))
    return `${shown} has a step \`.\` or \`..\`; write it without.`
  return null
}

/** The first path among `paths` that names both a file and a folder. */
export function fileAndFolder(paths: Iterable<string>): string | null {
  const files = new Set(paths)
  for (const path of files) {
    const found = parentsOf(path).find((folder) => files.has(folder))
    if (found) return found
  }
  return null
}

/** The folders that a path stands in, the innermost first. */
export function parentsOf(path: string): string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    folders.push(path.slice(0, end))
  return folders
}
