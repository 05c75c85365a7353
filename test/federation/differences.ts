import type { ExecutionResult, GraphQLError } from 'graphql'

type Path = readonly (string | number)[]

/**
 * How `divided` differs from `whole`, in words; null when it does not. Data has to be equal byte by byte. Errors have to
 * stand at equal paths, except that of several errors beneath one place that became null the specification lets a server
 * tell any.
 */
export function differenceOf(whole: ExecutionResult, divided: ExecutionResult): string | null {
  const [expected, actual] = [JSON.stringify(whole.data), JSON.stringify(divided.data)]
  if (expected !== actual) return `data\n  whole:   ${expected}\n  divided: ${actual}`
  const places = (errors: readonly GraphQLError[] = []) =>
    [...new Set(errors.map(({ path }) => placeOf(whole.data, path)))].toSorted().join('\n    ')
  const [told, known] = [places(whole.errors), places(divided.errors)]
  return told === known ? null : `errors\n  whole:\n    ${told}\n  divided:\n    ${known}`
}

/** Where the answer is null for the sake of an error. */
function placeOf(data: unknown, path: Path = []): string {
  let at = data
  for (const [index, part] of path.entries()) {
    if (at === null) return JSON.stringify(path.slice(0, index))
    if (at === undefined) return `${JSON.stringify(path)}, which nobody asked for`
    at = (at as Record<string | number, unknown>)[part]
  }
  return at === null ? JSON.stringify(path) : `${JSON.stringify(path)}, which is no null`
}
