import { fixed } from '../../src/domain/amount.ts'
import { printPaper } from '../plain-paper.ts'
import type { Books, DocumentKind, ErpDocument, Order } from './books.ts'

const TITLES: Readonly<Record<DocumentKind, string>> = {
  shipments: 'Dobavnica',
  invoices: 'Račun',
  'credit-notes': 'Dobropis',
}

/** The printed form of a document. @returns the bytes of a PDF */
export const printDocument = (
  books: Books,
  kind: DocumentKind,
  document: ErpDocument,
  order: Order,
): Promise<Uint8Array> =>
  printPaper({
    title: `${TITLES[kind]} ${document.number}`,
    printedAt: books.clock.now(),
    lines: [
      `${order.customer.name}, ${order.customer.city ?? ''}`,
      `${document.date}, naročilo ${order.number}, vaša oznaka ${order.reference}`,
      ...document.parcels.map(parcel => `${parcel.carrier} ${parcel.number}`),
      ...document.lines.map(line => {
        const text = order.lines.find(one => one.line === line.orderLine)?.text ?? ''
        return `${line.quantity} × ${line.item} ${text}   ${fixed(line.gross, 2)}`
      }),
      ...document.charges.map(charge => `${charge.text}   ${fixed(charge.gross, 2)}`),
    ],
    total: `Skupaj ${fixed(document.total, 2)} ${document.currency}`,
  })
