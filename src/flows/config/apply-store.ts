import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { type StoreSecrets, storeSecrets, storeSettings } from '../../domain/settings.ts'
import { probeNow } from '../pressure/breaker.ts'
import { kafkaSide, magentoSide } from '../pressure/far-side.ts'
import { ensureFirstOf, rememberVersion } from '../version/remember-version.ts'
import { FROM_FILE, subjectOf } from '../version/version-subject.ts'
import type { ApplyContext, Step } from './apply-configuration.ts'
import { compareSettings } from './compare-settings.ts'
import type { StoreEntry } from './configuration-schema.ts'
import { openStored } from './open-stored.ts'

/** Compares one store of the file with its row. @returns undefined when they are equal. */
export function applyStore(
  ctx: ApplyContext,
  entry: StoreEntry,
  row: typeof stores.$inferSelect | undefined,
): Step | undefined {
  const { code, auth, webhookSecrets, asyncEventsTokens, sessionKeys, kafkaLogin, ...settings } = entry
  const place = `store:${code}`
  const stored = row && storeSecrets.safeParse(openStored(ctx.box, place, row.secrets)).data
  const credentials = auth ?? stored?.auth
  if (!credentials)
    throw new UserError(
      `Store ${code} has no credentials yet. Add auth to its entry, or let its Magento connect itself: orderbridge pair ${code}.`,
    )
  const login = kafkaLogin ?? stored?.kafkaLogin
  const secrets: StoreSecrets = {
    auth: credentials,
    webhookSecrets: webhookSecrets ?? stored?.webhookSecrets ?? [newWebhookSecret()],
    asyncEventsTokens: asyncEventsTokens ?? stored?.asyncEventsTokens ?? [],
    sessionKeys: sessionKeys ?? stored?.sessionKeys ?? [newSessionKey()],
    ...(login && { kafkaLogin: login }),
  }
  const subject = `store ${code}`
  const updatedAt = ctx.clock.now()
  if (!row)
    return {
      subject,
      store: code,
      lines: ['created', takenFrom(settings.orders.since)],
      before: null,
      after: settings,
      async write(inside) {
        const sealed = inside.box.seal(place, secrets)
        await inside.db.insert(stores).values({ code, settings, secrets: sealed, createdAt: updatedAt, updatedAt })
        await rememberVersion(inside, { subject: subjectOf({ of: 'store', code }), settings, reason: FROM_FILE })
      },
    }
  const shown = storeSettings.safeParse(row.settings).data ?? row.settings
  const difference = compareSettings({ shown, secret: stored ?? {} }, { shown: settings, secret: secrets })
  if (!difference) return undefined
  return {
    subject,
    store: code,
    ...difference,
    async write(inside) {
      const { db, box, clock } = inside
      await ensureFirstOf(inside, { of: 'store', code }, shown)
      await db
        .update(stores)
        .set({ settings, secrets: box.seal(place, secrets), revision: row.revision + 1, updatedAt })
        .where(eq(stores.code, code))
      await rememberVersion(inside, { subject: subjectOf({ of: 'store', code }), settings, reason: FROM_FILE })
      for (const side of [magentoSide(code), kafkaSide(code)]) await probeNow({ db, clock }, side)
    },
  }
}

/** Nobody is asked again before orders of a store of a file are sent, so that the file's answer is said aloud. */
const takenFrom = (since: string | undefined): string =>
  since === undefined
    ? 'sends orders placed from now on; older ones are left out, until orders.since names an earlier day'
    : `sends orders placed since ${since} (orders.since); older ones are left out`

/** Standard Webhooks: "whsec_" and 24 to 64 bytes in base64. */
export const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

export const newSessionKey = () => randomBytes(32).toString('base64url')
