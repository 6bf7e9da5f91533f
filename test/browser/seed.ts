import { and, eq } from 'drizzle-orm'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { Database } from '../../src/db/client.ts'
import { problemOrders, problems } from '../../src/db/schema/operations.ts'
import { followUps, orders } from '../../src/db/schema/orders.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { amount } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { drafts } from './seed-drafts.ts'
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

/** Two stores with orders in every phase, over the last 30 hours before `now`. */
export async function seed(
  db: Database,
  box: SecretBox,
  now: Date,
  adminOrigin = 'https://admin.main.example',
): Promise<Seeded> {
  await seedStores(db, box, now, adminOrigin)
  const pdf = await invoicePdf()
  const made: Awaited<ReturnType<typeof seedOrder>>[] = []
  for (const draft of drafts(now).reverse()) made.unshift(await seedOrder(db, draft, now, pdf))
  const at = (index: number) => {
    const found = made[index]
    if (!found) throw new Error(`no seeded order ${index}`)
    return found
  }
  const held = made.filter(order => order.phase === 'held' && order.store === 'main')
  const missing = await seedProblem(
    db,
    'main',
    'item_missing:b1:SKU-4711',
    'SAP Business One does not know item SKU-4711.',
    held.slice(0, -1),
    now,
    95,
  )
  await seedProblem(db, 'main', 'login_refused:magento', 'The log-in at Magento of store main is refused.', [], now, 12)
  const last = held.slice(-1)
  const cent = await seedProblem(
    db,
    'main',
    'totals_differ:b1',
    `Order ${last[0]?.number}: SAP comes to a cent more than Magento.`,
    last,
    now,
    40,
  )
  const foreign = made.find(order => order.store === 'usa' && order.documentId !== undefined)
  const foreignProblem = await seedProblem(
    db,
    'usa',
    'item_missing:b1-us:LAMP-220',
    'SAP Business One (US) does not know item LAMP-220.',
    made.filter(order => order.phase === 'held' && order.store === 'usa'),
    now,
    30,
  )
  await db.insert(problems).values({
    store: 'main',
    cause: 'no_answer:b1',
    title: 'Connection b1 has not taken the sales document for a while.',
    remedy: 'It is tried again by itself.',
    detail: 'connect ECONNREFUSED',
    openedAt: ago(now, 60 * 26),
    lastSeenAt: ago(now, 60 * 25),
    closedAt: ago(now, 60 * 25),
    closedReason: 'nothing waits for it any more',
  })
  const [first, waiting] = [at(0), made.find(order => order.phase === 'waiting')]
  const heldOrder = held[0]
  if (
    !foreign?.documentId ||
    first.documentId === undefined ||
    !heldOrder ||
    !waiting ||
    first.attemptId === undefined ||
    first.erpNumber === undefined
  )
    throw new Error('the seed is incomplete')
  await differOnOneLine(db, at(1).id)
  return {
    done: {
      id: first.id,
      number: first.number,
      erpNumber: first.erpNumber,
      invoiceId: first.documentId,
      email: first.email,
    },
    held: { id: heldOrder.id, number: heldOrder.number, problemId: missing },
    waiting: { id: waiting.id, number: waiting.number },
    differing: { id: cent > 0 ? at(1).id : 0 },
    foreign: { id: foreign.id, documentId: foreign.documentId, problemId: foreignProblem },
    attemptId: first.attemptId,
  }
}

async function seedProblem(
  db: Database,
  store: string,
  cause: string,
  title: string,
  waiting: readonly { readonly id: number }[],
  now: Date,
  minutes: number,
): Promise<number> {
  const [row] = await db
    .insert(problems)
    .values({
      store,
      connection: store === 'main' ? 'b1' : 'b1-us',
      cause,
      title,
      remedy: 'Create the item in SAP or map the SKU (policies.itemMap); the orders go on by themselves.',
      detail: "-2028: No matching records found (ODBC -2028)  [OITM.ItemCode][line: 1] , 'Item <SKU-4711>'",
      openedAt: ago(now, minutes),
      lastSeenAt: ago(now, 2),
    })
    .returning({ id: problems.id })
  if (!row) throw new Error('no problem')
  if (waiting.length > 0)
    await db
      .insert(problemOrders)
      .values(
        waiting.map((order, index) => ({ problemId: row.id, orderId: order.id, since: ago(now, minutes - index) })),
      )
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
