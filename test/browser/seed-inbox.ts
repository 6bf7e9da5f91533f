import { asc, eq } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'
import { inbox } from '../../src/db/schema/messages.ts'
import { followUps, orders } from '../../src/db/schema/orders.ts'
import { ago } from './seed-stores.ts'

type Row = typeof inbox.$inferInsert

/** An order as mage-os async events sends it. */
const BODY = JSON.stringify({
  data: {
    entity_id: 900_001,
    increment_id: '000900001',
    customer_email: 'ana.novak@example.com',
    customer_firstname: 'Ana',
    customer_lastname: 'Novak',
    grand_total: 89,
  },
})

/** What each store heard of its orders in the last hours: through, waiting, put back, and a webhook with its body. */
export async function seedInbox(db: Database, now: Date): Promise<void> {
  const known = await db
    .select({ store: orders.store, key: orders.magentoId, placedAt: orders.placedAt })
    .from(orders)
    .orderBy(asc(orders.id))
  const documents = await db.select().from(followUps).where(eq(followUps.kind, 'invoice')).orderBy(asc(followUps.id))
  const row = (values: Partial<Row> & Pick<Row, 'store' | 'source' | 'receivedAt'>, index: number): Row => ({
    ...{ entity: 'order', entityKey: '', eventType: 'order.saved', attempts: 1, outcome: 'known' },
    ...{ dedupeKey: `${values.source}:seed-${index}`, processedAt: values.receivedAt },
    ...values,
  })
  const heard = known.map(({ store, key, placedAt }) => ({
    ...{ store, source: 'magento_poll', entityKey: String(key), receivedAt: placedAt },
    outcome: 'new: preparing',
  }))
  const invoiced = documents.map(({ store, connection, erpId, createdAt }) => ({
    ...{ store, connection, source: 'erp_webhook', entity: 'invoice', entityKey: erpId, receivedAt: createdAt },
    ...{ eventType: 'invoice.changed', outcome: 'followed' },
  }))
  const waits = { attempts: 3, processedAt: null, dueAt: new Date(now.getTime() + 125_000) }
  const delivery = { entity: 'delivery', eventType: 'sales.order.created' }
  const main = { store: 'main', receivedAt: ago(now, 4) }
  const rows = [
    ...heard,
    ...invoiced,
    { ...main, source: 'module', entity: 'delivery', eventType: 'events', outcome: '3 events' },
    {
      ...{ ...main, ...delivery, ...waits, source: 'async_events', body: Buffer.from(BODY) },
      outcome: 'could not be read: connect ECONNREFUSED 10.0.0.1:443',
    },
    {
      ...{ ...main, ...waits, source: 'erp_webhook', connection: 'b1', entity: 'sales_document', entityKey: '4711' },
      ...{ eventType: 'sales_document.changed', outcome: 'its sales document is not linked yet, or changed meanwhile' },
    },
  ]
  await db.insert(inbox).values(rows.map(row))
}
