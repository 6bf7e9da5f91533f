import { RemoteError, UserError } from '../../domain/errors.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { type FlowContext, inTransaction } from '../context.ts'
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
  const key = place.connection ?? 'magento'
  const text =
    error instanceof RemoteError && error.errorClass === 'auth'
      ? shutDoor(error.code, { key, name: far })
      : {
          cause: `read_failed:${key}`,
          title: `Reading from ${far} fails.`,
          remedy: 'Run "orderbridge doctor": it says what is wrong. What waits goes on by itself.',
        }
  await openProblem(ctx, { store: place.store, connection: place.connection, ...text, detail: fields.error })
}

/**
 * Class `auth`: nothing gets through to the far side until a person acts, and then everything does. Mostly the log-in;
 * a code that ends in "not_ready" says that something has to be set up there first.
 */
export function shutDoor(code: string | undefined, far: { readonly key: string; readonly name: string }) {
  if (code?.endsWith(':not_ready'))
    return {
      cause: `not_ready:${far.key}`,
      title: `${far.name.charAt(0).toUpperCase()}${far.name.slice(1)} is not set up for us yet.`,
      remedy:
        'Run "orderbridge doctor --fix": it makes what it may make there, and says what is left for a person. What waits goes on by itself.',
    }
  return {
    cause: `login_refused:${far.key}`,
    title: `The log-in at ${far.name} is refused.`,
    remedy: 'Put the right credentials into the configuration and apply it; what waits goes on by itself.',
  }
}

async function reportFault(
  ctx: FlowContext,
  { store, connection }: { readonly store: string; readonly connection?: string | undefined },
  detail: string,
  { cause, title, orderId }: UnderWork,
): Promise<void> {
  const remedy = 'A fault of Orderbridge: report it with the words below. It is tried again by itself.'
  const problem = { store, connection, cause, title, remedy, detail }
  // With its order or not at all: nothing would close one that no order waits for.
  if (orderId === undefined) await openProblem(ctx, problem)
  else await inTransaction(ctx, tx => openProblem(tx, problem, orderId))
}
