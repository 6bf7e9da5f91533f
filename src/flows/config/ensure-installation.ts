import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { installation } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { lockConfiguration } from './configuration-lock.ts'

const storedKey = z.base64().transform(text => new Uint8Array(Buffer.from(text, 'base64')))

/** Where the login key is sealed. */
export const LOGIN_KEY_PLACE = 'login-key'

type Context = Pick<FlowContext, 'db' | 'box' | 'clock'>

/**
 * Makes the row of this installation once, with the key that signs its login links (32 bytes). A key that cannot be
 * opened any more is replaced: only login links and sessions end with it.
 * @returns the key; the same one in every process.
 */
export async function ensureInstallation(ctx: Context): Promise<{ readonly loginKey: Uint8Array }> {
  const [present] = await ctx.db.select().from(installation).where(eq(installation.id, 1))
  return { loginKey: (present && openLoginKey(ctx, present.loginKey)) ?? (await makeLoginKey(ctx)) }
}

const makeLoginKey = (ctx: Context): Promise<Uint8Array> =>
  ctx.db.transaction(async tx => {
    await lockConfiguration(tx)
    const [present] = await tx.select().from(installation).where(eq(installation.id, 1))
    const known = present && openLoginKey(ctx, present.loginKey)
    if (known) return known
    const key = randomBytes(32)
    const sealed = ctx.box.seal(LOGIN_KEY_PLACE, key.toString('base64'))
    await tx
      .insert(installation)
      .values({ id: 1, loginKey: sealed, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: installation.id, set: { loginKey: sealed } })
    return new Uint8Array(key)
  })

function openLoginKey(ctx: Context, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return storedKey.parse(ctx.box.open(LOGIN_KEY_PLACE, sealed))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
