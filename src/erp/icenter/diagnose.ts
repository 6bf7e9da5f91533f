import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import { type Finding, foundAt } from '../../domain/finding.ts'
import { type IcenterClient, read } from './client.ts'
import { currencyCode } from './currencies.ts'
import { element, text } from './fields.ts'
import { latestStatuses, probeOrderStatus } from './find-orders.ts'
import { findItems } from './items.ts'
import { serviceItems } from './mapping.ts'
import { readCustomer } from './subjects.ts'

/** The checks of `orderbridge doctor` for one company. Reads only. Without a log-in there is nothing more to ask. */
export async function diagnose(client: IcenterClient): Promise<Finding[]> {
  const login = await checkLogin(client)
  if (!login.ok) return [login]
  const findings = [login, checkClock(client)]
  const checks: readonly (readonly [string, () => Promise<Omit<Finding, 'check'>>])[] = [
    ['order book', () => checkOrderBook(client)],
    ['finding orders', () => checkLookUp(client)],
    ['missing orders', () => checkMissingOrder(client)],
    ['statuses', () => checkStatuses(client)],
    ...codeChecks(client),
    ['service items', () => checkItems(client)],
    ['VAT rates', async () => checkVatRates(client)],
    ...(client.settings.subjects.collective ? [['collective customer', () => checkCollective(client)] as const] : []),
    ['PDF', async () => checkPdf(client)],
  ]
  for (const [check, work] of checks) findings.push(await guarded(check, work))
  return findings
}

const apiVersion = element({ WebApiVersion: text, SAOPVersion: text })

/** ApiVersion alone may answer without looking at the company, so a list of the company is asked for as well. */
async function checkLogin(client: IcenterClient): Promise<Finding> {
  const check = 'log-in'
  const { url, organisation } = client.settings
  try {
    const version = read(await client.get('V2/ApiVersion'), apiVersion, 'its version')
    await client.rows('orderbooks', {}, z.unknown())
    const words = [
      version?.SAOPVersion && `SAOP ${version.SAOPVersion}`,
      version?.WebApiVersion && `API ${version.WebApiVersion}`,
    ]
    return { check, ok: true, detail: [`organisation ${organisation}`, ...words.filter(Boolean)].join(', ') }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const detail = foundAt(url, error.message)
    if (error.errorClass === 'auth')
      return { check, ok: false, detail, remedy: 'Check organisation, user and password of the connection.' }
    const remedy = /certificate|self.signed|fingerprint/i.test(error.message)
      ? 'Set ca or pin of the connection to the certificate of the server.'
      : 'Check the address of the API (it ends with /iCenterAPI), the firewall, and whether iCenter is running.'
    return { check, ok: false, detail, remedy }
  }
}

/** A check that cannot be made is a finding too. */
async function guarded(check: string, work: () => Promise<Omit<Finding, 'check'>>): Promise<Finding> {
  try {
    return { check, ...(await work()) }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return { check, ok: false, detail: error.message, remedy: 'Check the rights of the user in iCenter.' }
  }
}

/** Changes are read by the server's clock, with overlapMinutes of room. */
function checkClock(client: IcenterClient): Finding {
  const check = 'clock'
  const ahead = client.clockAhead()
  if (ahead === undefined) return { check, ok: true, detail: 'The server does not tell its time.' }
  const ok = Math.abs(ahead) <= 120
  const detail = `The clock of the server is ${Math.abs(ahead)} s ${ahead < 0 ? 'behind' : 'ahead of'} ours.`
  return { check, ok, detail, ...(ok ? {} : { remedy: 'Synchronise both machines with a time server.' }) }
}

const orderBook = element({ OrderBookID: text, OrderBookDescription: text, WarehouseID: text })

async function checkOrderBook(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const { orderBook: wanted } = client.settings
  const books = await client.rows('orderbooks', {}, orderBook)
  const book = books.find(({ OrderBookID }) => OrderBookID === wanted)
  if (book) return { ok: true, detail: [wanted, book.OrderBookDescription].filter(Boolean).join(' ') }
  const known = books.flatMap(({ OrderBookID }) => OrderBookID ?? []).slice(0, 20)
  return {
    ok: false,
    detail: `There is no order book ${wanted}.`,
    remedy: `Set orderBook of the connection to one of: ${known.join(', ')}.`,
  }
}

/** Which variant this site is: without one of them an order could be made twice (contract §6). */
async function checkLookUp(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const { lookUp, keyField, orderBook: book, walk } = client.settings
  const { evidence } = await probeOrderStatus(client)
  if (evidence === 'finds') {
    const how =
      keyField === 'quotation_number' ? ', but our key stands in QuotationNumber and is searched by reading' : ''
    return {
      ok: lookUp !== 'number_walk',
      detail: `GetOrderStatus finds orders by their reference${how}.`,
      ...advise(lookUp === 'number_walk', 'Set lookUp of the connection to "auto": it is much faster.'),
    }
  }
  const detail =
    evidence === 'lists'
      ? 'GetOrderStatus lists orders and does not find them by their reference: the latest numbers are read one by one.'
      : `GetOrderStatus answers no order of book ${book}: it is new, or the site answers none.`
  const blind = lookUp === 'order_reference'
  const unsure = evidence === 'silent' && walk.from === undefined && lookUp !== 'order_reference'
  const remedy = blind
    ? 'Set lookUp of the connection to "auto": otherwise an order could be made twice.'
    : `Enter an order in book ${book} and run doctor again, or set walk.from of the connection to the first number of the book.`
  return { ok: !blind && !unsure, detail, ...advise(blind || unsure, remedy) }
}

const advise = (needed: boolean, remedy: string) => (needed ? { remedy } : {})

/** A number that nobody has, to see how the site says so. */
async function checkMissingOrder(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const { orderBook: book, missingOrder } = client.settings
  const path = `Order/GetOrder/2000/${encodeURIComponent(book)}/999999999`
  try {
    await client.find(path)
    return { ok: true, detail: 'An order that does not exist is told from a server that has a problem.' }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const variant = error.status === 500 ? 'error_500' : 'html'
    return {
      ok: false,
      detail: `An order that does not exist is answered with: ${error.message}`,
      remedy: `If this is always so, set missingOrder of the connection to [${[...new Set([...missingOrder, variant])].join(', ')}].`,
    }
  }
}

/** The words of the latest orders that no setting knows, for a person to look at. */
async function checkStatuses(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const known = new Set(Object.values(client.settings.statuses).flat())
  const rows = await latestStatuses(client)
  const seen = rows.flatMap(row => [
    row.OrderStatusDescription,
    row.DispatchStatusDescription,
    row.InvoiceStatusDescription,
  ])
  const words = [...new Set(seen.filter(word => word !== undefined))]
  const others = words.filter(word => !known.has(word))
  if (words.length === 0) return { ok: true, detail: 'No status was seen yet.' }
  if (others.length === 0) return { ok: true, detail: words.join(', ') }
  return {
    ok: true,
    detail: `${words.join(', ')}. Without a meaning to us: ${others.join(', ')} (statuses of the connection).`,
  }
}

/** Codes of the mapping against the company's lists: check, list, element with the code, codes that are used. */
function codeChecks(client: IcenterClient): [string, () => Promise<Omit<Finding, 'check'>>][] {
  const { settings } = client
  const payments = Object.values(settings.payments)
  const defined = (codes: readonly (string | undefined)[]) => [...new Set(codes.filter(code => code !== undefined))]
  const lists: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['warehouses', 'warehouses', 'WarehouseId', defined([settings.warehouse, ...settings.catalog.warehouses])],
    [
      'currencies',
      'currencies',
      'CurrencyId',
      defined([...Object.values(settings.currencies), currencyCode(settings, settings.subjects.currency)]),
    ],
    [
      'shipping methods',
      'shippingmethods',
      'ShippingMethodId',
      defined(Object.values(settings.shippingMethods).map(({ deliveryMethod }) => deliveryMethod)),
    ],
    [
      'payment purposes',
      'paymentpurposes',
      'PaymentPurposeId',
      defined(payments.flatMap(({ purpose, purposeCode }) => [purpose, purposeCode])),
    ],
    ['payment types', 'paymentcodes', 'PaymentCodeId', defined(payments.map(({ type }) => type))],
    ['price lists', 'pricelists', 'PriceListId', settings.catalog.priceLists],
  ]
  return lists
    .filter(([, , , used]) => used.length > 0)
    .map(([check, list, key, used]) => [check, () => checkCodes(client, list, key, used)])
}

async function checkCodes(
  client: IcenterClient,
  list: string,
  key: string,
  used: readonly string[],
): Promise<Omit<Finding, 'check'>> {
  const rows = await client.rows(list, {}, z.record(z.string(), z.unknown()))
  const known = new Set(rows.map(row => row[key]))
  const missing = used.filter(code => !known.has(code))
  if (missing.length === 0) return { ok: true, detail: used.join(', ') }
  return {
    ok: false,
    detail: `iCenter has no ${missing.join(', ')} in its list of ${list}.`,
    remedy: 'Create them in iCenter, or change the mapping of the connection; leading zeros count.',
  }
}

async function checkItems(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const used = [...serviceItems(client.settings)]
  if (used.length === 0)
    return {
      ok: false,
      detail: 'No item is set for shipping.',
      remedy: 'Set shippingItem and roundingItem of the connection.',
    }
  const found = await findItems(client, used)
  const missing = used.filter(code => !found.has(code) || found.get(code)?.blocked !== undefined)
  if (missing.length === 0) return { ok: true, detail: used.join(', ') }
  return {
    ok: false,
    detail: `iCenter has no active item ${missing.join(', ')}.`,
    remedy: 'Create them in iCenter as services, or change the mapping of the connection.',
  }
}

/** The API has no list of VAT rates: whether a code has its rate shows when the first order is read back. */
function checkVatRates({ settings }: IcenterClient): Omit<Finding, 'check'> {
  const mapped = Object.entries(settings.vatRates).map(([rate, code]) => `${rate} % is ${code}`)
  if (mapped.length > 0)
    return { ok: true, detail: `${mapped.join(', ')} (not checked: iCenter has no list of rates).` }
  return { ok: false, detail: 'No VAT rate is mapped.', remedy: 'Set vatRates of the connection, "22": "1".' }
}

async function checkCollective(client: IcenterClient): Promise<Omit<Finding, 'check'>> {
  const code = client.settings.subjects.collective ?? ''
  const found = await readCustomer(client, code)
  if (found) return { ok: true, detail: `${code} ${found.Name ?? ''}`.trim() }
  const remedy = 'Create it in iCenter, or change subjects.collective of the connection; leading zeros count.'
  return { ok: false, detail: `iCenter has no customer ${code}.`, remedy }
}

function checkPdf({ settings }: IcenterClient): Omit<Finding, 'check'> {
  const { apiClientId, documents } = settings
  if (apiClientId === undefined) {
    const remedy = 'Set apiClientId of the connection; it comes with the API licence.'
    return { ok: false, detail: 'The archive of PDFs cannot be read without apiClientID.', remedy }
  }
  const detail =
    documents.invoiceTemplate === undefined
      ? 'Invoices are fetched once people have printed them into the archive.'
      : `Invoices that are not in the archive are printed with template ${documents.invoiceTemplate}.`
  return { ok: true, detail }
}
