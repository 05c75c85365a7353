import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

type Key = { id: string; bytes: Buffer }

/** Encryption keys as `id:base64,id:base64`, each of 256 bits. No problem that is told shows a key. */
export const EncryptionKeys = z.string().transform((text, context): Key[] => {
  const tell = (message: string) => context.addIssue({ code: 'custom', message })
  const keys = text.split(',').map((entry, index) => {
    const [, id, base64] = /^\s*([a-z0-9-]{1,32}):(\S+)\s*$/i.exec(entry) ?? []
    const nth = `key ${index + 1}`
    if (!id || !base64)
      return tell(`${nth} is not \`id:base64\`, the id of letters, digits and \`-\``)
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.length === keyBytes && bytes.toString('base64') === base64) return { id, bytes }
    return tell(
      `${nth}, \`${id}\`, is not ${keyBytes} bytes in base64: \`openssl rand -base64 32\``,
    )
  })
  const known = keys.filter((key) => key !== undefined)
  for (const [index, { id }] of known.entries())
    if (known.findIndex((key) => key.id === id) < index) tell(`two keys have the id \`${id}\``)
  return known
})

/** What is kept encrypted: the id of the key, then nonce, ciphertext and tag, each in base64url, with dots between. */
export type KeyRing = {
  /** The id of the key that encrypts. */
  currentId: string
  /** Encrypts for one owner, such as the id of a row; for another the result is of no use. */
  encrypt: (text: string, owner: string) => string
  /** Throws when the key is missing, or the ciphertext was changed or belongs to another owner. */
  decrypt: (encrypted: string, owner: string) => string
}

/** The first key encrypts, all of them decrypt. */
export function createKeyRing(keys: z.infer<typeof EncryptionKeys>): KeyRing {
  const [current] = keys
  if (!current) throw new Error('A key ring needs a key.')
  return {
    currentId: current.id,
    encrypt: (text, owner) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, current.bytes, nonce).setAAD(Buffer.from(owner))
      const parts = [nonce, Buffer.concat([cipher.update(text), cipher.final()])]
      return [current.id, ...[...parts, cipher.getAuthTag()].map(toText)].join('.')
    },
    decrypt: (encrypted, owner) => {
      const [id, ...parts] = encrypted.split('.')
      const key = keys.find((one) => one.id === id)
      if (!key)
        throw new Error(`It was encrypted with the key \`${id}\`, which is not in ENCRYPTION_KEYS.`)
      const [nonce, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
      try {
        const decipher = createDecipheriv(algorithm, key.bytes, nonce!, { authTagLength: tagBytes })
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag!)
        return decipher.update(ciphertext!, undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new Error(`It is not what the key \`${id}\` encrypted for \`${owner}\`.`, { cause })
      }
    },
  }
}

const toText = (bytes: Buffer) => bytes.toString('base64url')
