import { and, asc, eq, inArray, notInArray, or, sql } from 'drizzle-orm'
import { mails } from '../../db/schema/documents.ts'
import { inbox, outbox } from '../../db/schema/messages.ts'
import { type OrderPhase, orders } from '../../db/schema/orders.ts'
import { connections } from '../../db/schema/stores.ts'
import { transfers } from '../../db/schema/transfers.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { normaliseVatId } from '../../domain/subject-policy.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import type { TransferRow } from '../transfer/hold-transfer.ts'
import { type Marks, marksOf, spellings } from './marks.ts'

/** What still needs the person, and what to do about it. */
export interface Unfinished {
  /** "Order 000000012" */
  readonly what: string
  readonly why: string
}

export interface Customer {
  readonly store: string
  /** In small letters. */
  readonly email: string
  readonly orders: readonly OrderRow[]
  /** Orders of other systems. */
  readonly transfers: readonly TransferRow[]
  /** Mails that went to the address. */
  readonly mails: readonly (typeof mails.$inferSelect)[]
  /** What the person is called where the ERP's customers are looked up: "guest:ana@example.com". */
  readonly subjectKeys: readonly string[]
  /** Messages that made the customer in an ERP. */
  readonly subjectMessages: readonly { readonly id: number; readonly state: string; readonly payload: unknown }[]
  readonly marks: Marks
  readonly unfinished: readonly Unfinished[]
  readonly finishedOrders: readonly OrderRow[]
  readonly finishedTransfers: readonly TransferRow[]
}

export const FINISHED = ['done', 'canceled', 'skipped'] as const satisfies readonly OrderPhase[]
/** Messages in these states are sent no more. */
export const OVER = ['delivered', 'superseded'] as const

/** Everything of one store that is known under an e-mail address. What was erased already is not found any more. */
export async function findCustomer(ctx: FlowContext, store: string, address: string): Promise<Customer> {
  const email = address.trim().toLowerCase()
  const found = await readFound(ctx, store, email)
  const known = [...found.orders, ...found.transfers].flatMap(row => canonicalOf(row) ?? [])
  const subjectKeys = subjectKeysOf(email, found.orders, known)
  const subjectMessages = await messagesOfSubject(ctx, store, email, subjectKeys)
  const open = await ordersWithOpenMessages(ctx, found.orders)
  const isFinished = (row: OrderRow) => FINISHED.some(phase => phase === row.phase) && !open.has(row.id)
  const names = found.orders.map(row => row.customerName)
  const addresses = [...new Set([email, ...found.orders.map(row => row.customerEmail)])]
  return {
    ...{ store, email, ...found, subjectKeys, subjectMessages },
    marks: marksOf(email, known, names),
    unfinished: [
      ...found.orders.filter(row => !isFinished(row)).map(unfinishedOrder),
      ...found.transfers.filter(row => !isOver(row)).map(unfinishedTransfer),
      ...found.mails.filter(({ state }) => state === 'waiting').map(({ id }) => onItsWay(`Mail ${id}`)),
      ...subjectMessages
        .filter(({ state }) => !['delivered', 'superseded', 'dead', 'held'].includes(state))
        .map(({ id }) => onItsWay(`Message ${id}, which makes the customer in the ERP,`)),
      ...(await unreadDeliveries(ctx, store, addresses)),
    ],
    finishedOrders: found.orders.filter(isFinished),
    finishedTransfers: found.transfers.filter(isOver),
  }
}

async function readFound({ db }: FlowContext, store: string, email: string) {
  const isTheirs = eq(sql`lower(${transfers.canonical} -> 'customer' ->> 'email')`, email)
  const [orderRows, transferRows, mailRows] = await Promise.all([
    db
      .select()
      .from(orders)
      .where(and(eq(orders.store, store), eq(sql`lower(${orders.customerEmail})`, email)))
      .orderBy(asc(orders.id)),
    db
      .select()
      .from(transfers)
      .where(and(eq(transfers.store, store), isTheirs))
      .orderBy(asc(transfers.id)),
    db
      .select()
      .from(mails)
      .where(and(eq(mails.store, store), eq(sql`lower(${mails.recipient})`, email)))
      .orderBy(asc(mails.id)),
  ])
  return { orders: orderRows, transfers: transferRows, mails: mailRows }
}

export const isOver = ({ state, dueAt }: TransferRow): boolean =>
  (state === 'acknowledged' || state === 'gone') && dueAt === null

/** As chooseSubject calls them, whatever the connections' rules for guests are or were. */
function subjectKeysOf(email: string, rows: readonly OrderRow[], known: readonly CanonicalOrder[]): readonly string[] {
  const keys = known.flatMap(({ customer, billing }) => {
    const vatId = normaliseVatId(billing.vatId ?? customer.taxId)
    return [
      ...(customer.id === undefined ? [] : [`customer:${customer.id}`]),
      ...(vatId === undefined ? [] : [`vat:${vatId}`]),
    ]
  })
  return [...new Set([`guest:${email}`, ...rows.map(row => `order:${row.magentoId}`), ...keys])]
}

/** A company's message may have been made for a colleague: then it is theirs. */
async function messagesOfSubject(ctx: FlowContext, store: string, email: string, keys: readonly string[]) {
  const codes = ctx.db.select({ code: connections.code }).from(connections).where(eq(connections.store, store))
  const wanted = (await codes).flatMap(({ code }) => keys.map(key => `subject:${code}:${key}`))
  if (wanted.length === 0) return []
  return await ctx.db
    .select({ id: outbox.id, state: outbox.state, payload: outbox.payload })
    .from(outbox)
    .where(
      and(
        inArray(outbox.idempotencyKey, wanted),
        or(
          sql`${outbox.idempotencyKey} not like 'subject:%:vat:%'`,
          eq(sql`lower(${outbox.payload} -> 'subject' ->> 'email')`, email),
        ),
      ),
    )
    .orderBy(asc(outbox.id))
}

/** Looked at by whoever has locked them as well. */
export async function ordersWithOpenMessages(
  ctx: Pick<FlowContext, 'db'>,
  rows: readonly Pick<OrderRow, 'id'>[],
): Promise<ReadonlySet<number | null>> {
  const open = await ctx.db
    .selectDistinct({ id: outbox.orderId })
    .from(outbox)
    .where(
      and(
        inArray(
          outbox.orderId,
          rows.map(({ id }) => id),
        ),
        notInArray(outbox.state, [...OVER]),
      ),
    )
  return new Set(open.map(({ id }) => id))
}

/** Webhooks that wait to be read, with the address in them; what is read keeps no body. */
async function unreadDeliveries(ctx: FlowContext, store: string, addresses: readonly string[]): Promise<Unfinished[]> {
  const rows = await ctx.db
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(
        eq(inbox.store, store),
        sql`${inbox.dueAt} is not null`,
        sql`exists (select from unnest(${sql.param(spellings(addresses))}::text[]) a
          where position(convert_to(a, 'UTF8') in ${inbox.body}) > 0)`,
      ),
    )
  return rows.map(({ id }) => ({
    what: `Webhook ${id}`,
    why: 'waits to be read. It is read by itself; the page shows under "Inbox" what keeps it.',
  }))
}

const REMEDIES: Readonly<Record<Exclude<OrderPhase, (typeof FINISHED)[number]>, string>> = {
  waiting: 'Wait until it is through, or skip it.',
  preparing: 'Wait until it is through, or skip it.',
  pushing: 'Wait until it is through.',
  open: 'Wait until both sides are through with it: delivered, invoiced or cancelled.',
  held: 'Try it again, or skip it.',
}

export const unfinishedOrder = ({ number, phase, phaseReason }: OrderRow): Unfinished => ({
  what: `Order ${number}`,
  why:
    phase === 'done' || phase === 'canceled' || phase === 'skipped'
      ? 'has a message that is not through. "orderbridge order show" tells which; wait for it, try it again or skip it.'
      : `is ${phase} (${phaseReason}). ${REMEDIES[phase]}`,
})

export const unfinishedTransfer = ({ number, state, reason }: TransferRow): Unfinished => ({
  what: `Order ${number} of another system`,
  why: `is ${state} (${reason}). Wait until it is acknowledged or gone there.`,
})

const onItsWay = (what: string): Unfinished => ({ what, why: 'is on its way. Wait until it is through.' })
