import type { FlowContext } from '../context.ts'

/** Asks the ERP to call us, where it can and where we can be reached. Polling goes on either way. */
export async function keepSubscribed(ctx: FlowContext, connection: string): Promise<Record<string, number>> {
  if (!ctx.publicUrl) return { subscribed: 0 }
  const { callbacks } = await ctx.remotes.erp(connection)
  const subscribed = await callbacks?.subscribe(`${ctx.publicUrl}/webhooks/erp/${connection}`)
  return { subscribed: subscribed ? 1 : 0 }
}
