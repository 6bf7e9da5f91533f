import { Hono } from 'hono'
import type { Child, FC } from 'hono/jsx'
import { requireRole } from '../../flows/require-role.ts'
import { findOrders } from '../../flows/view/find-orders.ts'
import { listChangedOrders, listOrders, type OrderRow, placeOfOrder } from '../../flows/view/list-orders.ts'
import { listSavedViews } from '../../flows/view/list-saved-views.ts'
import { type Page, readPlace, writePlace } from '../../flows/view/paging.ts'
import { Say, say } from '../language/say.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { type AdminContext, type AdminEnv, codesOf, may, queryText, Refusal, readMoment } from '../viewer.ts'
import { type ColumnName, columnsFor, FIRST_COLUMNS, readColumns } from './column-names.ts'
import { type OrderQuery, readOrderQuery } from './filter.ts'
import { OrderFilters, OrderLine, OrderTable } from './list.tsx'
import type { StuckAction } from './stuck-dialog.tsx'
import { FilterSentence, Views } from './views.tsx'

/** Commits become visible later than the time they carry; asking a little further back misses none. */
const OVERLAP_MS = 10_000

export const orderListRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const query = readOrderQuery(c)
    const paging = pagingOf(c)
    const meant = await orderOfMagento(c, query.stores)
    if (meant) return c.redirect(`/admin/orders/${meant.id}`)
    const asked = c.get('options').clock.now()
    const [page, saved] = await Promise.all([
      listOrders(viewer.ctx, { stores: query.stores, filter: query.filter, paging }),
      listSavedViews(viewer.ctx, codesOf(viewer)),
    ])
    const only = onlyMatch(query, page)
    if (only) return c.redirect(`/admin/orders/${only.id}`)
    const columns = columnsFor(query.columns, saved.columns)
    const live = !paging.after && !paging.before && page.rows.length > 0
    return renderPage(
      c,
      { title: say('Orders'), place: 'orders' },
      <>
        <div class="head">
          <h1>{say('Orders')}</h1>
          {may(viewer, 'operate') && page.rows.some(needsPerson) ? <StuckActions c={c} /> : null}
        </div>
        <Views views={saved.views} query={query} columns={columns} viewer={viewer} />
        <OrderFilters query={query} viewer={viewer} />
        <FilterSentence query={query} />
        {live ? <Watcher c={c} page={page} columns={columns} since={asked} newer={0} /> : null}
        {page.rows.length > 0 ? (
          <OrderTable rows={page.rows} viewer={viewer} columns={columns} />
        ) : (
          <NoOrders query={query} />
        )}
        <Pager c={c} page={page} label={say('Pages of orders')} />
      </>,
    )
  })
  .get('/changes', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const query = readOrderQuery(c)
    const [top, bottom] = [readPlace(c.req.query('top')), readPlace(c.req.query('bottom'))]
    const since = readMoment(Number(c.req.query('since')))
    const columns = readColumns(c.req.query('shown') ?? '') ?? FIRST_COLUMNS
    if (!top || !bottom || !since)
      throw new Refusal(400, say('This address does not say which rows are meant. Load the page again.'))
    const asked = c.get('options').clock.now()
    const { changed, newer } = await listChangedOrders(viewer.ctx, {
      stores: query.stores,
      filter: query.filter,
      top,
      bottom,
      since,
    })
    return c.html(
      <>
        <Watcher
          c={c}
          page={{
            rows: [
              { id: top.id, placedAt: top.at },
              { id: bottom.id, placedAt: bottom.at },
            ],
          }}
          columns={columns}
          since={asked}
          newer={newer}
        />
        {changed.map(order => (
          <hx-partial hx-target={`#order-${order.id}`} hx-swap="outerMorph">
            <OrderLine order={order} viewer={viewer} columns={columns} />
          </hx-partial>
        ))}
      </>,
    )
  })

const needsPerson = (order: OrderRow): boolean => order.phase === 'held' || order.problem !== null

/** For all that match, not only for this page: what they are is shown before anything is done. */
const StuckActions: FC<{ readonly c: AdminContext }> = ({ c }) => {
  const query = new URLSearchParams(new URL(c.req.url).search)
  for (const name of ['after', 'before']) query.delete(name)
  const address = (action: StuckAction) => `/admin/orders/stuck/${action}${query.size > 0 ? `?${query}` : ''}`
  return (
    <div class="actions">
      <button type="button" hx-get={address('retry')} hx-target="#dialog" hx-swap="innerHTML">
        {say('Try again all that match…')}
      </button>
      <button type="button" hx-get={address('skip')} hx-target="#dialog" hx-swap="innerHTML">
        {say('Skip all that match…')}
      </button>
    </div>
  )
}

interface WatcherProps {
  readonly c: AdminContext
  readonly page: Pick<Page<Pick<OrderRow, 'id' | 'placedAt'>>, 'rows'>
  /** Those that the page has: a row that changes keeps them. */
  readonly columns: readonly ColumnName[]
  readonly since: Date
  readonly newer: number
}

/** The tab in Magento's order names the order by its entity id: a number may belong to several. */
async function orderOfMagento(c: AdminContext, stores: readonly string[]) {
  const entity = queryText(c, 'entity')
  if (!/^[1-9]\d{0,14}$/.test(entity)) return undefined
  const found = await findOrders(c.get('viewer').ctx, stores, { kind: 'entity', id: Number(entity) })
  return found.length === 1 ? found[0] : undefined
}

/**
 * A number or an e-mail address that belongs to one order leads straight to it; a SKU or a name shows a list, however
 * short. An order's own number goes before the same number of a document or a SKU of other orders.
 */
function onlyMatch({ filter }: OrderQuery, page: Page<OrderRow>): OrderRow | undefined {
  const { search, ...others } = filter
  if (!search || page.newer || page.older || Object.keys(others).length > 0) return undefined
  const isIt = (number: string): boolean => number === search || number === search.padStart(9, '0')
  const own = page.rows.filter(row => isIt(row.number))
  if (own.length > 0) return own.length === 1 ? own[0] : undefined
  const [first, second] = page.rows
  if (!first || second) return undefined
  return isAddress(search) || [...first.erpNumbers, ...first.invoices].some(isIt) ? first : undefined
}

/** By its shape: to who may only look, the address of the order is not shown whole. */
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text)

/** Asks for rows that changed in place; new orders are announced, not pushed in above what is read. */
const Watcher: FC<WatcherProps> = ({ c, page, columns, since, newer }) => {
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  if (!first || !last) return null
  const here = new URL(c.req.url)
  const list = new URL('/admin/orders', here)
  for (const [name, value] of here.searchParams)
    if (!['top', 'bottom', 'since', 'shown'].includes(name)) list.searchParams.set(name, value)
  const changes = new URL(`/admin/orders/changes${list.search}`, here)
  changes.searchParams.set('top', writePlace(placeOfOrder(first)))
  changes.searchParams.set('bottom', writePlace(placeOfOrder(last)))
  changes.searchParams.set('shown', columns.join(','))
  changes.searchParams.set('since', String(since.getTime() - OVERLAP_MS))
  return (
    <div
      id="watcher"
      aria-live="polite"
      hx-get={changes.pathname + changes.search}
      hx-trigger="live from:document"
      data-every="3"
      hx-swap="outerMorph"
      hx-sync="this:queue last"
    >
      {newer > 0 ? (
        <a class="news" href={list.pathname + list.search}>
          {newer >= 100
            ? say('100 or more new orders · show')
            : say('{n, plural, one {# new order} other {# new orders}} · show', { n: newer })}
        </a>
      ) : null}
    </div>
  )
}

const NoOrders: FC<{ readonly query: OrderQuery; readonly children?: Child }> = ({ query }) =>
  query.sentence ? (
    <div class="empty">
      <h2>{say('No order fits')}</h2>
      <p>
        {say(
          'Nothing matches {sentence}. The search knows whole order numbers, ERP and invoice numbers, whole e-mail addresses, the start of names, and whole SKUs.',
          { sentence: query.sentence },
        )}
      </p>
      <p>
        <a class="button" href="/admin/orders">
          {say('Show all orders')}
        </a>
      </p>
    </div>
  ) : (
    <div class="empty">
      <h2>{say('No order yet')}</h2>
      <p>
        <Say
          text="Orders stand here seconds after somebody places them in Magento. To see one now, place a test order in the store; to fetch earlier ones, open {runs} and press “Run now” beside the Magento orders."
          runs={<a href="/admin/runs">{say('Runs')}</a>}
        />
      </p>
    </div>
  )
