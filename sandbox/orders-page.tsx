import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Folder } from './clerk.ts'

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
  app.get('/', context => context.html(html`<!doctype html>${<Overview {...read()} />}`))
  return app
}

const STYLE =
  'body{font:14px system-ui;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}td.n,th.n{text-align:right}'

/** Enough for a screen; the count says how many there are. */
const SHOWN = 200

const Overview: FC<OrdersPage> = ({ name, counts, orders }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Orders · {name}</title>
      <style>{STYLE}</style>
    </head>
    <body>
      <h1>Orders</h1>
      <p>{counts}</p>
      <table>
        <thead>
          <tr>
            {['Number', 'Reference', 'Customer', 'Date', 'Total', 'Status', 'Clerk', 'Followed by'].map(head => (
              <th>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders
            .slice(-SHOWN)
            .reverse()
            .map(order => (
              <OrderRow {...order} />
            ))}
        </tbody>
      </table>
    </body>
  </html>
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
