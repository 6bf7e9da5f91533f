import { RemoteError, UserError } from '../../domain/errors.ts'
import { wordsOf } from '../../ops/words-of.ts'
import type { FlowContext } from '../context.ts'
import { openProblem } from './open-problem.ts'

/** The far side as a whole does not answer, whatever it is asked. */
export const isAway = (error: unknown): boolean =>
  error instanceof RemoteError && (error.errorClass === 'transient' || error.errorClass === 'auth')

/** The one thing that was under work when it failed. */
export interface UnderWork {
  /** "order_fails:b1:000000012" */
  readonly cause: string
  /** "Order 000000012 cannot be prepared." */
  readonly title: string
  readonly orderId?: number
}

/**
 * Reading from a far side failed, for many orders at once: one problem per far side and class, not one per order.
 * Short interruptions are only logged; they heal by themselves. A fault of ours is told of what was under work.
 */
export async function reportRemoteFailure(
  ctx: FlowContext,
  place: { readonly store: string; readonly connection?: string | undefined },
  error: unknown,
  underWork?: UnderWork,
): Promise<void> {
  const far = place.connection ? `the ERP connection ${place.connection}` : `Magento of store ${place.store}`
  const fields = { ...place, error: wordsOf(error) }
  if (error instanceof RemoteError && error.errorClass === 'transient') {
    ctx.log.warn(fields, 'far side does not answer')
    return
  }
  if (!(error instanceof RemoteError) && !(error instanceof UserError)) {
    ctx.log.error({ ...fields, stack: error instanceof Error ? error.stack : undefined }, 'unexpected failure')
    if (underWork) return await reportFault(ctx, place, fields.error, underWork)
  }
  const auth = error instanceof RemoteError && error.errorClass === 'auth'
  await openProblem(ctx, {
    store: place.store,
    connection: place.connection,
    cause: `${auth ? 'login_refused' : 'read_failed'}:${place.connection ?? 'magento'}`,
    title: auth ? `The log-in at ${far} is refused.` : `Reading from ${far} fails.`,
    remedy: auth
      ? 'Put the right credentials into the configuration and apply it; what waits goes on by itself.'
      : 'Run "orderbridge doctor": it says what is wrong. What waits goes on by itself.',
    detail: fields.error,
  })
}

async function reportFault(
  ctx: FlowContext,
  { store, connection }: { readonly store: string; readonly connection?: string | undefined },
  detail: string,
  { cause, title, orderId }: UnderWork,
): Promise<void> {
  const remedy = 'A fault of Orderbridge: report it with the words below. It is tried again by itself.'
  await openProblem(ctx, { store, connection, cause, title, remedy, detail }, orderId)
}
