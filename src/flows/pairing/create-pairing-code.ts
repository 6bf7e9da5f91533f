import { createHash, randomInt } from 'node:crypto'
import { eq, lt } from 'drizzle-orm'
import { pairingCodes } from '../../db/schema/pairing.ts'
import { stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { codeSchema, storeSettings } from '../../domain/settings.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { requireRole } from '../require-role.ts'

export const PAIRING_MINUTES = 30

/** Neither 0 and O nor 1, I and L: codes are read aloud. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const GROUPS = 5
const GROUP = 5

export interface PairingCode {
  /** "K7QW2-…": shown once, good for one connection. 124 bits. */
  readonly code: string
  readonly store: string
  readonly isNew: boolean
  readonly expiresAt: Date
}

/**
 * A code by which a Magento with the companion module connects itself with a store of ours: a new one, or one that is
 * there and gets new keys. A code that was made before and not used stays good until its time is over.
 * @throws UserError for a code of a store that cannot be
 */
export async function createPairingCode(
  ctx: FlowContext,
  input: { readonly store: string; readonly name?: string | undefined; readonly allowPrivateNetwork?: boolean },
): Promise<PairingCode> {
  requireRole(ctx, 'configure', EVERY_STORE)
  const checked = codeSchema.safeParse(input.store)
  if (!checked.success) throw new UserError(`A store's code has 1 to 40 of a-z, 0-9 and "-": "main" or "shop-si".`)
  const store = checked.data
  const code = newCode()
  return await inTransaction(ctx, async inside => {
    const now = inside.clock.now()
    const [row] = await inside.db.select().from(stores).where(eq(stores.code, store))
    const known = row && storeSettings.parse(row.settings)
    const expiresAt = new Date(now.getTime() + PAIRING_MINUTES * 60_000)
    await inside.db.delete(pairingCodes).where(lt(pairingCodes.expiresAt, now))
    await inside.db.insert(pairingCodes).values({
      hash: hashOf(code),
      store,
      name: (input.name?.trim() || known?.name || store).slice(0, 80),
      allowPrivateNetwork: input.allowPrivateNetwork ?? known?.allowPrivateNetwork ?? false,
      // On the page the first run follows, and starts it; whoever is at a terminal knows what they are at.
      beginPaused: inside.actor.kind === 'admin_user',
      createdBy: nameOf(inside.actor),
      createdAt: now,
      expiresAt,
    })
    await writeAudit(inside, { store: EVERY_STORE, action: 'pairing.create', subject: `store ${store}` })
    return { code, store, isNew: row === undefined, expiresAt }
  })
}

function newCode(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)] ?? ''
  const group = () => Array.from({ length: GROUP }, letter).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Of the code as a person may type it. */
export const hashOf = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex')
