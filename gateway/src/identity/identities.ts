import { signIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'

/** The `Authorization` header that tells `audience` who asks; none where nobody is asked who they are. */
export type Vouch = (viewer: Viewer, audience: string) => Promise<string | undefined>

const texts = new WeakMap<Viewer, string>()

/** Equal for those who may see and do the same as the same. */
export function viewerText(viewer: Viewer): string {
  const text = texts.get(viewer) ?? JSON.stringify(viewer)
  texts.set(viewer, text)
  return text
}

const validSeconds = 60
const reuseSeconds = 30
const capacity = 10_000

/** Signs identities for subgraphs, and uses each again while at least half of its life is left. */
export function createVouch(secret: string): Vouch {
  const signed = new Map<string, { header: Promise<string>; reuseUntil: number }>()
  return (viewer, audience) => {
    const key = `${audience} ${viewerText(viewer)}`
    const known = signed.get(key)
    if (known && known.reuseUntil > Date.now()) return known.header

    if (signed.size >= capacity) signed.clear()
    const header = signIdentity(secret, viewer, { audience, seconds: validSeconds }).then(
      (token) => `Bearer ${token}`,
    )
    signed.set(key, { header, reuseUntil: Date.now() + reuseSeconds * 1_000 })
    return header
  }
}
