import { eq } from 'drizzle-orm'
import { storeViews } from '../../db/schema/stores.ts'
import { type FlowContext, inTransaction } from '../context.ts'

/** Store views as Magento names them now: rules and mail languages are configured by their codes. */
export async function refreshStoreViews(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const magento = await ctx.remotes.magento(store)
  const views = await magento.readStoreViews()
  if (views.length === 0) return { views: 0 }
  await inTransaction(ctx, async tx => {
    await tx.db.delete(storeViews).where(eq(storeViews.store, store))
    await tx.db.insert(storeViews).values(
      views.map(view => ({
        store,
        viewId: view.id,
        code: view.code,
        name: view.name,
        locale: view.locale,
        timezone: view.timezone,
        baseCurrency: view.baseCurrency,
      })),
    )
  })
  return { views: views.length }
}
