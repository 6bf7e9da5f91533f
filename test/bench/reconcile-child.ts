import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { followUps, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import type { FollowUp, SalesDocument } from '../../src/domain/fulfilment.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { ORDERS_PER_PAGE } from '../../src/flows/reconcile/list-orders-to-compare.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import type { Magento, MagentoDocument } from '../../src/magento/contract.ts'
import { openRuntime, type Runtime } from '../../src/runtime.ts'
import { filledOrder } from './fill.ts'

/** One measurement, in a process of its own: its peak memory is that of nothing else. */
export interface Job {
  readonly config: Runtime['config']
  readonly template: Template
  /** Of the latest orders so many. */
  readonly count: number
  readonly work: 'compare' | 'read'
}

export interface Measured {
  readonly seconds: number
  readonly peakMb: number
  readonly calls: number
}

/** The one order, as our database and both far sides have it. */
export interface Template {
  readonly store: string
  readonly orderId: number
  /** JSON as REST gives it. */
  readonly raw: string
  readonly documents: readonly MagentoDocument[]
  readonly salesDocument: SalesDocument
  /** In the order of our rows: the copies are numbered in it. */
  readonly followUps: readonly FollowUp[]
}

/** Copies are placed one every 30 seconds (fill.ts). */
const EVERY_MS = 30_000

async function run({ config, template, count, work }: Job): Promise<Measured> {
  const runtime = await openRuntime(config)
  const calls = { made: 0 }
  const ctx = mirror(runtime.context({ kind: 'job', task: 'bench' }), template, calls)
  const startedAt = performance.now()
  await (work === 'compare' ? compare(ctx, template.store, count) : readBare(ctx, template.store))
  const seconds = (performance.now() - startedAt) / 1_000
  await runtime.close()
  return { seconds, peakMb: process.resourceUsage().maxRSS / 1_024, calls: calls.made }
}

async function compare(ctx: FlowContext, store: string, count: number): Promise<void> {
  const now = ctx.clock.now()
  const from = new Date(now.getTime() - (count + 0.5) * EVERY_MS)
  const { read, found } = await reconcile(ctx, { store, from, to: now })
  if (Math.abs(read - count) > count / 50) throw new Error(`${read} orders were compared instead of ${count}`)
  if (found > 0) throw new Error(`${found} drifts where both sides are equal`)
}

/** The floor: the same rows, page by page, and nothing done with them. */
async function readBare(ctx: FlowContext, store: string): Promise<void> {
  for (let after = 0; ; ) {
    const page = await ctx.db
      .select()
      .from(orders)
      .where(and(eq(orders.store, store), gt(orders.id, after)))
      .orderBy(asc(orders.id))
      .limit(ORDERS_PER_PAGE)
    const ids = page.map(({ id }) => id)
    if (ids.length === 0) return
    await ctx.db.select().from(salesDocuments).where(inArray(salesDocuments.orderId, ids))
    await ctx.db.select().from(followUps).where(inArray(followUps.orderId, ids))
    after = ids.at(-1) ?? after
  }
}

const copyOf = (id: number): number => id - filledOrder(0)

/** The far sides as if each copy were an order of its own (the numbers are those of fill.ts). */
function mirror(ctx: FlowContext, template: Template, calls: { made: number }): FlowContext {
  const call = <T>(answer: T): Promise<T> => {
    calls.made += 1
    return Promise.resolve(answer)
  }
  const documentOf = (erpId: string) => ({
    ...template.salesDocument,
    erpId,
    orderbridgeId: `filled-${Math.floor((Number(erpId) - filledOrder(0)) / 10)}`,
  })
  const magento: Partial<Magento> = {
    readOrders: ids =>
      call(ids.map(id => ({ ...JSON.parse(template.raw), entity_id: id, increment_id: String(id) }) as unknown)), // as REST would have it
    readDocuments: ids => call(ids.flatMap(id => template.documents.map(document => ({ ...document, orderId: id })))),
    listChangedOrders: (since, after, limit) => {
      const oldest = Math.floor((ctx.clock.now().getTime() - since.getTime()) / EVERY_MS)
      const first = after ? copyOf(after.id) - 1 : oldest
      const page = Array.from({ length: Math.min(limit, Math.max(0, first)) }, (_, i) => first - i)
      return call(page.map(i => hintOf(ctx, i)))
    },
  }
  const erp: Partial<ErpConnector> = {
    readChanges: () => call({ changes: [], cursor: '' }),
    findSalesDocuments: keys =>
      call(new Map(keys.map(key => [key, documentOf(String(filledOrder(0) + Number(key.split('-')[1]) * 10))]))),
    readSalesDocuments: ids => call(ids.map(documentOf)),
    findFollowUps: ids =>
      call(
        ids.flatMap(id =>
          template.followUps.map((followUp, k) => ({
            ...followUp,
            erpId: String(Number(id) + k),
            lines: followUp.lines.map(line => ({ ...line, salesDocumentId: id })),
          })),
        ),
      ),
    readFollowUps: () => call([]),
  }
  const { remotes } = ctx
  return {
    ...ctx,
    remotes: {
      ...remotes,
      magento: async code => ({ ...(await remotes.magento(code)), ...magento }),
      erp: async code => ({ ...(await remotes.erp(code)), ...erp }),
    },
  }
}

function hintOf(ctx: FlowContext, i: number) {
  const at = new Date(ctx.clock.now().getTime() - i * EVERY_MS).toISOString().slice(0, 19).replace('T', ' ')
  const id = filledOrder(i)
  return { id, number: String(id), storeViewId: 1, state: 'complete', status: 'complete', createdAt: at, updatedAt: at }
}

process.once('message', (job: Job) => {
  void run(job).then(measured => process.send?.(measured))
})
