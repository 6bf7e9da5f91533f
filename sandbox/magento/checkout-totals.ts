import { carryingRounder, cents, minus, plus, share } from './money.ts'
import type { Product, TaxClass } from './products.ts'
import { TAX_RATES, type TaxRate } from './stores.ts'

export interface PricedLine {
  readonly rate: number
  readonly price: number
  readonly priceInclTax: number
  readonly rowTotal: number
  readonly rowTotalInclTax: number
  readonly tax: number
}

export interface CartTotals {
  readonly lines: readonly PricedLine[]
  readonly shipping: PricedLine | undefined
  readonly subtotal: number
  readonly subtotalInclTax: number
  readonly tax: number
  readonly grandTotal: number
}

/** The flat rate of the recorded install, a piece, entered like the catalog prices. */
const SHIPPING_A_PIECE = 5

/**
 * Prices a cart as Magento does: tax by row, its rounding carried on within each rate, shipping last. Catalog prices
 * with tax hold the shop's own (SI) tax, which is taken out before another country's comes on (order-get-guest-de).
 */
export function priceCart(
  items: readonly { product: Product; qty: number }[],
  country: string,
  pricesIncludeTax: boolean,
): CartTotals {
  const round = carryingRounder()
  const priceLine = (price: number, qty: number, taxClass: TaxClass) => {
    const rates = { rate: rateOf(country, taxClass), home: rateOf('SI', taxClass)?.rate ?? 0 }
    return pricesIncludeTax ? priceGross(price, qty, rates, round) : priceNet(price, qty, rates, round)
  }
  const lines = items.map(({ product, qty }) => priceLine(product.special_price ?? product.price, qty, product.tax))
  const pieces = items.filter(({ product }) => product.type_id !== 'virtual').reduce((sum, { qty }) => sum + qty, 0)
  const shipping = pieces > 0 ? priceLine(SHIPPING_A_PIECE * pieces, 1, 'full') : undefined
  const subtotal = plus(0, ...lines.map(line => line.rowTotal))
  const tax = plus(shipping?.tax ?? 0, ...lines.map(line => line.tax))
  return {
    lines,
    shipping,
    subtotal,
    subtotalInclTax: plus(0, ...lines.map(line => line.rowTotalInclTax)),
    tax,
    grandTotal: plus(subtotal, tax, shipping?.rowTotal ?? 0),
  }
}

type Rounder = ReturnType<typeof carryingRounder>

interface Rates {
  readonly rate: TaxRate | undefined
  /** Percent that is inside the catalog price. */
  readonly home: number
}

function priceGross(price: number, qty: number, { rate, home }: Rates, round: Rounder): PricedLine {
  const percent = rate?.rate ?? 0
  const priceInclTax = cents(share(price, 100 + percent, 100 + home))
  const rowTotalInclTax = cents(share(priceInclTax, qty, 1))
  const tax = round(rowTotalInclTax, percent, 100 + percent, rate?.code ?? 'none')
  const rowTotal = minus(rowTotalInclTax, tax)
  return { rate: percent, price: cents(share(rowTotal, 1, qty)), priceInclTax, rowTotal, rowTotalInclTax, tax }
}

function priceNet(price: number, qty: number, { rate }: Rates, round: Rounder): PricedLine {
  const percent = rate?.rate ?? 0
  const rowTotal = cents(share(price, qty, 1))
  const tax = round(rowTotal, percent, 100, rate?.code ?? 'none')
  const priceInclTax = cents(share(price, 100 + percent, 100))
  return { rate: percent, price, priceInclTax, rowTotal, rowTotalInclTax: plus(rowTotal, tax), tax }
}

/** The higher rate of a country is the full one. Countries without rates pay none (order-get-guest-us-no-tax). */
function rateOf(country: string, taxClass: TaxClass): TaxRate | undefined {
  if (taxClass === 'none') return undefined
  const rates = TAX_RATES.filter(rate => rate.tax_country_id === country).sort((a, b) => b.rate - a.rate)
  return taxClass === 'full' ? rates[0] : (rates[1] ?? rates[0])
}
