import { createHash } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'

const Sealed = z.object({
  /** The `Authorization` header of who asked for the ticket. */
  authorization: z.string(),
  /** What alone may be asked with it. */
  request: z.unknown(),
})
type Sealed = z.infer<typeof Sealed>

/**
 * Stand in a URL for what cannot be sent in a header: by whom, and what alone, may be asked. They are sealed, so that
 * every gateway of the same secret reads them, and nobody else.
 */
export type Tickets = {
  seal: (sealed: Sealed) => Promise<{ ticket: string; expiresAt: Date }>
  /** Null when it is none, or no longer. */
  open: (ticket: string) => Promise<Sealed | null>
}

/** Within which an event source may come back by itself. */
const validSeconds = 3_600

export function createTickets(secret: string): Tickets {
  const key = createHash('sha256').update(`tickets of ${secret}`).digest()
  return {
    seal: async (sealed) => {
      const expiresAt = new Date(Date.now() + validSeconds * 1_000)
      const ticket = await new EncryptJWT(sealed)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(expiresAt)
        .encrypt(key)
      return { ticket, expiresAt }
    },
    open: async (ticket) => {
      try {
        const { payload } = await jwtDecrypt(ticket, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return Sealed.parse(payload)
      } catch {
        return null
      }
    },
  }
}
