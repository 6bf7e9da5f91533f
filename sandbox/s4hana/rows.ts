import { add, fixed, ZERO } from '../../src/domain/amount.ts'
import type { BillingDocument, Delivery, Fields, OrderItem, SalesOrder, Sent } from './books.ts'
import { TAX } from './customizing.ts'
import { isRejected, netOf, netTotal, processStatus, taxOf } from './orders.ts'

/** The books as OData v2 shows them: amounts are strings, dates "/Date(ms)/"; what begins with "to_" are entities below. */
export type Row = { readonly [property: string]: string | boolean | null | readonly Row[] }

const moment = (at: number): string => `/Date(${at}+0000)/`
const midnight = (day: string): string => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`
const entity = ({ fields, parts }: Sent): Row => ({
  ...fields,
  ...Object.fromEntries(Object.entries(parts).map(([name, entities]) => [name, entities.map(entity)])),
})

/** S/4 tells every field, also those that nobody has filled in. */
const UNSAID = {
  ...{ SalesOrderType: '', SalesOrganization: '', DistributionChannel: '', OrganizationDivision: '' },
  ...{ PurchaseOrderByCustomer: '', CustomerPaymentTerms: '', TransactionCurrency: '' },
  ...{ CustomerPurchaseOrderDate: null, RequestedDeliveryDate: null },
}

export const orderRow = (order: SalesOrder): Row => ({
  SalesOrder: order.number,
  ...UNSAID,
  ...order.fields,
  TotalNetAmount: fixed(netTotal(order), 2),
  OverallSDProcessStatus: processStatus(order),
  OverallSDDocumentRejectionSts: rejectionStatus(order),
  CreationDate: midnight(order.day),
  LastChangeDateTime: moment(order.changedAt),
  to_Partner: order.partners.map(entity),
  to_Text: order.texts,
  to_PricingElement: order.conditions,
  to_Item: order.items.map(item => itemRow(order, item)),
})

const rejectionStatus = (order: SalesOrder): string =>
  isRejected(order) ? 'C' : order.items.some(({ rejection }) => rejection !== '') ? 'B' : 'A'

const itemRow = (order: SalesOrder, item: OrderItem): Row => ({
  SalesOrder: order.number,
  ...item.fields,
  SalesOrderItem: String(item.line),
  NetAmount: fixed(netOf(item), 2),
  SalesDocumentRjcnReason: item.rejection,
  to_PricingElement: [
    ...item.conditions.map(condition => ({ ...condition, ConditionAmount: fixed(item.gross, 2) })),
    taxCondition(item),
  ],
})

/** S/4 tells an order without tax: the tax is a condition of each item, and stays on one that is rejected. */
const taxCondition = (item: OrderItem): Fields => ({
  ConditionType: TAX,
  ConditionRateValue: fixed(item.taxRate, 2),
  ConditionAmount: fixed(taxOf(item), 2),
})

export const deliveryRow = (delivery: Delivery): Row => ({
  DeliveryDocument: delivery.number,
  SoldToParty: delivery.soldTo,
  OverallGoodsMovementStatus: delivery.issuedOn === undefined ? 'A' : 'C',
  ActualGoodsMovementDate: delivery.issuedOn === undefined ? null : midnight(delivery.issuedOn),
  // The day only.
  LastChangeDate: midnight(delivery.changedOn),
  BillOfLading: delivery.parcel,
  to_DeliveryDocumentItem: delivery.lines.map(line => ({
    DeliveryDocument: delivery.number,
    DeliveryDocumentItem: String(line.line),
    Material: line.material,
    ActualDeliveryQuantity: line.quantity,
    ReferenceSDDocument: delivery.order,
    ReferenceSDDocumentItem: String(line.line),
  })),
})

export const billingRow = (document: BillingDocument): Row => ({
  BillingDocument: document.number,
  SDDocumentCategory: document.category,
  SoldToParty: document.soldTo,
  BillingDocumentIsCancelled: document.isCancelled,
  CancelledBillingDocument: document.cancels ?? '',
  BillingDocumentDate: midnight(document.day),
  LastChangeDateTime: moment(document.changedAt),
  TransactionCurrency: document.currency,
  TotalNetAmount: fixed(add(ZERO, ...document.lines.map(({ net }) => net)), 2),
  TaxAmount: fixed(add(ZERO, ...document.lines.map(({ tax }) => tax)), 2),
  to_Item: document.lines.map(line => ({
    BillingDocument: document.number,
    BillingDocumentItem: String(line.line),
    SalesDocument: document.order,
    SalesDocumentItem: String(line.line),
    Material: line.material,
    BillingQuantity: line.quantity,
    NetAmount: fixed(line.net, 2),
    TaxAmount: fixed(line.tax, 2),
  })),
})
