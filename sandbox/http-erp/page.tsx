import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { FC } from 'hono/jsx'
import { fixed } from '../../src/domain/amount.ts'
import { type Books, documentKinds, type ErpDocument, type Order } from './books.ts'
import { folderOf } from './clerk.ts'

/** What a person would see in the ERP: orders, and what was made of them. */
export function pagesApp(books: Books): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', context => context.html(html`<!doctype html>${<Overview books={books} />}`))
  return app
}

const STYLE =
  'body{font:14px system-ui;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}td.n,th.n{text-align:right}'

/** Enough for a screen; the count says how many there are. */
const SHOWN = 200

const Overview: FC<{ books: Books }> = ({ books }) => {
  const orders = books.journal.list<Order>('orders')
  const made = documentKinds.flatMap(kind => books.journal.list<ErpDocument>(kind))
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Orders · Sandbox ERP</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>Orders</h1>
        <p>
          {orders.length} orders, {made.length} documents
        </p>
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
                <OrderRow books={books} order={order} made={made} />
              ))}
          </tbody>
        </table>
      </body>
    </html>
  )
}

const OrderRow: FC<{ books: Books; order: Order; made: readonly ErpDocument[] }> = ({ books, order, made }) => {
  const folder = folderOf(books, order.id)
  return (
    <tr>
      <td>{order.number}</td>
      <td>{order.reference}</td>
      <td>{order.customer.name}</td>
      <td>{order.date}</td>
      <td class="n">
        {fixed(order.total, 2)} {order.currency}
      </td>
      <td>{order.status}</td>
      <td>
        {folder === undefined
          ? ''
          : `${folder.plan}${folder.done ? ', done' : ''}${folder.trouble ? `: ${folder.trouble}` : ''}`}
      </td>
      <td>
        {made
          .filter(document => document.orderId === order.id)
          .map(document => `${document.number}${document.cancelled ? ' cancelled' : ''}`)
          .join(', ')}
      </td>
    </tr>
  )
}
