import { and, eq } from 'drizzle-orm'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { Database } from '../../src/db/client.ts'
import { problemOrders, problems } from '../../src/db/schema/operations.ts'
import { followUps, orders } from '../../src/db/schema/orders.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { drafts } from './seed-drafts.ts'
import { seedInbox } from './seed-inbox.ts'
import { seedOrder } from './seed-order.ts'
import { ago, seedStores } from './seed-stores.ts'

/** What tests point at. */
export interface Seeded {
  readonly done: {
    readonly id: number
    readonly number: string
    readonly erpNumber: string
    readonly invoiceId: number
    readonly email: string
  }
  readonly held: { readonly id: number; readonly number: string; readonly problemId: number }
  readonly waiting: { readonly id: number; readonly number: string }
  readonly differing: { readonly id: number }
  readonly foreign: { readonly id: number; readonly documentId: number; readonly problemId: number }
  readonly attemptId: number
}

type Made = Awaited<ReturnType<typeof seedOrder>>

/** Two stores with orders in every phase, over the last 30 hours before `now`. */
export async function seed(
  db: Database,
  box: SecretBox,
  now: Date,
  adminOrigin = 'https://admin.main.example',
): Promise<Seeded> {
  await seedStores(db, box, now, adminOrigin)
  const pdf = await invoicePdf()
  const made: Made[] = []
  for (const draft of drafts(now).reverse()) made.unshift(await seedOrder(db, draft, now, pdf))
  const [first, second] = made
  const held = made.find(order => order.phase === 'held' && order.store === 'main')
  const waiting = made.find(order => order.phase === 'waiting')
  const foreign = made.find(order => order.store === 'usa' && order.documentId !== undefined)
  if (
    !first?.documentId ||
    !first.attemptId ||
    !first.erpNumber ||
    !second ||
    !held ||
    !waiting ||
    !foreign?.documentId
  )
    throw new Error('the seed is incomplete')
  const problemIds = await seedProblems(db, made, now)
  await differOnOneLine(db, second.id)
  await seedInbox(db, now)
  return {
    done: {
      id: first.id,
      number: first.number,
      erpNumber: first.erpNumber,
      invoiceId: first.documentId,
      email: first.email,
    },
    held: { id: held.id, number: held.number, problemId: problemIds.main },
    waiting: { id: waiting.id, number: waiting.number },
    differing: { id: second.id },
    foreign: { id: foreign.id, documentId: foreign.documentId, problemId: problemIds.usa },
    attemptId: first.attemptId,
  }
}

/** A missing item in each store, a difference of a cent, a refused log-in, and one problem that is over. */
async function seedProblems(
  db: Database,
  made: readonly Made[],
  now: Date,
): Promise<{ readonly main: number; readonly usa: number }> {
  const heldIn = (store: string) => made.filter(order => order.phase === 'held' && order.store === store)
  const [held, last] = [heldIn('main').slice(0, -1), heldIn('main').slice(-1)]
  const main = await seedProblem(
    db,
    'main',
    'item_missing:b1:SKU-4711',
    'SAP Business One does not know item SKU-4711.',
    held,
    ago(now, 95),
  )
  await seedProblem(
    db,
    'main',
    'login_refused:magento',
    'The log-in at Magento of store main is refused.',
    [],
    ago(now, 12),
  )
  await seedProblem(
    db,
    'main',
    'totals_differ:b1',
    `Order ${last[0]?.number}: SAP comes to a cent more than Magento.`,
    last,
    ago(now, 40),
  )
  const usa = await seedProblem(
    db,
    'usa',
    'item_missing:b1-us:LAMP-220',
    'SAP Business One (US) does not know item LAMP-220.',
    heldIn('usa'),
    ago(now, 30),
  )
  const over = await seedProblem(
    db,
    'main',
    'no_answer:b1',
    'Connection b1 has not taken the sales document for a while.',
    [],
    ago(now, 60 * 26),
  )
  await db
    .update(problems)
    .set({ closedAt: ago(now, 60 * 25), closedReason: 'nothing waits for it any more' })
    .where(eq(problems.id, over))
  return { main, usa }
}

async function seedProblem(
  db: Database,
  store: string,
  cause: string,
  title: string,
  waiting: readonly Made[],
  openedAt: Date,
): Promise<number> {
  const remedy = 'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.'
  const detail = "-2028: No matching records found (ODBC -2028)  [OITM.ItemCode][line: 1] , 'Item <SKU-4711>'"
  const connection = store === 'main' ? 'b1' : 'b1-us'
  const [row] = await db
    .insert(problems)
    .values({ store, connection, cause, title, remedy, detail, openedAt, lastSeenAt: openedAt })
    .returning({ id: problems.id })
  if (!row) throw new Error('no problem')
  const since = (index: number) => new Date(openedAt.getTime() + index * 60_000)
  if (waiting.length > 0)
    await db
      .insert(problemOrders)
      .values(waiting.map((order, index) => ({ problemId: row.id, orderId: order.id, since: since(index) })))
  return row.id
}

/** The ERP shipped everything, Magento knows of nothing: the line is marked. */
async function differOnOneLine(db: Database, orderId: number): Promise<void> {
  const [row] = await db.select().from(orders).where(eq(orders.id, orderId))
  const canonical = row?.canonical as CanonicalOrder // written above
  const progress = Object.fromEntries(
    Object.entries(canonical.progress).map(([key, value]) => [key, { ...value, shipped: amount('0') }]),
  )
  await db
    .update(orders)
    .set({ canonical: { ...canonical, progress } })
    .where(eq(orders.id, orderId))
  await db
    .update(followUps)
    .set({ magentoId: null })
    .where(and(eq(followUps.orderId, orderId), eq(followUps.kind, 'shipment')))
}

async function invoicePdf(): Promise<Uint8Array> {
  const file = await PDFDocument.create()
  const page = file.addPage([420, 595])
  const font = await file.embedFont(StandardFonts.Helvetica)
  page.drawText('Invoice', { x: 40, y: 520, size: 28, font })
  page.drawText('Home & Oak d.o.o., Ljubljana', { x: 40, y: 490, size: 11, font })
  page.drawText('Total  EUR 89.00', { x: 40, y: 440, size: 14, font })
  return await file.save()
}
