import { newId, prefixOf } from '@weft/kit/ids'
import type { Things } from './operations.ts'

/** As `things`, but nothing of it exists. */
export function nothingLike({ spares, ...things }: Things): Things {
  const lost = Object.entries(things).map(([key, value]) => {
    const prefix = prefixOf(value)
    return [key, prefix ? newId(prefix) : value.replaceAll('acme', 'acne')]
  })
  return { ...(Object.fromEntries(lost) as Things), spares }
}

/** A text about `nothing`, as it would be about `things`. */
export function retold(text: string, things: Things, nothing: Things): string {
  const names = Object.keys(things).filter((name) => name !== 'spares') as Exclude<
    keyof Things,
    'spares'
  >[]
  return names.reduce((told, name) => told.replaceAll(nothing[name], things[name]), text)
}
