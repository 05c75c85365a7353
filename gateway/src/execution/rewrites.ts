import type { FetchDataRewrite } from '@apollo/query-planner'
import { isObject, read } from './json.ts'
import type { Json } from './json.ts'
import type { IsOfType } from './types.ts'

/** Changes what is sent or what was received, where the plan uses other names than the client. */
export type Rewrite = (value: unknown) => void

const fragment = '... on '

export function createRewrite(
  rewrites: readonly FetchDataRewrite[] | undefined,
  isOfType: IsOfType,
): Rewrite | null {
  if (!rewrites?.length) return null
  const all = rewrites.map((rewrite) => ({
    parents: rewrite.path.slice(0, -1),
    change: createChange(rewrite),
  }))
  return (value) => {
    for (const { parents, change } of all) applyAt(value, parents, change, isOfType)
  }
}

function createChange(rewrite: FetchDataRewrite): (object: Json) => void {
  const key = rewrite.path.at(-1)!
  if (rewrite.kind === 'ValueSetter') {
    const value: unknown = rewrite.setValueTo
    return (object) => (object[key] = value)
  }
  return (object) => {
    const value = read(object, key)
    if (value === undefined) return
    object[rewrite.renameKeyTo] = value
    delete object[key]
  }
}

function applyAt(
  value: unknown,
  [next, ...rest]: string[],
  change: (object: Json) => void,
  isOfType: IsOfType,
): void {
  if (Array.isArray(value)) {
    for (const item of value)
      applyAt(item, next === undefined ? [] : [next, ...rest], change, isOfType)
  } else if (isObject(value)) {
    if (next === undefined) change(value)
    else if (!next.startsWith(fragment)) applyAt(read(value, next), rest, change, isOfType)
    else if (!value.__typename || isOfType(value.__typename, next.slice(fragment.length)))
      applyAt(value, rest, change, isOfType)
  }
}

/** The names that clients know, by those of the plan. */
export const namesOf = (rewrites: readonly FetchDataRewrite[] = []): ReadonlyMap<string, string> =>
  new Map(
    rewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1)!, rewrite.renameKeyTo]] : [],
    ),
  )
