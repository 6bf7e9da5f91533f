import type { FlowContext } from '../context.ts'

/** Asks the ERP to call us, where it can and where we can be reached. Polling goes on either way. */
export async function keepSubscribed(ctx: FlowContext, connection: string): Promise<Record<string, number>> {
  if (!ctx.publicUrl) return { subscribed: 0 }
  const erp = await ctx.remotes.erp(connection)
  return { subscribed: (await erp.subscribe(`${ctx.publicUrl}/webhooks/erp/${connection}`)) ? 1 : 0 }
}
