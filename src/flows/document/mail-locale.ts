import type { FlowContext } from '../context.ts'

/** The language of mails of an order: set per store view, else that of the view in Magento, else the store's. */
export async function mailLocale(
  ctx: Pick<FlowContext, 'remotes'>,
  order: { readonly store: string; readonly storeViewId: number },
): Promise<string> {
  const { settings, views } = await ctx.remotes.store(order.store)
  const view = views.find(candidate => candidate.id === order.storeViewId)
  return (view && settings.mail?.locales[view.code]) ?? settings.mail?.locale ?? view?.locale ?? 'en'
}
