import { type Amount, add, amount, divide, isZero, multiply, ZERO } from '../src/domain/amount.ts'
import type { Order, OrderDocument, OrderItem } from './magento/records.ts'
import { childrenOf, isMoneyShell } from './magento/state-machine.ts'
import type { Sides } from './verdict.ts'

/** Item code of the ERP, or SKU of Magento, with its quantity. */
type Quantity = readonly [string, Amount]
interface ErpLine {
  readonly itemCode: string
  readonly quantity: Amount
}

/** Compares the ERP's documents of one order with Magento's by item and quantity. @returns what differs */
export function lineFaults(sides: Sides): string[] {
  const { order, salesDocuments, erpInvoices, erpShipments, creditNotes, invoices, shipments, creditmemos } = sides
  const inOrder = order.items.filter(item => !isMoneyShell(order, item))
  const isBundled = order.items.some(item => item.product_type === 'bundle')
  // Magento documents a bundle as a whole, and charges a card as a whole at checkout: then the sums are compared.
  const isCharged = invoices.some(invoice => invoice.created_at === order.created_at)
  const erp = (documents: readonly { readonly lines: readonly ErpLine[] }[], skip?: (item: OrderItem) => boolean) =>
    documents.map(({ lines }) => lines.flatMap(line => ofOrder(inOrder, line, skip)))
  const shop = (documents: readonly OrderDocument[]) => documents.map(document => inMagento(order, document))
  const ordered = [inOrder.map((item): Quantity => [item.sku, amount(item.qty_ordered)])]
  const refunds = creditNotes.filter(({ total }) => !isZero(total))
  return [
    ...differ('sales documents', erp(salesDocuments), ordered, true),
    ...differ('invoices', erp(erpInvoices), shop(invoices), isBundled || isCharged),
    ...differ(
      'shipments',
      erp(erpShipments, item => item.is_virtual === 1),
      shop(shipments),
      isBundled,
    ),
    // Part of a bundle cannot be refunded in Magento by line.
    ...(isBundled ? [] : differ('credits', erp(refunds), shop(creditmemos), false)),
  ]
}

function differ(noun: string, erp: Quantity[][], magento: Quantity[][], together: boolean): string[] {
  const told = (documents: Quantity[][]) =>
    (together ? [documents.flat()] : documents)
      .map(written)
      .filter(text => text !== '')
      .sort()
      .join(' | ')
  return told(erp) === told(magento) ? [] : [`${noun}: the ERP has [${told(erp)}], Magento [${told(magento)}]`]
}

/** Freight, fees and rounding may be lines in the ERP; they are none of the order's items. */
function ofOrder(items: readonly OrderItem[], line: ErpLine, skip?: (item: OrderItem) => boolean): Quantity[] {
  const { itemCode: code, quantity } = line
  // Magento writes the SKUs of custom options behind that of the product.
  const item = items.find(({ sku }) => sku === code) ?? items.find(({ sku }) => sku.startsWith(`${code}-`))
  return item && !skip?.(item) ? [[item.sku, quantity]] : []
}

/** The rows that carry money. A shipment names a bundle alone; what is in it counts. */
function inMagento(order: Order, document: OrderDocument): Quantity[] {
  return document.items.flatMap((row): Quantity[] => {
    const item = order.items.find(candidate => candidate.item_id === row.order_item_id)
    if (!item) return []
    if (!isMoneyShell(order, item)) return [[item.sku, amount(row.qty)]]
    if (item.product_type !== 'bundle' || 'grand_total' in document) return []
    const share = divide(amount(row.qty), amount(item.qty_ordered))
    return childrenOf(order, item).map((child): Quantity => [child.sku, multiply(amount(child.qty_ordered), share)])
  })
}

/** "S-001 × 2, S-002 × 1"; rows of one item are added up. */
function written(rows: readonly Quantity[]): string {
  const sums = new Map<string, Amount>()
  for (const [code, quantity] of rows) sums.set(code, add(sums.get(code) ?? ZERO, quantity))
  return [...sums]
    .filter(([, quantity]) => !isZero(quantity))
    .map(([code, quantity]) => `${code} × ${quantity}`)
    .sort()
    .join(', ')
}
