import { type Amount, add, amount, multiply, ZERO } from '../../src/domain/amount.ts'
import { breaksRule, notFound, refuse } from './b1-error.ts'
import { type BaseLine, basisFromBase, checkBase, openQuantity } from './base-documents.ts'
import type { Entity, Work } from './company.ts'
import type { DocumentKind, DocumentLine, Expense } from './documents.ts'
import { itemPrice } from './items.ts'
import {
  money,
  numberOf,
  out,
  type PriceBasis,
  type PricedExpense,
  type PricedLine,
  priceExpense,
  priceLine,
  sentBasis,
} from './pricing.ts'
import type { Item } from './stock.ts'

/** What a line needs to know of its document. */
export interface LineContext {
  readonly work: Work
  readonly kind: DocumentKind
  readonly cardCode: string
  readonly priceList: number
  readonly docType: 'dDocument_Items' | 'dDocument_Service'
  readonly currency: string
  /** Foreign currency → euro; "1" for euro. */
  readonly rate: Amount
  readonly foreign: boolean
  readonly discount: Amount
  readonly shipDate: unknown
}

const PRICE_FIELDS = 'UnitPrice Price PriceAfterVAT GrossPrice LineTotal RowTotalFC GrossTotal $basis'.split(' ')

/** One line with its prices, from what was sent, its base line, the item and the price list (in that order). */
export function buildLine(
  context: LineContext,
  sent: Entity,
  lineNum: number,
  base: BaseLine | undefined,
): { readonly line: DocumentLine; readonly priced: PricedLine } {
  const { work, kind, docType } = context
  const quantity = quantityOfLine(sent, base, docType)
  if (base) checkBase(base, context.cardCode, quantity)
  const from: Entity = base ? { ...copyOfBase(base), ...sent } : sent
  const item = docType === 'dDocument_Items' ? itemOfLine(work, from, lineNum) : undefined
  if (!base && docType === 'dDocument_Service' && typeof from.AccountCode !== 'string') {
    return breaksRule(`G/L account is missing [${kind.lineTable}.AcctCode][line: ${lineNum + 1}]`)
  }
  const vatGroup = String(from.VatGroup ?? item?.SalesVATGroup ?? 'S22')
  const taxRate = vatRate(work, vatGroup, `${kind.lineTable}.VatGroup][line: ${lineNum + 1}`)
  const basis = basisOfLine(context, sent, base, item, quantity)
  const discount = numberOf(from.DiscountPercent)
  const priced = priceLine(basis, quantity, taxRate, discount, context.discount)
  const line: DocumentLine = {
    ...lineDefaults(context, item),
    ...Object.fromEntries(Object.entries(from).filter(([property]) => !PRICE_FIELDS.includes(property))),
    LineNum: lineNum,
    VisualOrder: lineNum,
    ItemCode: item?.ItemCode ?? null,
    WarehouseCode: String(from.WarehouseCode ?? warehouseOf(item) ?? '') || null,
    Quantity: out(quantity),
    Currency: context.currency,
    Rate: context.foreign ? Number(context.rate) : 0,
    DiscountPercent: out(discount),
    VatGroup: vatGroup,
    TaxPercentagePerRow: out(taxRate),
    BaseType: base ? base.kind.objectCode : -1,
    BaseEntry: base ? base.document.DocEntry : null,
    BaseLine: base ? base.line.LineNum : null,
    LineStatus: 'bost_Open',
    RemainingOpenQuantity: out(quantity),
    ...pricesOfLine(context, priced),
    $basis: basis,
    $net: priced.net,
    $tax: priced.tax,
    $drawn: {},
  }
  checkWarehouse(work, line, lineNum, kind)
  return { line, priced }
}

/** What a line gets when neither the request nor a base line says it. */
const lineDefaults = (context: LineContext, item: Item | undefined): Entity => ({
  ItemDescription: item?.ItemName ?? '',
  ShipDate: context.shipDate,
  FreeText: null,
  AccountCode: item ? '760000' : null,
  BarCode: item?.BarCode ?? null,
  MeasureUnit: item?.SalesUnit ?? null,
  TreeType: 'iNotATree',
  ProjectCode: null,
  CostingCode: null,
})

const warehouseOf = (item: Item | undefined): unknown => (item ? (item.DefaultWarehouse ?? '01') : null)

function quantityOfLine(sent: Entity, base: BaseLine | undefined, docType: string): Amount {
  if (docType === 'dDocument_Service' && !base) return amount(1)
  if (typeof sent.Quantity === 'number') {
    if (sent.Quantity <= 0) return breaksRule('Quantity must be greater than zero')
    return amount(sent.Quantity)
  }
  return base ? openQuantity(base) : amount(1)
}

/** What a target line takes over: everything about the goods, nothing about states. */
function copyOfBase({ line }: BaseLine): Entity {
  const own = ['LineNum', 'LineStatus', 'RemainingOpenQuantity', 'Quantity', 'BaseType', 'BaseEntry', 'BaseLine']
  return Object.fromEntries(
    Object.entries(line).filter(([property]) => !property.startsWith('$') && !own.includes(property)),
  )
}

function itemOfLine(work: Work, line: Entity, lineNum: number): Item {
  const code = line.ItemCode
  if (typeof code !== 'string' || code === '') {
    return refuse(-10, `Item number is missing; specify an item number [DocumentLines.ItemCode][line: ${lineNum + 1}]`)
  }
  const item = work.get<Item>('Items', code) ?? notFound()
  if (item.Frozen === 'tYES' || item.Valid === 'tNO') {
    return refuse(-10, `Item '${code}' is inactive [DocumentLines.ItemCode][line: ${lineNum + 1}]`)
  }
  if (item.SalesItem === 'tNO') {
    return refuse(-10, `Item '${code}' is not a sales item [DocumentLines.ItemCode][line: ${lineNum + 1}]`)
  }
  return item
}

function basisOfLine(
  context: LineContext,
  sent: Entity,
  base: BaseLine | undefined,
  item: Item | undefined,
  quantity: Amount,
): PriceBasis {
  const kept = sent.$basis as PriceBasis | undefined // set by updateDocument for lines whose price was not sent again
  const basis = sentBasis(sent) ?? kept
  if (basis) return basis
  if (base) return basisFromBase(base, quantity)
  if (!item) return { kind: 'lineNet', value: ZERO }
  const listed = itemPrice(context.work, item, context.priceList)
  const discount = numberOf(sent.DiscountPercent)
  return (
    sentBasis({ [listed.gross ? 'GrossPrice' : 'UnitPrice']: listed.price, DiscountPercent: out(discount) }) ?? {
      kind: 'unitNet',
      value: ZERO,
    }
  )
}

/** Line totals are kept in euro; a foreign document has its own currency in the "FC" fields. */
function pricesOfLine(context: LineContext, priced: PricedLine): Entity {
  const local = (value: Amount) => out(money(multiply(value, context.rate)))
  const foreign = (value: Amount) => (context.foreign ? out(value) : 0)
  const gross = addTax(priced)
  return {
    UnitPrice: out(priced.unitBeforeDiscount),
    Price: out(priced.unitNet),
    PriceAfterVAT: out(priced.unitGross),
    GrossPrice: out(priced.unitGrossBeforeDiscount),
    LineTotal: local(priced.net),
    RowTotalFC: foreign(priced.net),
    TaxTotal: local(priced.tax),
    NetTaxAmount: local(priced.tax),
    NetTaxAmountFC: foreign(priced.tax),
    GrossTotal: local(gross),
    GrossTotalFC: foreign(gross),
    OpenAmount: local(priced.net),
  }
}

const addTax = ({ net, tax }: { net: Amount; tax: Amount }): Amount => add(net, tax)

function checkWarehouse(work: Work, line: DocumentLine, lineNum: number, kind: DocumentKind): void {
  if (line.WarehouseCode !== null && !work.get('Warehouses', line.WarehouseCode)) {
    breaksRule(`Warehouse is not valid [${kind.lineTable}.WhsCode][line: ${lineNum + 1}]`)
  }
}

/** @returns the percent of a VAT group. @throws -5002 for a code that does not exist; `where` names the field. */
export function vatRate(work: Work, code: string, where: string): Amount {
  const group = work.get('VatGroups', code)
  if (!group || group.Inactive === 'tYES') return breaksRule(`Invalid VAT group '${code.slice(0, 20)}' [${where}]`)
  const rows = group.VatGroups_Lines as readonly { readonly Rate: number }[] // written by seed.ts
  return amount(rows.at(-1)?.Rate ?? 0)
}

/** One freight or fee with its tax. */
export function buildExpense(
  context: LineContext,
  sent: Entity,
  lineNum: number,
): { readonly expense: Expense; readonly priced: PricedExpense } {
  const { work, kind } = context
  const code = sent.ExpenseCode
  const definition = typeof code === 'number' ? work.get('AdditionalExpenses', code) : undefined
  if (typeof code !== 'number' || !definition) {
    return breaksRule(`Freight code is not valid [${kind.table}.ExpnsCode][line: ${lineNum + 1}]`)
  }
  const vatGroup = String(sent.VatGroup ?? definition.OutputVATGroup ?? 'S22')
  const taxRate = vatRate(work, vatGroup, `${kind.table}.ExpnsVatGroup][line: ${lineNum + 1}`)
  const fixed = sent.$fixed as PricedExpense | undefined // set by expensesFromBase
  const priced = fixed ?? priceExpense(sent, taxRate)
  const local = (value: Amount) => out(money(multiply(value, context.rate)))
  const foreign = (value: Amount) => (context.foreign ? out(value) : 0)
  const expense: Expense = {
    Remarks: null,
    DistributionMethod: 'aedm_None',
    ...Object.fromEntries(Object.entries(sent).filter(([property]) => property !== '$fixed')),
    LineNum: lineNum,
    ExpenseCode: code,
    VatGroup: vatGroup,
    Status: 'bost_Open',
    BaseDocType: numberOr(sent.BaseDocType, -1),
    BaseDocEntry: typeof sent.BaseDocEntry === 'number' ? sent.BaseDocEntry : null,
    BaseDocLine: typeof sent.BaseDocLine === 'number' ? sent.BaseDocLine : null,
    TaxPercent: out(taxRate),
    LineTotal: local(priced.net),
    LineTotalFC: foreign(priced.net),
    TaxSum: local(priced.tax),
    TaxSumFC: foreign(priced.tax),
    LineGross: local(addTax(priced)),
    LineGrossFC: foreign(addTax(priced)),
    $net: priced.net,
    $tax: priced.tax,
  }
  return { expense, priced }
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)
