import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { Folder } from './clerk.ts'
import { ErpPage, HeadedTable, newest, wholePage } from './erp-page.tsx'

/** What a person would see in an ERP: its orders, and what was made of them. */
export interface OrdersPage {
  /** Name of the ERP. */
  readonly name: string
  /** What there is: "12 orders, 9 documents". */
  readonly counts: string
  /** Oldest first. */
  readonly orders: readonly OrderOnPage[]
}

export interface OrderOnPage {
  readonly number: string
  readonly reference: string
  readonly customer: string
  readonly date: string
  readonly total: string
  readonly status: string
  readonly folder: Folder | undefined
  readonly followedBy: readonly string[]
}

export function ordersApp(read: () => OrdersPage): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', context => context.html(wholePage(<Overview {...read()} />)))
  return app
}

const Overview: FC<OrdersPage> = ({ name, counts, orders }) => (
  <ErpPage erp={name} title="Orders">
    <p>{counts}</p>
    <HeadedTable heads={['Number', 'Reference', 'Customer', 'Date', 'Total', 'Status', 'Clerk', 'Followed by']}>
      {newest(orders).map(order => (
        <OrderRow {...order} />
      ))}
    </HeadedTable>
  </ErpPage>
)

const OrderRow: FC<OrderOnPage> = ({ number, reference, customer, date, total, status, folder, followedBy }) => (
  <tr>
    <td>{number}</td>
    <td>{reference}</td>
    <td>{customer}</td>
    <td>{date}</td>
    <td class="n">{total}</td>
    <td>{status}</td>
    <td>
      {folder === undefined
        ? ''
        : `${folder.plan}${folder.done ? ', done' : ''}${folder.trouble ? `: ${folder.trouble}` : ''}`}
    </td>
    <td>{followedBy.join(', ')}</td>
  </tr>
)
