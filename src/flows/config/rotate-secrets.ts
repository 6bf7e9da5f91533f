import type { Config } from '../../config.ts'
import type { Database } from '../../db/client.ts'
import type { SecretBox } from '../../db/secret-box.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { lockConfiguration } from './configuration-lock.ts'
import { keyFileIn } from './key-file.ts'
import { loadSecretBox } from './load-secret-box.ts'
import { openStored } from './open-stored.ts'
import { readSealedSecrets } from './sealed-secrets.ts'

export interface Rotation {
  /** false: the key comes from the environment, where only a person can change it. */
  readonly newKey: boolean
  /** Places that were sealed anew. */
  readonly resealed: readonly string[]
  /** Places that no live key opens; they are left as they are. */
  readonly unreadable: readonly string[]
}

type Context = Pick<FlowContext, 'db' | 'clock' | 'actor'>

/**
 * Seals every secret with the current key; with a key file, makes a new key first. Both keys are live until the last
 * secret is sealed anew, so that a crash loses nothing: run it again and it goes on where it stopped.
 */
export async function rotateSecrets(
  ctx: Context,
  config: Pick<Config, 'home' | 'secretKey' | 'secretKeyPrevious'>,
): Promise<Rotation> {
  requireRole(ctx, 'configure', EVERY_STORE)
  const file = keyFileIn(config.home)
  const newKey = config.secretKey === undefined
  if (newKey) {
    file.create()
    // Under the lock: whoever is sealing with the old key has committed by then and is found below.
    await locked(ctx.db, async () => file.rotate())
  }
  const box = loadSecretBox(config)
  const resealed: string[] = []
  for (const { place } of await readSealedSecrets(ctx.db)) {
    if (await locked(ctx.db, tx => reseal(tx, box, place))) resealed.push(place)
  }
  const unreadable = await locked(ctx.db, async tx => {
    const left = (await readSealedSecrets(tx)).filter(({ sealed }) => box.isStale(sealed))
    const openable = left.filter(({ place, sealed }) => openStored(box, place, sealed) !== undefined)
    if (openable.length === 0) file.forgetPrevious()
    const lost = left.filter(secret => !openable.includes(secret)).map(({ place }) => place)
    await writeAudit(
      { ...ctx, db: tx },
      {
        store: EVERY_STORE,
        action: 'secrets.rotate',
        subject: 'secrets',
        after: { newKey, resealed, unreadable: lost },
      },
    )
    return lost
  })
  return { newKey, resealed, unreadable }
}

/** @returns false when it was sealed with the current key already, is gone, or opens with no key. */
async function reseal(db: Database, box: SecretBox, place: string): Promise<boolean> {
  const secret = (await readSealedSecrets(db)).find(candidate => candidate.place === place)
  if (!secret || !box.isStale(secret.sealed)) return false
  const value = openStored(box, place, secret.sealed)
  if (value === undefined) return false
  await secret.replace(db, box.seal(place, value))
  return true
}

const locked = <T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> =>
  db.transaction(async tx => {
    await lockConfiguration(tx)
    return work(tx)
  })
