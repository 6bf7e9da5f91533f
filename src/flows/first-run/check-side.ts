import { UserError } from '../../domain/errors.ts'
import { examineWhileWaiting } from '../config/examine-far-side.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { keepFirstRun } from './first-run.ts'

/** Of what is asked: the store's Magento. Anything else is the code of a connection. */
export const MAGENTO = 'store:magento'

/** Asks a store's Magento, or one of its ERPs, for everything that we need of it, and keeps the answer for the first run. */
export async function checkSide(
  ctx: FlowContext,
  input: { readonly store: string; readonly side: string },
): Promise<void> {
  const { store, side } = input
  requireRole(ctx, 'operate', store)
  // One that was connected a moment ago may have been connected by another process.
  if (side !== MAGENTO && !(await isOf(ctx, store, side))) await ctx.remotes.refresh()
  if (side !== MAGENTO && !(await isOf(ctx, store, side)))
    throw new UserError(`Store ${store} has no connection "${side.slice(0, 40)}".`)
  const what =
    side === MAGENTO ? ({ kind: 'store', code: store } as const) : ({ kind: 'connection', code: side } as const)
  await keepFirstRun(ctx, store, { check: { of: side, findings: [...(await examineWhileWaiting(ctx, what))] } })
}

const isOf = async (ctx: FlowContext, store: string, connection: string): Promise<boolean> =>
  (await ctx.remotes.connectionsOf(store)).some(({ code }) => code === connection)
