import { type Amount, compare, round, subtract, ZERO } from '../../src/domain/amount.ts'
import { invalid, type Problem, Rejection } from './answer.ts'
import { EURO, type OrderLine, type Row, type Work } from './company.ts'
import { decimal, text } from './fields.ts'
import { isGoods } from './items.ts'
import { findIn, vatRate } from './lookups.ts'
import { listPrice } from './prices.ts'
import { onHandIn } from './stock.ts'
import { tooLong } from './text-limits.ts'

/** What the ERP checks in an order and fills in by itself: from its book, its customer, its items and price lists. */
export interface Draft {
  readonly header: Row
  readonly lines: readonly OrderLine[]
  readonly payments: readonly Row[]
  readonly warnings: readonly Problem[]
}

/** @throws Rejection with everything that is wrong */
export function completeOrder(work: Work, sentHeader: Row, sentLines: readonly Row[], payments: readonly Row[]): Draft {
  const problems: Problem[] = []
  const header = completeHeader(work, sentHeader, problems)
  const lines = sentLines.map((line, index) => completeLine(work, header, line, index, problems))
  if (lines.length === 0) problems.push(invalid('Naročilo nima vrstic!'))
  const numbers = new Set(lines.map(line => line.OrderLineNo))
  if (numbers.size < lines.length) problems.push(invalid('Številka vrstice naročila se ponavlja!'))
  for (const payment of payments) checkCode(work, 'paymentpurposes', text(payment, 'PaymentPurposeID'), problems)
  if (problems.length > 0) throw new Rejection(problems)
  const numbered = payments.map((row, index) => ({ PaymentLineNo: index + 1, ...row }))
  return { header, lines, payments: numbered, warnings: shortStock(work, lines) }
}

const NAMES: Readonly<Record<string, string>> = {
  warehouses: 'Skladišče',
  currencies: 'Valuta',
  pricelists: 'Cenik',
  shippingmethods: 'Način dobave',
  paymentcodes: 'Način plačila',
  paymentpurposes: 'Namen plačila',
  countries: 'Država',
  invoicebooks: 'Knjiga računov',
}

function checkCode(work: Work, list: string, code: string, problems: Problem[]): void {
  if (code === '' || findIn(work, list, code)) return
  problems.push(invalid(`${NAMES[list] ?? list} ${code} ne obstaja v šifrantu!`))
}

function completeHeader(work: Work, sent: Row, problems: Problem[]): Row {
  const limited = tooLong(work.company, sent)
  problems.push(...limited.problems)
  const book = findIn(work, 'orderbooks', text(sent, 'OrderBook'))
  if (!book) problems.push(invalid(`Knjiga naročil ${text(sent, 'OrderBook')} ne obstaja!`))
  const customer = checkCustomer(work, text(sent, 'CustomerId'), problems)
  const payer =
    sent.CustomerPayerId === undefined ? customer : checkCustomer(work, text(sent, 'CustomerPayerId'), problems)
  const defaults: Row = {
    OrderDate: work.today,
    InvoiceBook: book?.InvoiceBookID,
    WarehouseId: book?.WarehouseID,
    PriceListId: customer?.PriceList ?? book?.PriceListID,
    CurrencyId: customer?.Currency ?? EURO,
    CustomerPayerId: payer?.Code,
    DeliveryMethod: customer?.ShippingMethodId,
    PaymentPeriod: customer?.ExpirationDays,
    LanguageID: customer?.LanguageID,
    DeliveryDate: sent.OrderDate ?? work.today,
  }
  const header = withDefaults(limited.row, defaults)
  checkCode(work, 'warehouses', text(header, 'WarehouseId'), problems)
  checkCode(work, 'currencies', text(header, 'CurrencyId'), problems)
  checkCode(work, 'pricelists', text(header, 'PriceListId'), problems)
  checkCode(work, 'shippingmethods', text(header, 'DeliveryMethod'), problems)
  checkCode(work, 'paymentcodes', text(header, 'PaymentTypeID'), problems)
  checkCode(work, 'countries', text(header, 'DocumentDeliveryCountry'), problems)
  checkCode(work, 'invoicebooks', text(header, 'InvoiceBook'), problems)
  return { ...header, OrderYear: sent.OrderYear ?? Number(text(header, 'OrderDate').slice(0, 4)) }
}

/** What was sent, where something was sent. */
function withDefaults(sent: Row, defaults: Row): Row {
  const row: Row = { ...sent }
  for (const [name, value] of Object.entries(defaults)) {
    if ((row[name] === undefined || row[name] === '') && value !== undefined) row[name] = value
  }
  return row
}

function checkCustomer(work: Work, code: string, problems: Problem[]): Row | undefined {
  const customer = work.get('customers', code)
  if (!customer) problems.push(invalid(`Stranka ${code} ne obstaja!`))
  return customer
}

function completeLine(work: Work, header: Row, sent: Row, index: number, problems: Problem[]): OrderLine {
  const limited = tooLong(work.company, sent)
  problems.push(...limited.problems)
  const item = findItem(work, text(sent, 'ItemID'), sent.TextLine === true, problems)
  const quantity = decimal(sent, 'Qty') ?? ZERO
  if (sent.TextLine !== true && compare(quantity, ZERO) <= 0) {
    problems.push(invalid(`Količina v vrstici ${index + 1} ni pravilna!`))
  }
  const row = withDefaults(limited.row, {
    ItemTitle1: item?.ItemTitle1,
    ItemTitle2: item?.ItemTitle2,
    VATRateId: item?.VATRateID,
    UnitOfMeasure: item?.ItemUnitOfMeas,
    WareHouseId: header.WarehouseId,
    PriceIncludeVAT: vatIncluded(work, header),
    ClosedLine: false,
    DeliveryDate: header.DeliveryDate,
  })
  if (row.WareHouseId !== header.WarehouseId) checkCode(work, 'warehouses', text(row, 'WareHouseId'), problems)
  checkRate(work, row, problems)
  const price = decimal(row, 'Price') ?? priceFromList(work, header, row, quantity)
  return {
    ...row,
    OrderLineNo: typeof row.OrderLineNo === 'number' ? row.OrderLineNo : index + 1,
    ItemID: text(row, 'ItemID'),
    Qty: round(quantity, 3),
    Price: round(price, 5),
  }
}

function findItem(work: Work, code: string, isText: boolean, problems: Problem[]): Row | undefined {
  if (isText && code === '') return undefined
  const item = work.get('items', code)
  if (!item) problems.push(invalid(`Šifra artikla ${code} ne obstaja!`))
  else if (item.IsActive !== 'D') problems.push(invalid(`Artikel ${code} ni aktiven!`))
  return item
}

function checkRate(work: Work, row: Row, problems: Problem[]): void {
  const id = text(row, 'VATRateId')
  if (id === '') return
  try {
    vatRate(work, id)
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    problems.push(...error.problems)
  }
}

const vatIncluded = (work: Work, header: Row): boolean =>
  findIn(work, 'pricelists', text(header, 'PriceListId'))?.VatIncluded === true

const priceFromList = (work: Work, header: Row, row: Row, quantity: Amount): Amount =>
  listPrice(work, text(header, 'PriceListId'), text(row, 'ItemID'), text(header, 'OrderDate').slice(0, 10), quantity) ??
  ZERO

/** Missing goods are a warning: the order is taken all the same. */
const shortStock = (work: Work, lines: readonly OrderLine[]): Problem[] =>
  lines
    .filter(line => isGoods(work.get('items', line.ItemID)))
    .filter(line => compare(subtract(onHandIn(work, line.ItemID, text(line, 'WareHouseId')), line.Qty), ZERO) < 0)
    .map(line => ({ level: 'Warning', message: `Zaloga artikla ${line.ItemID} ni zadostna!` }))
