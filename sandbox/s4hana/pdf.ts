import { add, fixed, ZERO } from '../../src/domain/amount.ts'
import { printPaper } from '../plain-paper.ts'
import type { BillingDocument, Books } from './books.ts'
import { readOrder } from './orders.ts'

/** The printed form of an invoice. @returns the bytes of a PDF */
export function printInvoice(books: Books, document: BillingDocument): Promise<Uint8Array> {
  const order = readOrder(books.journal, document.order)
  const textOf = (line: number) => order.items.find(item => item.line === line)?.fields.SalesOrderItemText ?? ''
  const total = add(ZERO, ...document.lines.flatMap(({ net, tax }) => [net, tax]))
  return printPaper({
    title: `Račun ${document.number}`,
    printedAt: books.clock.now(),
    lines: [
      `${document.day}, naročilo ${order.number}, vaša oznaka ${order.fields.PurchaseOrderByCustomer ?? ''}`,
      ...document.lines.map(
        ({ line, quantity, material, net, tax }) =>
          `${quantity} × ${material} ${textOf(line)}   ${fixed(net, 2)} + ${fixed(tax, 2)}`,
      ),
    ],
    total: `Skupaj ${fixed(total, 2)} ${document.currency}`,
  })
}
