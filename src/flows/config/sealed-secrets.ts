import { asc, eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { connections, installation, stores } from '../../db/schema/stores.ts'
import type { SecretBox } from '../../db/secret-box.ts'
import { LOGIN_KEY_PLACE } from './ensure-installation.ts'
import { openStored } from './open-stored.ts'

/** One sealed value in the database and how to put another one in its place. */
export interface SealedSecret {
  /** "store:main", "connection:b1", "smtp", "login-key" */
  readonly place: string
  readonly sealed: Uint8Array
  replace(db: Database, sealed: Uint8Array): Promise<unknown>
}

/** @returns everything that is sealed. Within a transaction that holds the configuration lock it stays as it is. */
export async function readSealedSecrets(db: Database): Promise<readonly SealedSecret[]> {
  const storeRows = await db.select().from(stores).orderBy(asc(stores.code))
  const connectionRows = await db.select().from(connections).orderBy(asc(connections.code))
  const installed = await db.select().from(installation).where(eq(installation.id, 1))
  return [
    ...storeRows.map(
      ({ code, secrets }): SealedSecret => ({
        place: `store:${code}`,
        sealed: secrets,
        replace: (inside, sealed) => inside.update(stores).set({ secrets: sealed }).where(eq(stores.code, code)),
      }),
    ),
    ...connectionRows.map(
      ({ code, secrets }): SealedSecret => ({
        place: `connection:${code}`,
        sealed: secrets,
        replace: (inside, sealed) =>
          inside.update(connections).set({ secrets: sealed }).where(eq(connections.code, code)),
      }),
    ),
    ...installed.flatMap(({ smtp, loginKey }): SealedSecret[] => [
      ...(smtp
        ? [
            {
              place: 'smtp',
              sealed: smtp,
              replace: (inside: Database, sealed: Uint8Array) => inside.update(installation).set({ smtp: sealed }),
            },
          ]
        : []),
      {
        place: LOGIN_KEY_PLACE,
        sealed: loginKey,
        replace: (inside, sealed) => inside.update(installation).set({ loginKey: sealed }),
      },
    ]),
  ]
}

export interface SecretPlace {
  readonly place: string
  /** Start of the SHA-256 of the key that it was sealed with, in hex. */
  readonly keyId: string
  readonly state: 'current' | 'previous' | 'unreadable'
}

/** @returns where secrets are kept and which key opens them; never a value. */
export async function listSecrets(ctx: {
  readonly db: Database
  readonly box: SecretBox
}): Promise<readonly SecretPlace[]> {
  const secrets = await readSealedSecrets(ctx.db)
  return secrets.map(({ place, sealed }) => ({
    place,
    keyId: Buffer.from(sealed).subarray(1, 5).toString('hex'), // layout: db/secret-box.ts
    state:
      openStored(ctx.box, place, sealed) === undefined
        ? 'unreadable'
        : ctx.box.isStale(sealed)
          ? 'previous'
          : 'current',
  }))
}
