import { asc, eq } from 'drizzle-orm'
import { storeViews } from '../../db/schema/stores.ts'
import type { MagentoCode } from '../../domain/mapping-hints.ts'
import type { FlowContext } from '../context.ts'

/** What Magento calls its codes, by code. */
export type KnownCodes = ReadonlyMap<string, string>

const PATIENCE_MS = 5_000

/**
 * The codes that Magento can be asked for: store views, which we keep, and tax rates. Payment and shipping methods it
 * tells for a cart only; those are known from orders. What cannot be read is left out: it is a help, nothing depends on it.
 */
export async function knownToMagento(
  ctx: Pick<FlowContext, 'db' | 'remotes' | 'webOnly'>,
  store: string,
  of: MagentoCode,
): Promise<KnownCodes> {
  if (of === 'view') {
    const views = await ctx.db
      .select()
      .from(storeViews)
      .where(eq(storeViews.store, store))
      .orderBy(asc(storeViews.viewId))
    return new Map(views.map(({ viewId, name, code }) => [String(viewId), `${name} (${code})`]))
  }
  if (of !== 'vat' || ctx.webOnly) return new Map()
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const late = new Promise<KnownCodes>(resolve => {
    patience.addEventListener('abort', () => resolve(new Map()))
  })
  return await Promise.race([taxRates(ctx, store).catch(() => new Map<string, string>()), late])
}

async function taxRates(ctx: Pick<FlowContext, 'remotes'>, store: string): Promise<KnownCodes> {
  const rates = await (await ctx.remotes.magento(store)).readTaxRates()
  return new Map(rates.map(({ country, rate, name }) => [`${country}:${rate}`, name]))
}
