import { type Amount, add, amount, divide, round } from '../../src/domain/amount.ts'
import type { Row, Work } from './company.ts'
import { EURO } from './company.ts'
import { createContact, createCustomer } from './customers.ts'
import { createItem, isGoods } from './items.ts'
import { vatRate } from './lookups.ts'
import { setPrice } from './prices.ts'
import { codeLists } from './seed-lists.ts'
import { moveStock } from './stock.ts'

/** The company as it is before the first order: what a shop with these products would have set up. */

const MAIN_WAREHOUSE = '001'
const RETAIL = 'MPC'
const WHOLESALE = 'VPC'
/** VATRateID by percent: 1 and 2 are Slovenian, 0 is exempt, the others are foreign rates under OSS ("O19"). */
const STANDARD = '1'
const REDUCED = '2'
const EXEMPT = '0'

/** Gross prices of the simple products repeat every seven; S-005 and its like carry the reduced rate. */
const SIMPLE_PRICES = [19.9, 0.99, 49, 123.45, 7.99, 1499, 9.99]
const isReduced = (number: number) => number % 5 === 0

interface Product {
  readonly code: string
  readonly name: string
  readonly gross: number
  readonly vat?: string
  readonly service?: boolean
  readonly weight?: number
}

function products(): Product[] {
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1)
  const digits = (number: number, length: number) => String(number).padStart(length, '0')
  const colors = ['Modra', 'Rdeca', 'Crna']
  return [
    ...numbers.map(number => ({
      code: `S-${digits(number, 3)}`,
      name: `Izdelek ${number} šumniki čšž`,
      gross: SIMPLE_PRICES[(number - 1) % SIMPLE_PRICES.length] ?? 10,
      vat: isReduced(number) ? REDUCED : STANDARD,
      weight: number / 2,
    })),
    ...numbers.map(number => ({ code: `P-${digits(number, 4)}`, name: `Izdelek P ${number}`, gross: 10 + number })),
    ...colors.map(color => ({ code: `C-MAJICA-${color}`, name: `Majica ${color}`, gross: 24.9 })),
    ...colors.flatMap(color =>
      ['S', 'M', 'L'].map(size => ({ code: `C-HLACE-${color}-${size}`, name: `Hlače ${color} ${size}`, gross: 59.9 })),
    ),
    { code: 'S-OPCIJE', name: 'Izdelek z opcijami', gross: 30 },
    { code: 'B-PAKET', name: 'Paket (bundle)', gross: 0 },
    { code: 'B-FIKSEN', name: 'Paket s fiksno ceno (bundle)', gross: 105 },
    { code: 'V-SERVIS', name: 'Storitev svetovanja (virtual)', gross: 80, service: true },
  ]
}

/** What a shop's orders need besides goods: there is no freight or fee field (contract §6). */
const SERVICES: readonly Product[] = [
  { code: 'POSTNINA', name: 'Poštnina', gross: 0, service: true },
  { code: 'POVZETJE', name: 'Strošek plačila po povzetju', gross: 0, service: true },
  { code: 'STROSEK', name: 'Drugi stroški', gross: 0, service: true },
  { code: 'ZAOKR', name: 'Zaokrožitev', gross: 0, vat: EXEMPT, service: true },
  { code: 'BON', name: 'Darilni bon in dobroimetje', gross: 0, vat: EXEMPT, service: true },
]

/** Fills an empty company. */
export function seedCompany(work: Work): void {
  for (const [list, rows] of codeLists(work)) work.put('lookups', list, { rows })
  for (const product of [...products(), ...SERVICES]) addProduct(work, product)
  const country = work.company.variants.countryCodes === 'alpha-2' ? 'SI' : '705'
  createCustomer(work, { ...GUESTS, Country: country })
  const code = String(createCustomer(work, { ...COMPANY_CUSTOMER, Country: country }).Code)
  createContact(work, {
    CustomerID: code,
    ContactDescription: 'Računovodstvo',
    ContactFirstName: 'Marija',
    ContactLastName: 'Kovač',
    ContactPhoneNo: '03 123 45 67',
    ContactEMail: 'racuni@kovac.example',
  })
}

/** 0000001: guests are booked on it when the shop does not want a customer for each. */
const GUESTS: Row = {
  Name: 'Spletni kupci',
  SubjectToVAT: '0',
  Currency: EURO,
  SuggestFirstFreeCode: 1,
  CustomerType: 'K',
  EntityType: 'F',
}

const COMPANY_CUSTOMER: Row = {
  Name: 'Kovač & Sinovi d.o.o.',
  Address: 'Obrtniška ulica 7',
  PostalCode: '3000',
  City: 'Celje',
  SubjectToVAT: '1',
  TaxNumber: 'SI12345678',
  ExpirationDays: 30,
  Currency: EURO,
  SuggestFirstFreeCode: 1,
  CustomerType: 'K',
  EntityType: 'P',
}

/** Stores a product with its prices, and goods on the shelf. */
export function addProduct(work: Work, { code, name, gross, vat = STANDARD, service = false, weight }: Product): void {
  const item: Row = {
    ItemID: code,
    ItemTitle1: name,
    ItemTitleShort: name.slice(0, 20),
    ItemType: service ? 'S' : 'B',
    ItemGroup: service ? 'STORITVE' : 'BLAGO',
    VATRateID: vat,
    WebPublish: service ? 'n' : 'd',
    ItemWeightPerUnit: amount(weight ?? 0),
    ...(!service && { ItemEANCode: eanOf(work.next('ean', 1)) }),
  }
  createItem(work, item)
  const price = amount(gross)
  setPrice(work, { list: RETAIL, item: code, price })
  setPrice(work, { list: WHOLESALE, item: code, price: withoutVat(price, vatRate(work, vat)) })
  if (!isGoods(item)) return
  moveStock(work, code, MAIN_WAREHOUSE, amount(500))
  moveStock(work, code, '002', amount(20))
}

const withoutVat = (gross: Amount, rate: Amount): Amount =>
  round(divide(gross, add(amount(1), divide(rate, amount(100)))), 5)

/** EAN-13 of the Slovenian range, with its check digit. */
function eanOf(number: number): string {
  const digits = `383${String(number).padStart(9, '0')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
