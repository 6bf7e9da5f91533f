import { type Amount, amount } from '../../src/domain/amount.ts'
import { ok, type Route, refuse } from './answer.ts'
import type { Row, Work } from './company.ts'
import { type Field, fields, text, writeRow } from './fields.ts'
import { changedOnly, pageOf } from './query.ts'
import { branch, leaf, root } from './xml.ts'

/** Code lists: address below /api, name of a row, elements. Every list is answered whole unless a page is asked for. */
interface Lookup {
  readonly path: string
  readonly row: string
  readonly model: readonly Field[]
  /** Query parameter that picks one row, the same as the row's key. */
  readonly key: string
}

const LOOKUPS: readonly Lookup[] = [
  {
    path: 'currencies',
    row: 'Currency',
    key: 'CurrencyId',
    model: fields('CurrencyId CurrencyDescription CurrencyCode Units:i InsUpdDate:t'),
  },
  {
    path: 'countries',
    row: 'Country',
    key: 'CountryId',
    model: fields('CountryId CountryIdIso3 CountryDescription CurrencyId EU:i InsUpdDate:t'),
  },
  {
    path: 'warehouses',
    row: 'Warehouse',
    key: 'WarehouseId',
    model: fields('WarehouseId WarehouseDescription Active:b InsUpdDate:t'),
  },
  {
    path: 'pricelists',
    row: 'PriceList',
    key: 'PriceListId',
    model: fields(`PriceListId PriceListDescription CurrencyId VatIncluded:b ContractPriceList:b PriceListValidityFrom:t
      PriceListValidityTo:t Active:b PriceListCustomerId InsUpdDate:t PaymentPeriod:i Notes`),
  },
  {
    path: 'shippingmethods',
    row: 'ShippingMethod',
    key: 'ShippingMethodId',
    model: fields('ShippingMethodId ShippingMethodDescription InsUpdDate:t'),
  },
  {
    path: 'paymentcodes',
    row: 'PaymentCode',
    key: 'PaymentCodeId',
    model: fields('PaymentCodeId PaymentCodeDescription InsUpdDate:t'),
  },
  {
    path: 'paymentpurposes',
    row: 'PaymentPurpose',
    key: 'PaymentPurposeId',
    model: fields(`PaymentPurposeId PaymentPurposeDescription PaymentPurposeType PaymentPurposeTypeDescription Active:b
      InsUpdDate:t POSPayment:b POSPaymentCode`),
  },
  {
    path: 'orderbooks',
    row: 'OrderBook',
    key: 'OrderBookID',
    model: fields(`OrderBookID OrderBookDescription OrderBookType OrderBookTypeDescription InvoiceBookID CostCenterID
      ShopID WarehouseID PriceListID ActionPriceListID InsUpdDate:t`),
  },
  {
    path: 'invoicebooks',
    row: 'InvoiceBook',
    key: 'InvoiceBookID',
    model: fields('InvoiceBookID InvoiceBookDescription InvoiceBookType InvoiceBookTypeDescription InsUpdDate:t'),
  },
]

export const lookupRoutes = (): Route[] => [
  ...LOOKUPS.map(({ path, row, model, key }): Route => {
    const parameter = key.charAt(0).toLowerCase() + key.slice(1)
    return {
      method: 'GET',
      path: `/api/${path}`,
      handle: (work, { query }) => {
        const wanted = query.text(parameter)
        const rows = lookup(work, path).filter(one => wanted === undefined || one[key] === wanted)
        const changed = changedOnly(work.company, rows, query, one => text(one, 'InsUpdDate'))
        return ok(
          root(
            `ArrayOf${row}`,
            pageOf(changed, query).map(one => branch(row, writeRow(one, model))),
          ),
        )
      },
    }
  }),
  {
    method: 'GET',
    path: '/api/V2/ApiVersion',
    handle: () =>
      ok(
        root('ApiVersion', [
          leaf('WebApiVersion', '2.0.0.0'),
          leaf('icApiVersion', '7.40.0'),
          leaf('Localization', 'SLO'),
          leaf('SAOPVersion', '2026.01'),
        ]),
      ),
  },
]

/** @returns the rows of a code list. */
export const lookup = (work: Work, path: string): readonly Row[] => work.get('lookups', path)?.rows ?? []

const keyOfList = (path: string): string => LOOKUPS.find(one => one.path === path)?.key ?? 'Id'

export const findIn = (work: Work, path: string, code: string): Row | undefined =>
  lookup(work, path).find(row => row[keyOfList(path)] === code)

/** @returns percent. VAT rates have no list of their own in the API. */
export function vatRate(work: Work, vatRateId: string): Amount {
  const row = work.get('lookups', 'vatrates')?.rows.find(one => one.VATRateID === vatRateId)
  return row ? amount(String(row.Percent)) : refuse(`Stopnja DDV ${vatRateId} ne obstaja v šifrantu!`)
}
