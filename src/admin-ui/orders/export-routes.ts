import { Hono } from 'hono'
import { exportOrders } from '../../flows/view/export-orders.ts'
import { listSavedViews } from '../../flows/view/list-saved-views.ts'
import { type AdminEnv, codesOf } from '../viewer.ts'
import { columnsFor } from './column-names.ts'
import { orderCsv } from './csv.ts'
import { readOrderQuery } from './filter.ts'
import { streamOf } from './stream-of.ts'

/** What the list shows, as a file. */
export const exportRoutes = new Hono<AdminEnv>().get('/export.csv', async c => {
  const viewer = c.get('viewer')
  const { ctx } = viewer
  const query = readOrderQuery(c)
  const saved = await listSavedViews(ctx, codesOf(viewer))
  const columns = columnsFor(query.columns, saved.columns)
  const pages = await exportOrders(ctx, { stores: query.stores, filter: query.filter, columns })
  const body = streamOf(orderCsv(pages, columns), error =>
    ctx.log.error({ error: error instanceof Error ? error.message : String(error) }, 'an export of orders broke off'),
  )
  return c.body(body, 200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="orders-${ctx.clock.now().toISOString().slice(0, 10)}.csv"`,
  })
})
