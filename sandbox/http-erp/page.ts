import { fixed } from '../../src/domain/amount.ts'
import { type OrderOnPage, ordersApp } from '../orders-page.tsx'
import { type Books, documentKinds, type ErpDocument, type Order } from './books.ts'
import { folderOf } from './clerk.ts'

export const pagesApp = (books: Books) =>
  ordersApp(() => {
    const orders = books.journal.list<Order>('orders')
    const made = documentKinds.flatMap(kind => books.journal.list<ErpDocument>(kind))
    return {
      name: 'Sandbox ERP',
      counts: `${orders.length} orders, ${made.length} documents`,
      orders: orders.map(order => onPage(books, order, made)),
    }
  })

const onPage = (books: Books, order: Order, made: readonly ErpDocument[]): OrderOnPage => ({
  number: order.number,
  reference: order.reference,
  customer: order.customer.name,
  date: order.date,
  total: `${fixed(order.total, 2)} ${order.currency}`,
  status: order.status,
  folder: folderOf(books, order.id),
  followedBy: made
    .filter(document => document.orderId === order.id)
    .map(document => `${document.number}${document.cancelled ? ' cancelled' : ''}`),
})
