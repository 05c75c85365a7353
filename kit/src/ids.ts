import { typeid } from 'typeid-js'

/** A new id that carries its type and sorts by age: `model_01h455vb4pex5vsknk084sn02q` (TypeID over UUIDv7). */
export const newId = (prefix: string): string => typeid(prefix).toString()

/** The type that an id carries, `guardrail_config` of `guardrail_config_01h…`; null when it is not such an id. */
export function prefixOf(id: string): string | null {
  return /^([a-z][a-z_]*)_[0-7][0-9a-hjkmnp-tv-z]{25}$/.exec(id)?.[1] ?? null
}
