import { type Fields, Refusal, type Sent } from './books.ts'

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
export function readEntity(body: unknown): Sent {
  if (typeof body !== 'object' || body === null) throw new Refusal('005056A509B11EE1B9A8FEC11C21578E', 'Malformed body')
  const fields: Record<string, string> = {}
  const parts: Record<string, readonly Sent[]> = {}
  for (const [name, value] of Object.entries(body))
    if (/^to_\w+$/.test(name)) parts[name] = entitiesOf(value).map(readEntity)
    else fields[name] = readField(name, value)
  return { fields, parts }
}

function readField(name: string, value: unknown): string {
  const form = WRITABLE[name]
  if (!form) throw invalidProperty(name)
  if (typeof value === 'string' && form.test(value)) return value
  throw new Refusal('005056A509B11EE1B9A8FEA8DE87F78E', `Failed to read property '${name}' at offset '0'`)
}

/** Both forms are taken: {"results": […]} and […]. */
function entitiesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value.results))
    return value.results
  throw new Refusal('005056A509B11EE1B9A8FEC11C21578E', 'Malformed body')
}

export const invalidProperty = (name: string): Refusal =>
  new Refusal('005056A509B11EE1B9A8FEC11C21D78E', `Property ${name} is invalid`)

export const partsOf = (sent: Sent, name: string): readonly Sent[] => sent.parts[name] ?? []
export const fieldsOf = (sent: Sent, name: string): readonly Fields[] => partsOf(sent, name).map(({ fields }) => fields)
