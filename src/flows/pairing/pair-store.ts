import { and, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { pairingCodes } from '../../db/schema/pairing.ts'
import { stores } from '../../db/schema/stores.ts'
import { type StoreSecrets, type StoreSettings, storeSecrets, storeSettings } from '../../domain/settings.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { newSessionKey, newWebhookSecret } from '../config/apply-store.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import { openStored } from '../config/open-stored.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { FIRST_RUN_PAUSE } from '../first-run/first-run-pause.ts'
import { probeNow } from '../pressure/breaker.ts'
import { magentoSide } from '../pressure/far-side.ts'
import { hashOf } from './create-pairing-code.ts'

const address = z.url({ protocol: /^https?$/ }).max(500)
const key = z.string().min(1).max(200)

/** What the companion module sends (contracts: companion-module, Pairing). */
export const offerSchema = z.object({
  code: z.string().min(6).max(128),
  base_url: address,
  admin_origin: address,
  oauth: z.object({ consumer_key: key, consumer_secret: key, access_token: key, access_token_secret: key }),
  module_version: z.string().max(40).optional(),
  magento_version: z.string().max(40).optional(),
})
export type PairingOffer = z.infer<typeof offerSchema>

import { ensureFirstOf, rememberVersion } from '../version/remember-version.ts'
import { subjectOf } from '../version/version-subject.ts'

export interface Paired {
  readonly store: string
  readonly webhookSecret: string
  readonly sessionKey: string
}

/**
 * Connects the store of a code with the Magento that brings it. The keys that it had stay good beside the new ones, so
 * that nothing on its way is refused. @returns undefined for a code that is not known, was used, or is too old.
 */
export async function pairStore(ctx: FlowContext, offer: PairingOffer): Promise<Paired | undefined> {
  const paired = await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    const now = inside.clock.now()
    const [code] = await inside.db
      .update(pairingCodes)
      .set({ usedAt: now })
      .where(
        and(eq(pairingCodes.hash, hashOf(offer.code)), isNull(pairingCodes.usedAt), gt(pairingCodes.expiresAt, now)),
      )
      .returning()
    return code && (await connect(inside, code, offer))
  })
  if (paired) await probeNow(ctx, magentoSide(paired.store))
  return paired
}

async function connect(ctx: FlowContext, code: typeof pairingCodes.$inferSelect, offer: PairingOffer): Promise<Paired> {
  const { store, name, allowPrivateNetwork } = code
  const place = `store:${store}`
  const [row] = await ctx.db.select().from(stores).where(eq(stores.code, store))
  const known = row && storeSecrets.safeParse(openStored(ctx.box, place, row.secrets)).data
  const own = { url: offer.base_url, adminOrigin: new URL(offer.admin_origin).origin }
  const settings = storeSettings.parse(
    row ? { ...storeSettings.parse(row.settings), allowPrivateNetwork, ...own } : { name, allowPrivateNetwork, ...own },
  )
  const webhookSecret = newWebhookSecret()
  const sessionKey = newSessionKey()
  const secrets: StoreSecrets = {
    auth: {
      kind: 'oauth1',
      consumerKey: offer.oauth.consumer_key,
      consumerSecret: offer.oauth.consumer_secret,
      accessToken: offer.oauth.access_token,
      accessTokenSecret: offer.oauth.access_token_secret,
    },
    webhookSecrets: [webhookSecret, ...(known?.webhookSecrets ?? [])].slice(0, 2),
    sessionKeys: [sessionKey, ...(known?.sessionKeys ?? [])].slice(0, 2),
    asyncEventsTokens: known?.asyncEventsTokens ?? [],
    ...(known?.kafkaLogin && { kafkaLogin: known.kafkaLogin }),
  }
  const now = ctx.clock.now()
  const sealed = ctx.box.seal(place, secrets)
  const kept = { of: 'store', code: store } as const
  if (row) await ensureFirstOf(ctx, kept, storeSettings.parse(row.settings))
  if (row)
    await ctx.db
      .update(stores)
      .set({ settings, secrets: sealed, revision: row.revision + 1, updatedAt: now })
      .where(eq(stores.code, store))
  else {
    const paused = code.beginPaused && { pausedAt: now, pausedReason: FIRST_RUN_PAUSE }
    await ctx.db
      .insert(stores)
      .values({ code: store, settings, secrets: sealed, createdAt: now, updatedAt: now, ...paused })
  }
  await rememberVersion(ctx, { subject: subjectOf(kept), settings, reason: 'connected with its Magento' })
  await writeAudit(ctx, {
    store,
    action: 'store.pair',
    subject: `store ${store}`,
    before: row ? auditedOf(storeSettings.parse(row.settings)) : null,
    after: { ...auditedOf(settings), adminOrigin: settings.adminOrigin, magento: offer.magento_version },
    reason: `with a code of ${code.createdBy}`,
  })
  return { store, webhookSecret, sessionKey }
}

const auditedOf = ({ url, allowPrivateNetwork }: StoreSettings) => ({ url, allowPrivateNetwork })
