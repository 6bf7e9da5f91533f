/**
 * The books of a made-up S/4: what its sales services accept and what they make of it, as docs/sap-s4hana.md describes them
 * from public documentation. It has never been compared with a live system.
 */

export type Row = Record<string, unknown>

export interface Books {
  readonly A_SalesOrder: Row[]
  readonly A_OutbDeliveryHeader: Row[]
  readonly A_BillingDocument: Row[]
}

/** A refusal as S/4 words it. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** What may be written, by the service's metadata; amounts and quantities are strings, dates are "/Date(ms)/". */
const WRITABLE: Readonly<Record<string, RegExp>> = {
  SalesOrderType: /^.{1,4}$/,
  SalesOrganization: /^.{1,4}$/,
  DistributionChannel: /^.{1,2}$/,
  OrganizationDivision: /^.{1,2}$/,
  SoldToParty: /^.{1,10}$/,
  PurchaseOrderByCustomer: /^.{1,35}$/,
  CustomerPurchaseOrderDate: /^\/Date\(\d+\)\/$/,
  RequestedDeliveryDate: /^\/Date\(\d+\)\/$/,
  TransactionCurrency: /^[A-Z]{3}$/,
  CustomerPaymentTerms: /^.{1,4}$/,
  SalesOrderItem: /^\d{1,6}$/,
  Material: /^.{1,40}$/,
  SalesOrderItemText: /^.{1,40}$/,
  RequestedQuantity: /^\d+(\.\d{1,3})?$/,
  RequestedQuantityUnit: /^.{1,3}$/,
  PartnerFunction: /^.{2}$/,
  Customer: /^.{1,10}$/,
  AddresseeFullName: /^.{1,80}$/,
  OrganizationName1: /^.{1,40}$/,
  StreetName: /^.{1,60}$/,
  PostalCode: /^.{1,10}$/,
  CityName: /^.{1,40}$/,
  Country: /^[A-Z]{2}$/,
  EmailAddress: /^.{1,241}$/,
  PhoneNumber: /^.{1,30}$/,
  Language: /^[A-Z]{2}$/,
  LongTextID: /^.{4}$/,
  LongText: /^[\s\S]+$/,
  ConditionType: /^.{4}$/,
  ConditionRateValue: /^-?\d+\.\d{2}$/,
  ConditionCurrency: /^[A-Z]{3}$/,
  ConditionQuantity: /^\d{1,5}$/,
  ConditionQuantityUnit: /^.{1,3}$/,
}

/** @throws Refusal for a property that is not there, or is not written as its type is. */
export function checkBody(body: unknown): asserts body is Row {
  if (typeof body !== 'object' || body === null) throw new Refusal('005056A509B11EE1B9A8FEC11C21578E', 'Malformed body')
  for (const [name, value] of Object.entries(body)) {
    if (/^to_\w+$/.test(name)) for (const inner of rowsOf(value)) checkBody(inner)
    else if (WRITABLE[name] === undefined)
      throw new Refusal('005056A509B11EE1B9A8FEC11C21D78E', `Property ${name} is invalid`)
    else if (typeof value !== 'string' || !WRITABLE[name].test(value))
      throw new Refusal('005056A509B11EE1B9A8FEA8DE87F78E', `Failed to read property '${name}' at offset '0'`)
  }
}

export const rowsOf = (value: unknown): readonly Row[] =>
  (value as { results?: readonly Row[] } | undefined)?.results ?? [] // checked at the door
const cents = (value: unknown): number => Math.round(Number(value) * 100)
export const money = (value: number): string => (value / 100).toFixed(2)

/** Prices with 22 % tax in them: S/4 tells what is without, and the tax as a condition of the item. */
export function take(books: Books, body: Row, now: Date): Row {
  const items = rowsOf(body.to_Item)
  for (const { Material } of items)
    if (Material === 'NI')
      throw new Refusal(
        'V1/382',
        `Material NI is not defined for sales org.${body.SalesOrganization}, distr.chan.10, language EN`,
      )
  const grosses = items.map(item => {
    const [price] = rowsOf(item.to_PricingElement)
    return Math.round(
      (cents(price?.ConditionRateValue) * Number(item.RequestedQuantity)) / Number(price?.ConditionQuantity),
    )
  })
  const header = rowsOf(body.to_PricingElement).reduce((sum, one) => sum + cents(one.ConditionRateValue), 0)
  const all = grosses.reduce((sum, one) => sum + one, 0)
  let rest = header
  const made = items.map((item, index) => {
    const share = index === items.length - 1 ? rest : Math.round((header * (grosses[index] ?? 0)) / all)
    rest -= share
    const gross = (grosses[index] ?? 0) + share
    const net = Math.round(gross / 1.22)
    const tax = { ConditionType: 'MWSI', ConditionRateValue: '22.00', ConditionAmount: money(gross - net) }
    const prices = [...rowsOf(item.to_PricingElement).map(one => ({ ...one, ConditionAmount: money(gross) })), tax]
    return { ...item, NetAmount: money(net), SalesDocumentRjcnReason: '', to_PricingElement: { results: prices } }
  })
  const order: Row = {
    ...body,
    SalesOrder: String(18 + books.A_SalesOrder.length),
    TotalNetAmount: money(made.reduce((sum, { NetAmount }) => sum + cents(NetAmount), 0)),
    OverallSDProcessStatus: 'A',
    OverallSDDocumentRejectionSts: 'A',
    LastChangeDateTime: `/Date(${now.getTime()}+0000)/`,
    to_Item: { results: made },
  }
  books.A_SalesOrder.push(order)
  return order
}

/** Everything of the order goes out in one delivery; without `posted` it is packed only. */
export function deliver(books: Books, order: Row, now: Date, posted = true): Row {
  const number = String(80_000_000 + books.A_OutbDeliveryHeader.length)
  const lines = rowsOf(order.to_Item).map(({ SalesOrderItem, Material, RequestedQuantity }) => ({
    DeliveryDocument: number,
    DeliveryDocumentItem: SalesOrderItem,
    Material,
    ActualDeliveryQuantity: RequestedQuantity,
    ReferenceSDDocument: order.SalesOrder,
    ReferenceSDDocumentItem: SalesOrderItem,
  }))
  const delivery: Row = {
    DeliveryDocument: number,
    SoldToParty: order.SoldToParty,
    OverallGoodsMovementStatus: posted ? 'C' : 'A',
    ActualGoodsMovementDate: posted ? midnight(now) : null,
    LastChangeDate: midnight(now),
    BillOfLading: 'LP123456789SI',
    to_DeliveryDocumentItem: { results: lines },
  }
  books.A_OutbDeliveryHeader.push(delivery)
  order.OverallSDProcessStatus = 'B'
  return delivery
}

/** @param category M an invoice, N what cancels one */
export function bill(books: Books, order: Row, now: Date, category = 'M'): Row {
  const number = String(90_000_000 + books.A_BillingDocument.length)
  const lines = rowsOf(order.to_Item).map(
    ({ SalesOrderItem, Material, RequestedQuantity, NetAmount, to_PricingElement }) => ({
      BillingDocument: number,
      BillingDocumentItem: SalesOrderItem,
      SalesDocument: order.SalesOrder,
      SalesDocumentItem: SalesOrderItem,
      Material,
      BillingQuantity: RequestedQuantity,
      NetAmount,
      TaxAmount: rowsOf(to_PricingElement).find(({ ConditionType }) => ConditionType === 'MWSI')?.ConditionAmount,
    }),
  )
  const document: Row = {
    BillingDocument: number,
    SDDocumentCategory: category,
    SoldToParty: order.SoldToParty,
    BillingDocumentIsCancelled: false,
    BillingDocumentDate: midnight(now),
    LastChangeDateTime: `/Date(${now.getTime()}+0000)/`,
    TransactionCurrency: order.TransactionCurrency,
    TotalNetAmount: order.TotalNetAmount,
    TaxAmount: money(lines.reduce((sum, { TaxAmount }) => sum + cents(TaxAmount), 0)),
    to_Item: { results: lines },
  }
  books.A_BillingDocument.push(document)
  order.OverallSDProcessStatus = 'C'
  return document
}

const midnight = (at: Date): string => `/Date(${Date.parse(`${at.toISOString().slice(0, 10)}T00:00:00Z`)})/`
