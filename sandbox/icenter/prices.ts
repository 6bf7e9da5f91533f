import { type Amount, compare, divide } from '../../src/domain/amount.ts'
import { type Answer, BadRequest, type Call, ok, type Route } from './answer.ts'
import type { Row, Work } from './company.ts'
import { decimal, text, writeRow } from './fields.ts'
import { findIn, vatRate } from './lookups.ts'
import { PRICE } from './models.ts'
import { changedOnly, pageOf } from './query.ts'
import { branch, root } from './xml.ts'

/** Prices of a list on a day; list and day are required. V2 answers the same. */
export const priceRoutes = (): Route[] => [
  { method: 'GET', path: '/api/Price/GetPrices', handle: getPrices },
  { method: 'GET', path: '/api/V2/Price', handle: getPrices },
]

function getPrices(work: Work, { query }: Call): Answer {
  const list = query.required('priceListID')
  const day = query.required('priceListDate').slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new BadRequest('The value is not valid for PriceListDate.')
  const [code, ean, active] = [query.text('itemCode'), query.text('itemEAN'), query.boolean('active')]
  const rows = work
    .list('prices')
    .filter(row => row.PriceListId === list && isValid(row, day))
    .filter(row => code === undefined || row.ItemCode === code)
    .filter(row => ean === undefined || row.ItemEAN === ean)
    .filter(row => active === undefined || row.Active === active)
  const changed = changedOnly(work.company, rows, query, row => text(row, 'InsUpdDate'))
  return ok(
    root(
      'ArrayOfPrice',
      pageOf(changed, query).map(row => branch('Price', writeRow(row, PRICE))),
    ),
  )
}

const isValid = (row: Row, day: string): boolean =>
  text(row, 'PriceValidityFrom').slice(0, 10) <= day &&
  (row.PriceValidityTo === undefined || text(row, 'PriceValidityTo').slice(0, 10) >= day)

export interface NewPrice {
  readonly list: string
  readonly item: string
  readonly price: Amount
  /** The price is for so many pieces. */
  readonly per?: number
  /** From this quantity on; at most five. */
  readonly tiers?: readonly { readonly quantity: Amount; readonly price: Amount }[]
  readonly from?: string
  readonly to?: string
  readonly active?: boolean
}

/** Sets the price of an item in a list; one price for each beginning of validity. */
export function setPrice(
  work: Work,
  { list, item, price, per = 1, tiers = [], from, to, active = true }: NewPrice,
): void {
  const head = findIn(work, 'pricelists', list)
  const row = work.get('items', item)
  const begins = from ?? '2020-01-01T00:00:00'
  const steps = tiers
    .slice(0, 5)
    .flatMap(({ quantity, price: step }, index) => [
      [`Quantity${index + 1}`, quantity] as const,
      [`PriceForQuantity${index + 1}`, step] as const,
    ])
  work.put('prices', `${list}:${item}:${begins}`, {
    PriceListId: list,
    PriceListDescription: text(head ?? {}, 'PriceListDescription'),
    ItemCode: item,
    ...(row?.ItemEANCode !== undefined && { ItemEAN: row.ItemEANCode }),
    VATRate: vatRate(work, text(row ?? {}, 'VATRateID')),
    Price: price,
    UnitOfMeasurementForPrice: per,
    VATIncluded: head?.VatIncluded === true,
    Active: active,
    DiscountPrice: false,
    PriceValidityFrom: begins,
    ...(to !== undefined && { PriceValidityTo: to }),
    InsUpdDate: work.now,
    ...Object.fromEntries(steps),
    ItemOrganisationID: work.company.organisation,
    CustomerOrganisationID: work.company.organisation,
  })
}

/** @returns the price for one piece that the list has on that day for that many pieces. */
export function listPrice(work: Work, list: string, item: string, day: string, quantity: Amount): Amount | undefined {
  const row = work
    .list('prices')
    .filter(one => one.PriceListId === list && one.ItemCode === item && one.Active === true && isValid(one, day))
    .at(-1)
  if (!row) return undefined
  const tier = ['5', '4', '3', '2', '1'].find(number => {
    const from = decimal(row, `Quantity${number}`)
    return from !== undefined && compare(quantity, from) >= 0
  })
  const found = decimal(row, tier === undefined ? 'Price' : `PriceForQuantity${tier}`)
  return found === undefined ? undefined : divide(found, perOf(row))
}

const perOf = (row: Row): Amount => decimal(row, 'UnitOfMeasurementForPrice') ?? ('1' as Amount) // canonical literal
