import type { Row, Scalar, Work } from './company.ts'
import { EURO } from './company.ts'

export const INVOICE_BOOK = 'IR'
export const CREDIT_BOOK = 'DOB'

/** The code lists of the simulated company. */
export function codeLists(work: Work): readonly (readonly [string, readonly Row[]])[] {
  const rows = (names: readonly string[], values: readonly (readonly Scalar[])[]): Row[] =>
    values.map(value => ({
      ...Object.fromEntries(names.map((name, index) => [name, value[index]])),
      InsUpdDate: work.now,
    }))
  return [
    ['vatrates', RATES.map(([VATRateID, Percent]) => ({ VATRateID, Percent }))],
    ['currencies', rows(['CurrencyId', 'CurrencyDescription', 'CurrencyCode', 'Units'], CURRENCIES)],
    ['countries', countries(work).map(row => ({ ...row, InsUpdDate: work.now }))],
    ['warehouses', rows(['WarehouseId', 'WarehouseDescription', 'Active'], WAREHOUSES)],
    ['pricelists', rows(PRICE_LIST, PRICE_LISTS)],
    ['shippingmethods', rows(['ShippingMethodId', 'ShippingMethodDescription'], SHIPPING)],
    ['paymentcodes', rows(['PaymentCodeId', 'PaymentCodeDescription'], PAYMENT_CODES)],
    ['paymentpurposes', rows(PURPOSE, PURPOSES)],
    ['orderbooks', rows(ORDER_BOOK, ORDER_BOOKS)],
    ['invoicebooks', rows(['InvoiceBookID', 'InvoiceBookDescription', 'InvoiceBookType'], INVOICE_BOOKS)],
  ]
}

/** Standard and reduced rates of the EU countries, Great Britain, Norway and Switzerland in 2026, sold to under OSS. */
const FOREIGN = [
  27, 25.5, 25, 24, 23, 21, 20, 19, 18, 17, 16, 15, 14, 13.5, 13, 12, 11, 10, 9, 8.1, 8, 7, 6, 5.5, 5, 4.8, 4, 3.8, 3,
  2.6, 2.1,
]
/** VATRateID and percent. */
export const RATES: readonly (readonly [string, string])[] = [
  ['0', '0'],
  ['1', '22'],
  ['2', '9.5'],
  ...FOREIGN.map(rate => [`O${rate}`, String(rate)] as const),
]

const CURRENCIES = [
  [EURO, 'Evro', 'EUR', 1],
  ['840', 'Ameriški dolar', 'USD', 1],
  ['826', 'Britanski funt', 'GBP', 1],
  ['191', 'Kuna', 'HRK', 1],
] as const

/** ISO 3166: alpha-2, numeric, name, in the EU. */
const COUNTRIES = `SI 705 Slovenija 1,HR 191 Hrvaška 1,AT 040 Avstrija 1,IT 380 Italija 1,DE 276 Nemčija 1,HU 348 Madžarska 1,
FR 250 Francija 1,ES 724 Španija 1,NL 528 Nizozemska 1,BE 056 Belgija 1,PL 616 Poljska 1,CZ 203 Češka 1,SK 703 Slovaška 1,
SE 752 Švedska 1,DK 208 Danska 1,FI 246 Finska 1,IE 372 Irska 1,PT 620 Portugalska 1,RO 642 Romunija 1,BG 100 Bolgarija 1,
GR 300 Grčija 1,LT 440 Litva 1,LV 428 Latvija 1,EE 233 Estonija 1,LU 442 Luksemburg 1,MT 470 Malta 1,CY 196 Ciper 1,
GB 826 Združeno_kraljestvo 0,CH 756 Švica 0,NO 578 Norveška 0,US 840 ZDA 0,RS 688 Srbija 0,BA 070 Bosna_in_Hercegovina 0`

function countries(work: Work): Row[] {
  const alpha = work.company.variants.countryCodes === 'alpha-2'
  return COUNTRIES.split(',').map(entry => {
    const [code = '', numeric = '', name = '', union = '0'] = entry.trim().split(' ')
    return { CountryId: alpha ? code : numeric, CountryDescription: name.replaceAll('_', ' '), EU: Number(union) }
  })
}

const WAREHOUSES = [
  ['001', 'Glavno skladišče', true],
  ['002', 'Skladišče Maribor', true],
] as const

const PRICE_LIST = ['PriceListId', 'PriceListDescription', 'CurrencyId', 'VatIncluded', 'ContractPriceList', 'Active']
const PRICE_LISTS = [
  ['MPC', 'Maloprodajni cenik', EURO, true, false, true],
  ['VPC', 'Veleprodajni cenik', EURO, false, false, true],
] as const

const SHIPPING = [
  ['01', 'Pošta Slovenije'],
  ['02', 'GLS'],
  ['03', 'DPD'],
  ['04', 'Osebni prevzem'],
] as const

const PAYMENT_CODES = [
  ['01', 'Nakazilo'],
  ['02', 'Kartica'],
  ['03', 'Po povzetju'],
] as const

const PURPOSE = ['PaymentPurposeId', 'PaymentPurposeDescription', 'PaymentPurposeType', 'Active', 'POSPayment']
const PURPOSES = [
  ['G', 'Gotovina', 'G', true, false],
  ['K', 'Plačilna kartica', 'K', true, false],
  ['B', 'Nakazilo na račun', 'B', true, false],
  ['D', 'Darilni bon', 'D', true, false],
] as const

const ORDER_BOOK = [
  'OrderBookID',
  'OrderBookDescription',
  'OrderBookType',
  'InvoiceBookID',
  'WarehouseID',
  'PriceListID',
]
const ORDER_BOOKS = [
  ['VNK', 'Naročila kupcev, splet', 'K', 'IR', '001', 'MPC'],
  ['VNV', 'Naročila kupcev, veleprodaja', 'K', 'IR', '001', 'VPC'],
] as const

const INVOICE_BOOKS = [
  [INVOICE_BOOK, 'Izdani računi', 'R'],
  [CREDIT_BOOK, 'Dobropisi', 'D'],
] as const
