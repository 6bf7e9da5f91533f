import { amount, fixed } from '../../domain/amount.ts'
import type { OrderEvent } from '../../domain/kafka-settings.ts'
import type { FlowContext } from '../context.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { enqueue } from '../outbox/enqueue.ts'

export interface Published {
  readonly type: OrderEvent
  readonly order: Pick<
    OrderRow,
    'id' | 'store' | 'magentoId' | 'number' | 'state' | 'status' | 'currency' | 'grandTotal'
  >
  /** Tells this happening from others of its type: the same one is published once, for ever. */
  readonly which?: string
  /** Ids, numbers and money: no personal data. */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Owes an event to the topic of its store, in the transaction of ctx that decided it. Nothing where the store publishes
 * none. It is no message of the order: neither waits for the other.
 */
export async function publishEvent(ctx: FlowContext, { type, order, which, data }: Published): Promise<void> {
  const { settings } = await ctx.remotes.store(order.store)
  const to = settings.kafka?.to
  if (!to || (to.events && !to.events.includes(type))) return
  const id = ['event', type, order.id, ...(which === undefined ? [] : [which])].join(':')
  await enqueue(ctx, {
    store: order.store,
    queue: `event:${order.id}`,
    kind: 'event.publish',
    idempotencyKey: id,
    payload: {
      key: `${order.store}:${order.magentoId}`,
      event: {
        specversion: '1.0',
        id,
        source: `/orderbridge/stores/${order.store}`,
        type,
        subject: order.number,
        time: ctx.clock.now().toISOString(),
        datacontenttype: 'application/json',
        data: { order: describe(order), ...data },
      },
    },
  })
}

const describe = ({ store, magentoId, number, state, status, currency, grandTotal }: Published['order']) => ({
  store,
  entityId: magentoId,
  number,
  state,
  status,
  total: { amount: money(grandTotal), currency },
})

/** As people and other systems write it: "12.50", never "12.5000" nor a number. */
export const money = (value: string): string => fixed(amount(value), 2)
