import type { FlowContext } from '../context.ts'

/** The language of mails of an order: what the store's settings say for its view, else for all, else the locale that the view has in Magento. */
export async function mailLocale(
  ctx: Pick<FlowContext, 'remotes'>,
  order: { readonly store: string; readonly storeViewId: number },
): Promise<string> {
  const { settings, views } = await ctx.remotes.store(order.store)
  const view = views.find(candidate => candidate.id === order.storeViewId)
  return (view && settings.mail?.locales[view.code]) ?? settings.mail?.locale ?? view?.locale ?? 'en'
}
