import { asc } from 'drizzle-orm'
import { table } from '../../src/cli/table.ts'
import { followUps, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import { startChild } from './child.ts'
import { fixed, round } from './figures.ts'
import { fill } from './fill.ts'
import { describeServer } from './machine.ts'
import type { Job, Measured, Template } from './reconcile-child.ts'
import { type WholeWay, withWholeWay } from './whole-way.ts'

const FEW = 10_000
const MANY = Number(process.env.BENCH_ORDERS ?? 100_000)

/**
 * One order goes the whole way; it is multiplied in the database, and far sides that answer at once have the same of each
 * copy. What is measured is our part: reading, translating, comparing, writing down.
 */
export async function benchReconcile(say: (line: string) => void): Promise<void> {
  await withWholeWay(async way => {
    const { sql } = way.runtime.handle
    say(await describeServer(sql))
    await way.start()
    await way.place(1)
    await way.settled(1)
    await way.stop()
    const template = await readTemplate(way)
    await fill(sql, [{ store: template.store, orderId: template.orderId, share: 100 }], MANY)
    await sql`update orders set placed_at = '2000-01-01' where id = ${template.orderId}` // not among its copies
    const config = { ...way.runtime.config, databaseUrl: way.databaseUrl }
    const few = await measure({ config, template, count: FEW, work: 'compare' })
    const many = await measure({ config, template, count: MANY, work: 'compare' })
    const bare = await measure({ config, template, count: MANY, work: 'read' })
    const row = (name: string, count: number, { seconds, peakMb }: Measured) => [
      name,
      round(count / seconds),
      fixed(count / seconds / (FEW / few.seconds), 2),
      `${round(peakMb)} MB`,
      fixed(peakMb / few.peakMb, 2),
    ]
    const lines = table(
      ['', 'orders/s', 'to the first', 'peak memory', 'to the first'],
      [
        row(`${round(FEW)} orders`, FEW, few),
        row(`${round(MANY)} orders`, MANY, many),
        row('our rows of them read alone', MANY, bare),
      ],
    )
    for (const line of lines) say(line)
    say('')
    say(
      `${round(MANY)} orders compared in ${fixed(many.seconds)} s with ${fixed((many.calls / MANY) * 100, 2)} calls per 100 orders. Each in a process of its own.`,
    )
  })
}

async function measure(job: Job): Promise<Measured> {
  const child = startChild('./reconcile-child.ts')
  const measured = await child.ask<Measured>(job)
  await child.stop()
  return measured
}

async function readTemplate({ runtime }: WholeWay): Promise<Template> {
  const { db } = runtime.handle
  const [order] = await db.select().from(orders)
  const [document] = await db.select().from(salesDocuments)
  if (!order || !document?.erpId) throw new Error('the order did not arrive')
  const magento = await runtime.remotes.magento(order.store)
  const erp = await runtime.remotes.erp(document.connection)
  const [raw] = await magento.readOrders([order.magentoId])
  const [salesDocument] = await erp.readSalesDocuments([document.erpId])
  if (!salesDocument) throw new Error('the ERP has lost the order')
  const rows = await db.select().from(followUps).orderBy(asc(followUps.id))
  const found = await erp.findFollowUps([document.erpId])
  return {
    store: order.store,
    orderId: order.id,
    raw: JSON.stringify(raw),
    documents: await magento.readDocuments([order.magentoId]),
    salesDocument,
    followUps: rows.flatMap(row => found.filter(one => one.kind === row.kind && one.erpId === row.erpId)),
  }
}
