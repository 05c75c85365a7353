import { isObject, read } from './json.ts'
import type { Json } from './json.ts'

/** Where a step works: objects in what was fetched until now, and the path on which they were found. */
export type Targets = { objects: Json[]; path: readonly string[] }

/** The objects that stand at `path` beneath those of `targets`; `@` stands for each item of a list. */
export function descend(targets: Targets, path: readonly string[]): Targets {
  const objects: Json[] = []
  for (const object of targets.objects) collect(object, path, 0, objects)
  return { objects, path: [...targets.path, ...path] }
}

function collect(value: unknown, path: readonly string[], at: number, found: Json[]): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at
    for (const item of value) collect(item, path, next, found)
  } else if (isObject(value)) {
    if (at === path.length) found.push(value)
    else collect(read(value, path[at]!), path, at + 1, found)
  }
}

export type Path = (string | number)[]

/** The paths of the objects that `descend` found, in the same order. Only an error needs them. */
export function pathsOf(root: Json, path: readonly string[]): Path[] {
  const paths: Path[] = []
  const walk = (value: unknown, at: number, trail: Path) => {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at
      for (const [index, item] of value.entries()) walk(item, next, [...trail, index])
    } else if (isObject(value)) {
      if (at === path.length) paths.push(trail)
      else walk(read(value, path[at]!), at + 1, [...trail, path[at]!])
    }
  }
  walk(root, 0, [])
  return paths
}
