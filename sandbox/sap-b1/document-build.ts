import { type Amount, add, amount, multiply, subtract, ZERO } from '../../src/domain/amount.ts'
import { breaksRule, malformed, refuse } from './b1-error.ts'
import { expensesFromBase, findBase, headerFromBase, roundingFromBase } from './base-documents.ts'
import { addressesOfPartner, type BusinessPartner } from './business-partners.ts'
import { type Entity, LOCAL_CURRENCY, rowsOf, type Work } from './company.ts'
import { buildExpense, buildLine, type LineContext } from './document-lines.ts'
import { type B1Document, type DocumentKind, readDocument } from './documents.ts'
import { documentTotals, money, numberOf, out, type Totals } from './pricing.ts'

/**
 * Turns a request into a document with all its totals, without storing it.
 * @param body as readEntity gives it
 * @throws B1Error with B1's own words for everything that it refuses (contract §3.1)
 */
export function buildDocument(work: Work, kind: DocumentKind, body: Entity): B1Document {
  const sentLines = rowsOf(body.DocumentLines)
  const bases = sentLines.map(line => findBase(work, kind, line))
  const based = bases.filter(base => base !== undefined)
  const header: Entity = { ...roundingFromBase(based), ...headerFromBase(based), ...body }
  const partner = partnerOf(work, kind, header)
  if (kind.set === 'Orders' && typeof header.DocDueDate !== 'string') {
    breaksRule(`Delivery date is missing [${kind.table}.DocDueDate]`)
  }
  if (sentLines.length === 0) breaksRule('A document needs at least one line')
  const context = lineContext(work, kind, header, partner)
  const lines = sentLines.map((line, index) => buildLine(context, line, index, bases[index]))
  const sentExpenses = body.DocumentAdditionalExpenses
  const expenses = (Array.isArray(sentExpenses) ? rowsOf(sentExpenses) : expensesFromBase(kind, based, sentLines)).map(
    (expense, index) => buildExpense(context, expense, index),
  )
  const rounding = header.Rounding === 'tYES' ? numberOf(header.RoundingDiffAmount) : ZERO
  const computed = documentTotals(
    lines.map(({ priced }) => priced),
    expenses.map(({ priced }) => priced),
    context.discount,
    rounding,
  )
  const totals = { ...computed, total: subtract(computed.total, downPayments(work, header)) }
  return {
    ...defaults(work, header, partner),
    ...header,
    ...fixedHeader(work, context, header, partner),
    ...totalsOf(context, totals, rounding),
    DocumentLines: lines.map(({ line }) => line),
    DocumentAdditionalExpenses: expenses.map(({ expense }) => expense),
    $total: totals.total,
    $settled: ZERO,
  }
}

/** What an invoice takes from down payments that were invoiced before, gross. */
function downPayments(work: Work, header: Entity): Amount {
  return add(
    ...rowsOf(header.DownPaymentsToDraw).map(row => {
      readDocument(work, 'DownPayments', row.DocEntry)
      return numberOf(row.GrossAmountToDraw ?? row.AmountToDraw)
    }),
  )
}

function partnerOf(work: Work, kind: DocumentKind, header: Entity): BusinessPartner {
  const code = header.CardCode
  const partner = typeof code === 'string' ? work.get<BusinessPartner>('BusinessPartners', code) : undefined
  if (!partner || partner.CardType === 'cSupplier') return breaksRule(`Invalid BP code [${kind.table}.CardCode]`)
  if (partner.Frozen === 'tYES' || partner.Valid === 'tNO') {
    return breaksRule(`Business partner '${partner.CardCode}' is inactive [${kind.table}.CardCode]`)
  }
  return partner
}

function lineContext(work: Work, kind: DocumentKind, header: Entity, partner: BusinessPartner): LineContext {
  const currency = String(header.DocCurrency ?? (partner.Currency === '##' ? LOCAL_CURRENCY : partner.Currency))
  if (partner.Currency !== '##' && partner.Currency !== currency) {
    breaksRule(`Currency of the document differs from the currency of the business partner [${kind.table}.DocCur]`)
  }
  const discount = numberOf(header.DiscountPercent)
  if (Number(discount) > 100) malformed(`Value of property 'DiscountPercent' of 'Document' is out of range`)
  return {
    work,
    kind,
    cardCode: partner.CardCode,
    priceList: partner.PriceListNum,
    docType: header.DocType === 'dDocument_Service' ? 'dDocument_Service' : 'dDocument_Items',
    currency,
    rate: exchangeRate(work, currency, header.DocRate),
    foreign: currency !== LOCAL_CURRENCY,
    discount,
    shipDate: header.DocDueDate ?? work.today,
  }
}

/** Direct quotation (B1's default): one unit of the foreign currency is `rate` euro. */
function exchangeRate(work: Work, currency: string, sent: unknown): Amount {
  if (currency === LOCAL_CURRENCY) return amount(1)
  if (!work.get('Currencies', currency)) return breaksRule(`Currency '${currency.slice(0, 3)}' is not defined`)
  if (typeof sent === 'number' && sent > 0) return amount(sent)
  const daily = work.get<{ readonly rate: number }>('exchangeRates', currency)
  return daily ? amount(daily.rate) : refuse(-10, `Update the exchange rate , '${currency}'`)
}

function defaults(work: Work, header: Entity, partner: BusinessPartner): Entity {
  const addresses = addressesOfPartner(partner)
  return {
    NumAtCard: null,
    Comments: null,
    JournalMemo: null,
    DocDate: work.today,
    TaxDate: header.DocDate ?? work.today,
    DocDueDate: header.DocDate ?? work.today,
    PaymentGroupCode: partner.PayTermsGrpCode ?? -1,
    PaymentMethod: null,
    SalesPersonCode: -1,
    ContactPersonCode: null,
    TransportationCode: null,
    TrackingNumber: null,
    ShipToCode: partner.ShipToDefault ?? null,
    PayToCode: partner.BilltoDefault ?? null,
    FederalTaxID: partner.FederalTaxID ?? null,
    BPL_IDAssignedToInvoice: null,
    AttachmentEntry: null,
    Confirmed: 'tNO',
    ReserveInvoice: 'tNO',
    PriceMode: 'pmdNet',
    Rounding: 'tNO',
    Series: 1,
    DownPaymentsToDraw: [],
    ...addresses,
  }
}

function fixedHeader(work: Work, context: LineContext, header: Entity, partner: BusinessPartner) {
  return {
    DocEntry: 0,
    DocNum: 0,
    DocType: context.docType,
    CardCode: partner.CardCode,
    CardName: typeof header.CardName === 'string' ? header.CardName : partner.CardName,
    NumAtCard: typeof header.NumAtCard === 'string' ? header.NumAtCard : null,
    DocDate: typeof header.DocDate === 'string' ? header.DocDate : work.today,
    DocCurrency: context.currency,
    DocRate: Number(context.rate),
    DocumentStatus: 'bost_Open' as const,
    Cancelled: 'tNO' as const,
    CancelStatus: 'csNo' as const,
    Confirmed: header.Confirmed === 'tYES' ? ('tYES' as const) : ('tNO' as const),
    ReserveInvoice: header.ReserveInvoice === 'tYES' ? ('tYES' as const) : ('tNO' as const),
    AuthorizationStatus: 'dasWithout',
    CreationDate: work.today,
    UpdateDate: work.today,
    UpdateTime: work.time,
    DocTime: work.time,
  }
}

function totalsOf(context: LineContext, totals: Totals, rounding: Amount) {
  const local = (value: Amount) => out(money(multiply(value, context.rate)))
  const foreign = (value: Amount) => (context.foreign ? out(value) : 0)
  return {
    DiscountPercent: out(context.discount),
    TotalDiscount: local(totals.discount),
    TotalDiscountFC: foreign(totals.discount),
    VatSum: local(totals.tax),
    VatSumFc: foreign(totals.tax),
    RoundingDiffAmount: local(rounding),
    RoundingDiffAmountFC: foreign(rounding),
    DocTotal: local(totals.total),
    DocTotalFc: foreign(totals.total),
  }
}
