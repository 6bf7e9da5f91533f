import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { type Amount, add, fixed } from '../../src/domain/amount.ts'
import { ErpPage, HeadedTable, newest, wholePage } from '../erp-page.tsx'
import { beginWork, type Company, type Dispatch, type Invoice, idOf, type Order, type Work } from './company.ts'
import { text } from './fields.ts'
import { pricedInvoice } from './invoices.ts'
import { findIn } from './lookups.ts'
import { DISPATCH_TEXTS, INVOICE_TEXTS } from './order-status.ts'
import { keyOf, pricedOrder, STATUS_TEXTS } from './orders.ts'
import { allDispatchesOf, allInvoicesOf } from './references.ts'

/** What a person would see in the ERP's client: orders with what followed, and customers. */
export function pagesApp(company: Company): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', context => context.html(wholePage(<Overview work={beginWork(company)} />)))
  app.get('/orders/:year/:book/:number', context => {
    const work = beginWork(company)
    const order = work.get('orders', idOf(keyOf(context.req.param())))
    if (!order)
      return context.html(
        wholePage(
          <ErpPage erp={ERP} title="Not found">
            There is no such order.
          </ErpPage>,
        ),
        404,
      )
    return context.html(wholePage(<Detail work={work} order={order} />))
  })
  return app
}

const ERP = 'SAOP iCenter (sandbox)'

const Overview: FC<{ work: Work }> = ({ work }) => {
  const orders = work.list('orders')
  const customers = work.list('customers')
  return (
    <ErpPage erp={ERP} title="Orders">
      <p>
        {orders.length} orders, {work.list('dispatches').length} dispatch advices, {work.list('invoices').length}{' '}
        invoices, {customers.length} customers, {work.list('items').length} items
      </p>
      <HeadedTable heads={['Number', 'Reference', 'Customer', 'Date', 'Total', 'Status', 'Followed by']}>
        {newest(orders).map(order => (
          <OrderRow work={work} order={order} />
        ))}
      </HeadedTable>
      <h2>Customers</h2>
      <table>
        {newest(customers).map(customer => (
          <tr>
            <td>{text(customer, 'Code')}</td>
            <td>{text(customer, 'Name')}</td>
            <td>{text(customer, 'City')}</td>
            <td>{text(customer, 'TaxNumber')}</td>
          </tr>
        ))}
      </table>
    </ErpPage>
  )
}

const customerName = (work: Work, order: Order): string =>
  text(work.get('customers', text(order.header, 'CustomerId')) ?? {}, 'Name')

const money = (work: Work, value: Amount, currency: string): string =>
  `${fixed(value, 2)} ${text(findIn(work, 'currencies', currency) ?? {}, 'CurrencyCode')}`

const totalOf = (work: Work, order: Order): string =>
  money(work, pricedOrder(work, order).totals.payment, text(order.header, 'CurrencyId'))

interface Followers {
  readonly dispatches: readonly Dispatch[]
  readonly invoices: readonly Invoice[]
}

const followersOf = (work: Work, order: Order): Followers => ({
  dispatches: allDispatchesOf(work, order.key),
  invoices: allInvoicesOf(work, order.key),
})

const OrderRow: FC<{ work: Work; order: Order }> = ({ work, order }) => {
  const { dispatches, invoices } = followersOf(work, order)
  return (
    <tr>
      <td>
        <a href={`/orders/${idOf(order.key)}`}>{idOf(order.key)}</a>
      </td>
      <td>{text(order.header, 'OrderReference')}</td>
      <td>{customerName(work, order)}</td>
      <td>{text(order.header, 'OrderDate').slice(0, 10)}</td>
      <td class="n">{totalOf(work, order)}</td>
      <td>{STATUS_TEXTS[order.status]}</td>
      <td>{[...dispatches, ...invoices].map(({ key }) => idOf(key)).join(', ')}</td>
    </tr>
  )
}

const Detail: FC<{ work: Work; order: Order }> = ({ work, order }) => {
  const { lines } = pricedOrder(work, order)
  const { dispatches, invoices } = followersOf(work, order)
  return (
    <ErpPage erp={ERP} title={`Order ${idOf(order.key)}`}>
      <dl>
        <dt>Customer</dt>
        <dd>
          {text(order.header, 'CustomerId')} {customerName(work, order)}
        </dd>
        <dt>Reference</dt>
        <dd>{text(order.header, 'OrderReference')}</dd>
        <dt>Date</dt>
        <dd>{text(order.header, 'OrderDate').slice(0, 10)}</dd>
        <dt>Status</dt>
        <dd>{STATUS_TEXTS[order.status]}</dd>
        <dt>Total</dt>
        <dd>{totalOf(work, order)}</dd>
      </dl>
      <HeadedTable heads={['Line', 'Item', 'Description', 'Quantity', 'Gross price', 'VAT %', 'Gross']}>
        {order.lines.map((line, index) => (
          <tr>
            <td>{line.OrderLineNo}</td>
            <td>{line.ItemID}</td>
            <td>{text(line, 'ItemTitle1')}</td>
            <td class="n">{line.Qty}</td>
            <td class="n">{lines[index]?.grossPrice}</td>
            <td class="n">{lines[index]?.rate}</td>
            <td class="n">{lines[index] && fixed(add(lines[index].net, lines[index].vat), 2)}</td>
          </tr>
        ))}
      </HeadedTable>
      <h2>Followed by</h2>
      <ul>
        {dispatches.map(({ key, status, tracking }) => (
          <li>
            Dispatch advice {idOf(key)}, {DISPATCH_TEXTS[status]}, {tracking ?? 'no parcel number'}
          </li>
        ))}
        {invoices.map(invoice => (
          <li>
            {invoice.credits ? 'Credit' : 'Invoice'} {idOf(invoice.key)}, {INVOICE_TEXTS[invoice.status]},{' '}
            {money(work, pricedInvoice(work, invoice).totals.payment, text(invoice.header, 'CurrencyId'))},{' '}
            {invoice.attachment === undefined ? 'not printed' : 'printed'}
          </li>
        ))}
      </ul>
    </ErpPage>
  )
}
