import { UserError } from '../domain/errors.ts'
import type { HttpSend } from '../domain/http.ts'
import { createTurns } from './source-limit.ts'

export const ADOBE_KEY_ORIGIN = 'https://static.adobeioevents.com'
const MAX_KEYS = 20
/** Adobe has two keys at a time. Whoever names others does not make us ask for them without end. */
const NEW_KEYS = { perSecond: 0.1, burst: 20 }

/** Adobe's signing keys, read from where Adobe publishes them and kept: they change once in years. */
export function createAdobeKeys(send: HttpSend): (path: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  const turn = createTurns(NEW_KEYS, { now: () => new Date() })
  const read = async (path: string): Promise<string> => {
    const answer = await send({
      method: 'GET',
      url: `${ADOBE_KEY_ORIGIN}/${path.replace(/^\/+/, '')}`,
      timeoutMs: 5_000,
      maxBytes: 16_384,
    })
    if (answer.status !== 200) throw new UserError(`Adobe has no signing key at ${path}.`)
    return Buffer.from(answer.body).toString('utf8')
  }
  return path => {
    const found = known.get(path)
    if (found) return found
    if (turn('keys') > 0) return Promise.reject(new Error('too many unknown signing keys were named'))
    if (known.size >= MAX_KEYS) for (const oldest of known.keys()) if (known.delete(oldest)) break
    const reading = read(path)
    known.set(path, reading)
    reading.catch(() => known.delete(path))
    return reading
  }
}
