import { invalidProperty } from './body.ts'
import { type BillingDocument, type Books, type Delivery, Refusal, type SalesOrder } from './books.ts'
import { billingRow, deliveryRow, orderRow, type Row } from './rows.ts'

/** What can be read, by OData v2: entity sets with their services. */

interface EntitySet {
  readonly service: string
  readonly key: string
  rows(books: Books): readonly Row[]
}

const orders: EntitySet = {
  service: 'API_SALES_ORDER_SRV',
  key: 'SalesOrder',
  rows: ({ journal }) => journal.list<SalesOrder>('orders').map(orderRow),
}
const deliveries: EntitySet = {
  service: 'API_OUTBOUND_DELIVERY_SRV',
  key: 'DeliveryDocument',
  rows: ({ journal }) => journal.list<Delivery>('deliveries').map(deliveryRow),
}
const billing: EntitySet = {
  service: 'API_BILLING_DOCUMENT_SRV',
  key: 'BillingDocument',
  rows: ({ journal }) => journal.list<BillingDocument>('billing').map(billingRow),
}
const linesOf = (set: EntitySet, name: string): EntitySet => ({
  ...set,
  rows: books => set.rows(books).flatMap(row => below(row, name)),
})

const ENTITY_SETS: Readonly<Record<string, EntitySet>> = {
  A_SalesOrder: orders,
  A_SalesOrderItem: linesOf(orders, 'to_Item'),
  A_OutbDeliveryHeader: deliveries,
  A_OutbDeliveryItem: linesOf(deliveries, 'to_DeliveryDocumentItem'),
  A_BillingDocument: billing,
  A_BillingDocumentItem: linesOf(billing, 'to_Item'),
}
export const SERVICES: ReadonlySet<string> = new Set(Object.values(ENTITY_SETS).map(({ service }) => service))
export const setsOf = (service: string): string[] =>
  Object.keys(ENTITY_SETS).filter(name => ENTITY_SETS[name]?.service === service)

function below(row: Row, name: string): readonly Row[] {
  const value = row[name]
  return typeof value === 'object' && value !== null ? value : []
}

/** @param path below the service: "A_SalesOrder('18')" @throws Refusal */
export function readOData(books: Books, service: string, path: string, query: URLSearchParams): object {
  const [, name = '', key] = /^(A_\w+)(?:\('([^']*)'\))?$/.exec(path) ?? []
  const set = ENTITY_SETS[name]
  if (set?.service !== service)
    throw new Refusal('/IWBEP/CM_MGW_RT/020', `Resource not found for segment '${path}'`, 404)
  const expand = (query.get('$expand') ?? '').split(',').filter(part => part !== '')
  const rows = set.rows(books)
  const isAsked = filterOf(query.get('$filter') ?? '')
  if (key !== undefined) {
    const found = rows.find(row => row[set.key] === key)
    if (!found) throw new Refusal('/IWBEP/CM_MGW_RT/020', 'Resource not found', 404)
    return { d: shown(found, expand, service) }
  }
  const found = sorted(rows.filter(isAsked), query.get('$orderby'))
  const skip = Number(query.get('$skip') ?? 0)
  const results = found.slice(skip, skip + Number(query.get('$top') ?? found.length))
  const count = query.get('$inlinecount') === 'allpages' ? { __count: String(found.length) } : {}
  const select = query.get('$select')
  return { d: { ...count, results: results.map(row => selected(shown(row, expand, service), select)) } }
}

/** "A eq 'x' and B ge datetime'…' or …": and binds closer. @throws Refusal for what is none */
function filterOf(text: string): (row: Row) => boolean {
  if (text === '') return () => true
  const ways = parts(text, 'or').map(way => parts(way, 'and').map(comparison))
  return row => ways.some(way => way.every(holds => holds(row)))
}

/** Apart at the word; within a literal an odd number of quotes follows it. */
const parts = (text: string, word: 'or' | 'and'): string[] =>
  text.split(new RegExp(` ${word} (?=(?:[^']*'[^']*')*[^']*$)`))

function comparison(text: string): (row: Row) => boolean {
  const [, name = '', operator, type, value = ''] =
    /^(\w+) (eq|ge) (datetime|datetimeoffset)?'((?:[^']|'')*)'$/.exec(text.trim()) ?? []
  const isMoment = type !== undefined
  const from = Date.parse(type === 'datetime' ? `${value}Z` : value)
  if (operator === undefined || (operator === 'ge') !== isMoment || (isMoment && Number.isNaN(from)))
    throw new Refusal('005056A509B11ED1BEB85094D6E4CB16', `Invalid filter expression '${text}'`)
  return row => {
    if (!(name in row)) throw invalidProperty(name)
    if (!isMoment) return row[name] === value.replaceAll("''", "'")
    const [, ticks, offset] = /^\/Date\((\d+)(\+0000)?\)\/$/.exec(String(row[name] ?? '')) ?? []
    if (ticks !== undefined && (offset !== undefined) !== (type === 'datetimeoffset'))
      throw new Refusal('005056A509B11ED1BEB85094D6E4CB16', `Invalid filter expression '${text}'`)
    return Number(ticks) >= from
  }
}

function sorted(rows: readonly Row[], by: string | null): readonly Row[] {
  if (by === null) return rows
  const placeOf = (row: Row): string => {
    if (!(by in row)) throw invalidProperty(by)
    // Keys are padded with zeros inside, and shown without.
    return String(row[by]).padStart(10, '0')
  }
  return rows.toSorted((a, b) => placeOf(a).localeCompare(placeOf(b), 'en'))
}

type Shown = Readonly<Record<string, unknown>>

function selected(row: Shown, select: string | null): Shown {
  if (select === null) return row
  const names = select.split(',')
  for (const name of names) if (!(name in row)) throw invalidProperty(name)
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === '__metadata' || names.includes(name)))
}

/** What is not asked for by $expand is an address only. */
export function shown(row: Row, expand: readonly string[], service: string): Shown {
  const entries = Object.entries(row).map(([name, value]) => {
    if (!name.startsWith('to_')) return [name, value]
    if (!expand.some(path => path.split('/')[0] === name))
      return [name, { __deferred: { uri: `${service}/…/${name}` } }]
    const inner = expand.flatMap(path => (path.startsWith(`${name}/`) ? path.slice(name.length + 1) : []))
    return [name, { results: below(row, name).map(one => shown(one, inner, service)) }]
  })
  return { __metadata: { type: service }, ...Object.fromEntries(entries) }
}
