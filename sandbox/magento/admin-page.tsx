import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { Page } from './admin-shell.tsx'
import { bridgeRoutes, type Framing } from './bridge-frame.tsx'
import type { HttpBindings } from './http-app.ts'
import { filesOf, type OrderFile } from './module-routes.ts'
import { fixed2 } from './money.ts'
import type { Order, OrderDocument, Track } from './records.ts'
import { documentsOf, type Shop } from './shop.ts'
import { isOrderKind, ORDER_KINDS } from './shopper.ts'
import { readStaffMember, type StaffMember } from './staff.ts'
import { StaffActions, staffRoutes } from './staff-actions.tsx'

const PAGE_SIZE = 200

/** Who looks at the shop, and the bridge that is paired with it. */
interface View {
  readonly shop: Shop
  readonly hasBridge: boolean
  readonly staff: StaffMember
}

/** What a person sees of the simulated shop: its orders, everything that was done to one of them, and the bridge's page. */
export function adminPages(shop: Shop, framing?: Framing): Hono<HttpBindings> {
  const app = new Hono<HttpBindings>()
  const viewFor = (c: Context): View => ({
    shop,
    hasBridge: framing?.bridge() !== undefined,
    staff: readStaffMember(c),
  })
  for (const path of ['/', '/admin/*'])
    app.use(path, async (c, next) => {
      await next()
      const bridge = framing?.bridge()
      const framed = bridge ? `; script-src 'self'; connect-src 'self'; frame-src ${new URL(bridge.url).origin}` : ''
      c.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'${framed}`)
    })
  app.route('/', staffRoutes(shop))
  if (framing) app.route('/', bridgeRoutes(framing))
  app.get('/', c => c.html(page(<OrderList {...viewFor(c)} />)))
  app.get('/admin/orders/:id{\\d+}', c => {
    const order = shop.journal.get<Order>('orders', c.req.param('id'))
    return order ? c.html(page(<OrderPage {...viewFor(c)} order={order} />)) : c.html(page(<NotFound />), 404)
  })
  app.get('/admin/orders/:id{\\d+}/files/:file{\\d+}', c => {
    const file = filesOf(shop, Number(c.req.param('id'))).find(one => one.document_id === Number(c.req.param('file')))
    const content = file && shop.journal.get<string>('file_contents', file.document_id)
    if (!file || content === undefined) return c.html(page(<NotFound />), 404)
    return c.body(Buffer.from(content, 'base64'), 200, {
      'content-type': file.mime,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      'x-content-type-options': 'nosniff',
    })
  })
  return app
}

/** Browsers lay out a page without a doctype by older rules. */
const page = (node: Child): string => `<!doctype html>${String(node)}`

const NotFound = () => (
  <Page title="Not found" hasBridge={false}>
    <p>
      <a href="/">All orders</a>
    </p>
  </Page>
)

function OrderList({ shop, hasBridge, staff }: View) {
  const orders = shop.journal.list<Order>('orders').toReversed()
  return (
    <Page title="Orders" here="orders" staff={staff} hasBridge={hasBridge}>
      <p>
        {orders.length} orders{orders.length > PAGE_SIZE ? `, the newest ${PAGE_SIZE} are shown` : ''}. Nobody real
        bought anything here.
      </p>
      <Table
        head={['Order', 'Placed (UTC)', 'Kind', 'Customer', 'State', 'Status', 'Total', 'Paid', 'Refunded']}
        rows={orders
          .slice(0, PAGE_SIZE)
          .map(order => [
            <a href={`/admin/orders/${order.entity_id}`}>{order.increment_id}</a>,
            order.created_at,
            kindLabel(shop, order),
            order.customer_email,
            order.state,
            order.status,
            money(order, 'grand_total'),
            money(order, 'total_paid'),
            money(order, 'total_refunded'),
          ])}
      />
    </Page>
  )
}

function kindLabel(shop: Shop, order: Order): string {
  const kind = shop.journal.get<string>('order_kinds', order.entity_id) ?? ''
  return isOrderKind(kind) ? ORDER_KINDS[kind] : kind
}

function money(record: Order | OrderDocument, field: string): string {
  const value = record[field]
  return typeof value === 'number' ? `${fixed2(value)} ${String(record.order_currency_code ?? '')}` : ''
}

function Table({ head, rows }: { head: string[]; rows: Child[][] }) {
  if (rows.length === 0) return <p class="empty">None yet.</p>
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            {head.map(title => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr>
              {row.map(cell => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OrderPage({ shop, hasBridge, staff, order }: View & { order: Order }) {
  return (
    <Page title={`Order ${order.increment_id}`} here="orders" staff={staff} hasBridge={hasBridge}>
      <p>
        <a href="/">All orders</a>
        {hasBridge ? (
          <>
            {' '}
            · <a href={`/admin/orders/${order.entity_id}/orderbridge`}>Orderbridge</a>
          </>
        ) : null}
      </p>
      <p>
        {kindLabel(shop, order)}. State {order.state}, status {order.status}. {order.customer_firstname}{' '}
        {order.customer_lastname}, {order.customer_email}. {money(order, 'grand_total')}, paid by {order.payment.method}
        {order.ext_order_id ? `, ERP ${order.ext_order_id}` : ''}.
      </p>
      <StaffActions order={order} />
      <h2>Items</h2>
      <Table
        head={['Id', 'SKU', 'Name', 'Ordered', 'Invoiced', 'Shipped', 'Refunded', 'Canceled']}
        rows={order.items.map(item => [
          item.item_id,
          item.sku,
          item.name,
          item.qty_ordered,
          item.qty_invoiced,
          item.qty_shipped,
          item.qty_refunded,
          item.qty_canceled,
        ])}
      />
      <h2>Documents</h2>
      <Documents shop={shop} order={order} />
      <h2>Files from the ERP</h2>
      <Table
        head={['File', 'Kind', 'ERP document', 'Bytes', 'Customer sees it']}
        rows={filesOf(shop, order.entity_id).map(file => [
          fileLink(file),
          file.kind,
          file.erp_document_id,
          file.size,
          file.visible_to_customer ? 'yes' : 'no',
        ])}
      />
      <h2>Where it stands in the ERP</h2>
      <SyncStates shop={shop} order={order} />
      <h2>History</h2>
      <Table
        head={['When (UTC)', 'Status', 'Comment']}
        rows={order.status_histories.map(one => [one.created_at, one.status ?? '', one.comment ?? ''])}
      />
    </Page>
  )
}

const fileLink = (file: OrderFile) => (
  <a href={`/admin/orders/${file.order_id}/files/${file.document_id}`}>{file.filename}</a>
)

function Documents({ shop, order }: { shop: Shop; order: Order }) {
  const { entity_id: id } = order
  const rows = [
    ...documentsOf(shop, 'invoices', id).map(one => documentRow('Invoice', one)),
    ...documentsOf(shop, 'shipments', id).map(one => documentRow('Shipment', one, one.tracks)),
    ...documentsOf(shop, 'creditmemos', id).map(one => documentRow('Credit memo', one)),
  ]
  return <Table head={['Document', 'When (UTC)', 'Items', 'Total', 'Comment', 'Tracking']} rows={rows} />
}

const documentRow = (label: string, document: OrderDocument, tracks: readonly Track[] = []): Child[] => [
  `${label} ${document.increment_id}`,
  document.created_at,
  document.items.map(item => `${item.qty} × ${item.sku}`).join(', '),
  money(document, 'grand_total'),
  document.comments.map(comment => comment.comment ?? '').join(' / '),
  tracks.map(track => `${track.title} ${track.track_number}`).join(', '),
]

interface SyncStateRow {
  readonly connection_name: string
  readonly erp_document_number: string | null
  readonly state: string
  readonly message: string | null
}

function SyncStates({ shop, order }: { shop: Shop; order: Order }) {
  const states = shop.journal.get<SyncStateRow[]>('sync_states', order.entity_id) ?? []
  const rows = states.map(one => [one.connection_name, one.erp_document_number ?? '', one.state, one.message ?? ''])
  return <Table head={['ERP', 'Document', 'State', 'Message']} rows={rows} />
}
