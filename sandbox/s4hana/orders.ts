import {
  type Amount,
  add,
  amount,
  apportion,
  compare,
  divide,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../src/domain/amount.ts'
import { fieldsOf, partsOf, readEntity } from './body.ts'
import { type Fields, type Material, type OrderItem, Refusal, type SalesOrder, type Sent, type Work } from './books.ts'
import { CONDITION_TYPES, CUSTOMER, FIRST_ORDER, REJECTION, rateOf } from './customizing.ts'

/**
 * Makes an order of what was sent. A second one with the same customer reference is made too: people are only warned.
 * @throws Refusal for what S/4 does not take
 */
export function createOrder(work: Work, body: unknown): { readonly order: SalesOrder; readonly isTwin: boolean } {
  const sent = readEntity(body)
  const { fields } = sent
  refuseUnknown(sent)
  const reference = fields.PurchaseOrderByCustomer
  const isTwin =
    reference !== undefined &&
    work.list<SalesOrder>('orders').some(one => one.fields.PurchaseOrderByCustomer === reference)
  const order: SalesOrder = {
    number: String(work.next('orders', FIRST_ORDER)),
    fields,
    partners: partsOf(sent, 'to_Partner'),
    texts: fieldsOf(sent, 'to_Text'),
    conditions: fieldsOf(sent, 'to_PricingElement'),
    items: itemsOf(work, sent),
    day: work.today,
    changedAt: work.now,
  }
  work.put('orders', order.number, order)
  return { order, isTwin }
}

function refuseUnknown(sent: Sent): void {
  const { SoldToParty = '' } = sent.fields
  if (SoldToParty !== CUSTOMER) throw new Refusal('VP/199', `Customer ${SoldToParty} does not exist`)
  const items = partsOf(sent, 'to_Item')
  if (items.length === 0) throw new Refusal('V1/331', 'The document has no items')
  const conditions = [sent, ...items].flatMap(one => fieldsOf(one, 'to_PricingElement'))
  for (const { ConditionType = '' } of conditions)
    if (!CONDITION_TYPES.includes(ConditionType))
      throw new Refusal('V1/802', `Condition ${ConditionType} is missing in pricing procedure A V ZWEB`)
}

/** Prices have the tax in them. Conditions of the whole order are spread over the items by their value. */
function itemsOf(work: Work, sent: Sent): OrderItem[] {
  const items = partsOf(sent, 'to_Item')
  const grosses = items.map(grossOf)
  const whole = add(ZERO, ...fieldsOf(sent, 'to_PricingElement').map(rateValueOf))
  const shares = apportion(whole, grosses, 2)
  const country = countryOf(partsOf(sent, 'to_Partner'))
  return items.map((item, index) => {
    const { isReduced, isService } = materialOf(work, item, sent.fields)
    return {
      line: Number(item.fields.SalesOrderItem ?? (index + 1) * 10),
      fields: item.fields,
      conditions: fieldsOf(item, 'to_PricingElement'),
      quantity: quantityOf(item),
      gross: add(grosses[index] ?? ZERO, shares[index] ?? ZERO),
      taxRate: rateOf(country, isReduced),
      isService,
      rejection: '',
      delivered: ZERO,
      issued: ZERO,
      billed: ZERO,
    }
  })
}

function materialOf(
  work: Work,
  { fields }: Sent,
  { SalesOrganization = '', DistributionChannel = '' }: Fields,
): Material {
  const { Material = '' } = fields
  const found = work.get<Material>('materials', Material)
  if (found) return found
  throw new Refusal(
    'V1/382',
    `Material ${Material} is not defined for sales org.${SalesOrganization}, distr.chan.${DistributionChannel}, language EN`,
  )
}

const quantityOf = ({ fields }: Sent): Amount => amount(fields.RequestedQuantity ?? '0')
const rateValueOf = ({ ConditionRateValue = '0' }: Fields): Amount => amount(ConditionRateValue)

/** A rate is for so many pieces: "99.99 for 3". */
function grossOf(item: Sent): Amount {
  const values = fieldsOf(item, 'to_PricingElement').map(condition =>
    round(divide(multiply(rateValueOf(condition), quantityOf(item)), amount(condition.ConditionQuantity ?? '1')), 2),
  )
  return add(ZERO, ...values)
}

/** Taxed where the goods go; without goods where the bill goes. */
function countryOf(partners: readonly Sent[]): string | undefined {
  const inFunction = (wanted: string) => partners.find(({ fields }) => fields.PartnerFunction === wanted)
  const partner = inFunction('SH') ?? inFunction('BP')
  return partner && fieldsOf(partner, 'to_Address')[0]?.Country
}

export const netOf = ({ gross, taxRate }: Pick<OrderItem, 'gross' | 'taxRate'>): Amount =>
  round(divide(gross, add(amount(1), divide(taxRate, amount(100)))), 2)

/** @throws Refusal 404 */
export function readOrder(work: Pick<Work, 'get'>, number: string): SalesOrder {
  const order = work.get<SalesOrder>('orders', number)
  if (!order) throw new Refusal('V1/302', `Sales document ${number} is not in the database`, 404)
  return order
}

/** As S/4 cancels an order: all its items are rejected. @throws Refusal once goods or an invoice are out */
export function rejectItems(work: Work, number: string): void {
  const order = readOrder(work, number)
  if (isTouched(order)) throw new Refusal('V1/483', `Order ${number} has subsequent documents: it cannot be rejected`)
  const items = order.items.map(item => ({ ...item, rejection: REJECTION }))
  work.put('orders', number, { ...order, items, changedAt: work.now })
}

export const isRejected = ({ items }: SalesOrder): boolean => items.every(({ rejection }) => rejection !== '')
export const isTouched = ({ items }: SalesOrder): boolean =>
  items.some(item => compare(add(item.delivered, item.billed), ZERO) > 0)

/** A open, B in part, C all. */
export type Letter = 'A' | 'B' | 'C'

/** A packed delivery is a beginning; all is done once the goods are out and the invoices are made. */
export function processStatus(order: SalesOrder): Letter {
  const live = order.items.filter(({ rejection }) => rejection === '')
  const isDone = live.every(
    item => compare(item.billed, item.quantity) >= 0 && (item.isService || compare(item.issued, item.quantity) >= 0),
  )
  if (isDone) return 'C'
  return isTouched(order) ? 'B' : 'A'
}

/** What stands on the items that are not rejected. */
export const netTotal = (order: SalesOrder): Amount =>
  add(ZERO, ...order.items.filter(({ rejection }) => rejection === '').map(netOf))

export const grossTotal = (order: SalesOrder): Amount => add(ZERO, ...order.items.map(({ gross }) => gross))
export const taxOf = (item: OrderItem): Amount => subtract(item.gross, netOf(item))

export function itemOf(order: SalesOrder, line: number): OrderItem {
  const item = order.items.find(one => one.line === line && one.rejection === '')
  if (!item) throw new Refusal('VL/460', `Order ${order.number} has no item ${line} to take from`)
  return item
}

/** @param what how many pieces were delivered, issued or billed, besides those before; fewer: they are negative */
export function advance(
  work: Work,
  number: string,
  pieces: readonly { readonly line: number; readonly quantity: Amount }[],
  what: 'delivered' | 'issued' | 'billed',
): void {
  const order = readOrder(work, number)
  const items = order.items.map(item => {
    const more = pieces.filter(({ line }) => line === item.line).map(({ quantity }) => quantity)
    return { ...item, [what]: add(item[what], ...more) }
  })
  work.put('orders', number, { ...order, items })
}
