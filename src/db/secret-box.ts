import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { UserError } from '../domain/errors.ts'

/**
 * Secrets at rest: AES-256-GCM. Layout: version (1 byte) | key id (4 bytes) | nonce (12) | tag (16) | ciphertext.
 * The key id is the start of the key's SHA-256: it says which of two live keys opened it during a rotation.
 * `place` ("store:main") is authenticated with it, so that a sealed value cannot be moved to another row.
 */
export interface SecretBox {
  seal(place: string, value: unknown): Uint8Array
  /** @throws UserError when no live key fits. */
  open(place: string, sealed: Uint8Array): unknown
  /** Sealed with the previous key: `orderbridge secrets rotate` seals it anew. */
  isStale(sealed: Uint8Array): boolean
}

const VERSION = 1
const HEAD = 1 + 4 + 12 + 16

export function createSecretBox(keys: { readonly current: string; readonly previous?: string | undefined }): SecretBox {
  const current = readKey(keys.current, 'ORDERBRIDGE_SECRET_KEY')
  const live = [current, ...(keys.previous ? [readKey(keys.previous, 'ORDERBRIDGE_SECRET_KEY_PREVIOUS')] : [])]
  return {
    seal(place, value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce)
      cipher.setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), current.id, nonce, cipher.getAuthTag(), body])
    },
    open(place, sealed) {
      const bytes = Buffer.from(sealed)
      const key = live.find(candidate => candidate.id.equals(bytes.subarray(1, 5)))
      if (bytes[0] !== VERSION || bytes.length < HEAD || !key)
        throw new UserError(
          `The secrets of ${place} were sealed with another key. Set ORDERBRIDGE_SECRET_KEY (or _PREVIOUS) to the key they were stored with, or apply the configuration again.`,
        )
      const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(5, 17))
      decipher.setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(17, 33))
      try {
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(HEAD)), decipher.final()]).toString('utf8'))
      } catch (error) {
        throw new UserError(`The secrets of ${place} are damaged. Apply the configuration again.`, { cause: error })
      }
    },
    isStale: sealed => !current.id.equals(Buffer.from(sealed).subarray(1, 5)),
  }
}

function readKey(base64: string, name: string) {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32)
    throw new UserError(`${name} must be 32 bytes in base64; make one with: openssl rand -base64 32`)
  return { key, id: createHash('sha256').update(key).digest().subarray(0, 4) }
}
