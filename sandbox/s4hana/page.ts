import { fixed } from '../../src/domain/amount.ts'
import { type OrderOnPage, ordersApp } from '../orders-page.tsx'
import { fieldsOf } from './body.ts'
import type { BillingDocument, Books, Delivery, SalesOrder } from './books.ts'
import { folderOf } from './clerk.ts'
import { grossTotal, isRejected, processStatus } from './orders.ts'

export const pagesApp = (books: Books) =>
  ordersApp(() => {
    const orders = books.journal.list<SalesOrder>('orders')
    const deliveries = books.journal.list<Delivery>('deliveries')
    const billing = books.journal.list<BillingDocument>('billing')
    const made = [...deliveries.map(told), ...billing.map(toldBilling)]
    return {
      name: 'SAP S/4HANA (sandbox)',
      counts: `${orders.length} orders, ${deliveries.length} deliveries, ${billing.length} billing documents`,
      orders: orders.map(order => onPage(books, order, made)),
    }
  })

interface Told {
  readonly order: string
  readonly text: string
}

const told = ({ order, number, issuedOn }: Delivery): Told => ({
  order,
  text: `delivery ${number}${issuedOn === undefined ? ' packed' : ''}`,
})

const toldBilling = ({ order, number, isCancelled, cancels }: BillingDocument): Told => ({
  order,
  text: cancels === undefined ? `invoice ${number}${isCancelled ? ' cancelled' : ''}` : `${number} cancels ${cancels}`,
})

const STATUSES = { A: 'open', B: 'in process', C: 'completed' } as const

const onPage = (books: Books, order: SalesOrder, made: readonly Told[]): OrderOnPage => ({
  number: order.number,
  reference: order.fields.PurchaseOrderByCustomer ?? '',
  // All is sold to one customer: the buyer is an address of the order.
  customer: order.partners.flatMap(partner => fieldsOf(partner, 'to_Address')[0]?.AddresseeFullName ?? [])[0] ?? '',
  date: order.day,
  total: `${fixed(grossTotal(order), 2)} ${order.fields.TransactionCurrency ?? ''}`,
  status: isRejected(order) ? 'rejected' : STATUSES[processStatus(order)],
  folder: folderOf(books, order.number),
  followedBy: made.filter(one => one.order === order.number).map(({ text }) => text),
})
