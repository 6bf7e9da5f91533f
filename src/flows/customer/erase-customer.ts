import { inArray } from 'drizzle-orm'
import { documents, mails } from '../../db/schema/documents.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { eraseElsewhere } from './erase-elsewhere.ts'
import { type Erasing, eraseOrders, eraseTransfer, nobody } from './erase-orders.ts'
import { type Customer, findCustomer, type Unfinished, unfinishedOrder, unfinishedTransfer } from './find-customer.ts'
import { findProof, type Proof } from './find-proof.ts'
import { eraserOf } from './marks.ts'

/** Orders in one transaction: others wait for none of them, because nothing of them is under way. */
const BATCH = 20

export interface EraseCustomer {
  readonly store: string
  readonly email: string
  readonly reason: string
  /** What is unfinished stays as it is, and the rest is erased. */
  readonly finishedOnly: boolean
  readonly dryRun: boolean
}

export interface Erasure {
  /** Nothing was erased: it was asked for a dry run, or something is unfinished. */
  readonly refused: boolean
  /** Numbers of the orders that are erased, or would be. */
  readonly orders: readonly string[]
  readonly transfers: readonly string[]
  readonly unfinished: readonly Unfinished[]
  /** Nothing is known under the address. */
  readonly isUnknown: boolean
  /** Papers that stay, because the law wants them for years. */
  readonly documents: readonly { readonly kind: string; readonly number: string }[]
  /** Entries that nobody can change, and that name the person because somebody wrote the name as a reason. */
  readonly proof: Proof
}

/**
 * Takes a person out of everything that one store keeps, and leaves what the books need: numbers, keys, lines, amounts, dates
 * and states. All or nothing as long as something of the person is unfinished, unless only the rest is wanted. Goes on where
 * it was when it is called again after a crash: orders come last, because by them the person is found.
 */
export async function eraseCustomer(ctx: FlowContext, input: EraseCustomer): Promise<Erasure> {
  const { store, email, dryRun, finishedOnly } = input
  requireRole(ctx, 'configure', store)
  const typed = input.reason.trim().slice(0, 500)
  if (!typed) throw new UserError('A reason is needed: it is what others will read later.')
  const customer = await findCustomer(ctx, store, email)
  const plan = await planOf(ctx, customer)
  if (plan.isUnknown || dryRun || (customer.unfinished.length > 0 && !finishedOnly)) return { ...plan, refused: true }
  const { marks } = customer
  const erasing = { store, marks, reason: maskText(eraserOf(marks.all)(typed)) }
  await inTransaction(ctx, tx => eraseRest(tx, customer, erasing))
  const leftTransfers = await eraseTransfers(ctx, customer, erasing)
  const leftOrders = await eraseAllOrders(ctx, customer, erasing)
  return { ...plan, refused: false, unfinished: [...plan.unfinished, ...leftOrders, ...leftTransfers] }
}

async function planOf(ctx: FlowContext, customer: Customer): Promise<Omit<Erasure, 'refused'>> {
  const { store, marks, finishedOrders, finishedTransfers, unfinished } = customer
  const ids = finishedOrders.map(row => row.id)
  const files = await ctx.db
    .select({ kind: documents.kind, number: documents.number })
    .from(documents)
    .where(inArray(documents.orderId, ids))
    .orderBy(documents.id)
  const { orders, transfers, mails, subjectMessages } = customer
  return {
    orders: finishedOrders.map(row => row.number),
    transfers: finishedTransfers.map(row => row.number),
    unfinished,
    isUnknown: [orders, transfers, mails, subjectMessages].every(rows => rows.length === 0) && unfinished.length === 0,
    documents: files,
    proof: await findProof(ctx, store, marks.certain),
  }
}

/** Texts that name the person, and mails to the address that are of somebody else's orders. */
async function eraseRest(tx: FlowContext, customer: Customer, { store, reason }: Erasing): Promise<void> {
  const erased = await eraseElsewhere(tx, customer)
  const needed = new Set(customer.orders.filter(row => !customer.finishedOrders.includes(row)).map(row => row.id))
  const ids = customer.mails.filter(mail => mail.state !== 'waiting' && !needed.has(mail.orderId)).map(mail => mail.id)
  await tx.db.update(mails).set({ recipient: nobody }).where(inArray(mails.id, ids))
  await writeAudit(tx, { ...note(store, reason), after: { ...erased, mails: ids.length } })
}

/** @returns what has moved on meanwhile, and stays. */
async function eraseAllOrders(ctx: FlowContext, customer: Customer, erasing: Erasing): Promise<Unfinished[]> {
  const left: Unfinished[] = []
  const all = customer.finishedOrders
  for (let at = 0; at < all.length; at += BATCH) {
    const some = all.slice(at, at + BATCH)
    const erased = await inTransaction(ctx, async tx => {
      const ids = some.map(row => row.id)
      const rows = await eraseOrders(tx, erasing, ids)
      const after = { orders: rows.map(row => row.number) }
      if (rows.length > 0) await writeAudit(tx, { ...note(erasing.store, erasing.reason), after })
      return new Set(rows.map(row => row.id))
    })
    left.push(...some.filter(row => !erased.has(row.id)).map(unfinishedOrder))
  }
  return left
}

async function eraseTransfers(ctx: FlowContext, customer: Customer, erasing: Erasing): Promise<Unfinished[]> {
  const left: Unfinished[] = []
  for (const row of customer.finishedTransfers) {
    const erased = await inTransaction(ctx, async tx => {
      const done = await eraseTransfer(tx, erasing, row)
      const after = { transfers: [row.number] }
      if (done) await writeAudit(tx, { ...note(erasing.store, erasing.reason), after })
      return done
    })
    if (!erased) left.push(unfinishedTransfer(row))
  }
  return left
}

/** Which customer it was is not said: the numbers of the orders tell whoever may know. */
const note = (store: string, reason: string) => ({
  store,
  action: 'customer.erase',
  subject: 'orders of one customer',
  reason,
})
