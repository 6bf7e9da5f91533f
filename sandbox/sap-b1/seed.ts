import { type Amount, divide, round } from '../../src/domain/amount.ts'
import { createBusinessPartner } from './business-partners.ts'
import type { Entity, Work } from './company.ts'
import { createItem } from './items.ts'
import { numberOf, out, taxFactor } from './pricing.ts'
import { moveStock } from './stock.ts'
import { TAXED, UNTAXED } from './vat-groups.ts'

/** The company as it is before the first order: what a shop with these products would have set up. */

export const COLLECTIVE_CUSTOMER = 'C-WEB'
/** Where transfers from the payment provider are booked. */
export const TRANSFER_ACCOUNT = '110100'

const expenses = [
  [1, 'Shipping', 'S22'],
  [2, 'Cash on delivery fee', 'S22'],
  [3, 'Gift card and store credit', 'S0'],
  [4, 'Rounding', 'S0'],
  [5, 'Other fees', 'S22'],
] as const

const shippingTypes = ['Post', 'Courier', 'GLS', 'DPD', 'Personal collection']

/** Gross prices of the simple products repeat every seven; S-005 and its like carry the reduced rate. */
const SIMPLE_PRICES = [19.9, 0.99, 49, 123.45, 7.99, 1499, 9.99]
const isReduced = (number: number) => number % 5 === 0

interface Product {
  readonly code: string
  readonly name: string
  readonly gross: number
  readonly vatGroup: 'S22' | 'S95'
  readonly goods: boolean
  readonly weight?: number
}

const goods = (code: string, name: string, gross: number): Product => ({
  code,
  name,
  gross,
  vatGroup: 'S22',
  goods: true,
})

function products(): Product[] {
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1)
  const two = (number: number, digits: number) => String(number).padStart(digits, '0')
  return [
    ...numbers.map(
      (number): Product => ({
        code: `S-${two(number, 3)}`,
        name: `Izdelek ${number} šumniki čšž`,
        gross: SIMPLE_PRICES[(number - 1) % SIMPLE_PRICES.length] ?? 10,
        vatGroup: isReduced(number) ? 'S95' : 'S22',
        goods: true,
        weight: number / 2,
      }),
    ),
    ...numbers.map(number => goods(`P-${two(number, 4)}`, `Izdelek P ${number}`, 10 + number)),
    ...['Modra', 'Rdeca', 'Crna'].map(color => goods(`C-MAJICA-${color}`, `Majica ${color}`, 24.9)),
    ...['Modra', 'Rdeca', 'Crna'].flatMap(color =>
      ['S', 'M', 'L'].map(size => goods(`C-HLACE-${color}-${size}`, `Hlače ${color} ${size}`, 59.9)),
    ),
    goods('S-OPCIJE', 'Izdelek z opcijami', 30),
    goods('B-PAKET', 'Paket (bundle)', 0),
    goods('B-FIKSEN', 'Paket s fiksno ceno (bundle)', 105),
    { code: 'V-SERVIS', name: 'Storitev svetovanja (virtual)', gross: 80, vatGroup: 'S22', goods: false },
  ]
}

/** Fills an empty company. */
export function seedCompany(work: Work): void {
  seedSetup(work)
  for (const product of products()) createProduct(work, product)
  createBusinessPartner(work, {
    CardCode: COLLECTIVE_CUSTOMER,
    CardName: 'Spletni kupci',
    GroupCode: 101,
    CompanyPrivate: 'cPrivate',
  })
  createBusinessPartner(work, {
    CardCode: 'C00001',
    CardName: 'Kovač & Sinovi d.o.o.',
    GroupCode: 100,
    FederalTaxID: 'SI12345678',
    CompanyPrivate: 'cCompany',
    EmailAddress: 'racuni@kovac.example',
    BPAddresses: [
      {
        AddressName: 'Sedež',
        AddressType: 'bo_BillTo',
        Street: 'Obrtniška ulica 7',
        ZipCode: '3000',
        City: 'Celje',
        Country: 'SI',
        FederalTaxID: 'SI12345678',
      },
    ],
  })
}

function seedSetup(work: Work): void {
  const put = (set: string, key: string | number, entity: Entity) => work.put(set, key, entity)
  for (const { code, name, rate } of [...TAXED, ...UNTAXED]) {
    const VatGroups_Lines = [{ Effectivefrom: '2013-07-01', Rate: rate }]
    put('VatGroups', code, { Code: code, Name: name, Category: 'bovcOutputTax', Inactive: 'tNO', VatGroups_Lines })
  }
  for (const [ExpensCode, Name, OutputVATGroup] of expenses) {
    put('AdditionalExpenses', ExpensCode, { ExpensCode, Name, OutputVATGroup, DistributionMethod: 'aedm_None' })
  }
  shippingTypes.forEach((Name, index) => {
    put('ShippingTypes', index + 1, { Code: index + 1, Name, Website: null })
  })
  put('Warehouses', '01', warehouse('01', 'Glavno skladišče', 'Ljubljana'))
  put('Warehouses', '02', warehouse('02', 'Skladišče Maribor', 'Maribor'))
  put('PriceLists', 1, priceList(1, 'Veleprodaja (neto)', 'tNO'))
  put('PriceLists', 2, priceList(2, 'Maloprodaja (bruto)', 'tYES'))
  put('BusinessPartnerGroups', 100, { Code: 100, Name: 'Podjetja', Type: 'bbpgt_CustomerGroup' })
  put('BusinessPartnerGroups', 101, { Code: 101, Name: 'Spletni kupci', Type: 'bbpgt_CustomerGroup' })
  put('PaymentTermsTypes', -1, paymentTerms(-1, 'Takoj', 0))
  put('PaymentTermsTypes', 1, paymentTerms(1, '30 dni', 30))
  for (const [PaymentMethodCode, Description] of [
    ['NAKAZILO', 'Nakazilo'],
    ['KARTICA', 'Kartica'],
    ['POVZETJE', 'Plačilo po povzetju'],
  ] as const) {
    put('WizardPaymentMethods', PaymentMethodCode, { PaymentMethodCode, Description, Active: 'tYES' })
  }
  put('ChartOfAccounts', TRANSFER_ACCOUNT, account(TRANSFER_ACCOUNT, 'Transakcijski račun'))
  put('ChartOfAccounts', '100000', account('100000', 'Blagajna'))
  put('ChartOfAccounts', '760000', account('760000', 'Prihodki od prodaje'))
  for (const [Code, Name] of [
    ['EUR', 'Euro'],
    ['USD', 'US dollar'],
    ['GBP', 'Pound sterling'],
  ] as const) {
    put('Currencies', Code, { Code, Name, DocumentsCode: Code })
  }
}

const warehouse = (WarehouseCode: string, WarehouseName: string, City: string): Entity => ({
  WarehouseCode,
  WarehouseName,
  City,
  Country: 'SI',
  Inactive: 'tNO',
})
const priceList = (PriceListNo: number, PriceListName: string, IsGrossPrice: string): Entity => ({
  PriceListNo,
  PriceListName,
  IsGrossPrice,
  BasePriceList: PriceListNo,
  Factor: 1,
  Active: 'tYES',
  DefaultPrimeCurrency: 'EUR',
})
const paymentTerms = (GroupNumber: number, PaymentTermsGroupName: string, NumberOfAdditionalDays: number): Entity => ({
  GroupNumber,
  PaymentTermsGroupName,
  NumberOfAdditionalDays,
})
const account = (Code: string, Name: string): Entity => ({ Code, Name, ActiveAccount: 'tYES', CashAccount: 'tYES' })

function createProduct(work: Work, product: Product): void {
  const rate = (product.vatGroup === 'S22' ? '22' : '9.5') as Amount // canonical literals
  const gross = numberOf(product.gross)
  const net = round(divide(gross, taxFactor(rate)), 4)
  createItem(work, {
    ItemCode: product.code,
    ItemName: product.name,
    SalesVATGroup: product.vatGroup,
    InventoryItem: product.goods ? 'tYES' : 'tNO',
    SalesUnitWeight: product.weight ?? null,
    ItemPrices: [
      { PriceList: 1, Price: out(net), Currency: 'EUR' },
      { PriceList: 2, Price: out(gross), Currency: 'EUR' },
    ],
  })
  if (!product.goods) return
  moveStock(work, product.code, '01', 500, 0)
  moveStock(work, product.code, '02', 20, 0)
}
