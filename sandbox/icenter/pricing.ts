import {
  type Amount,
  add,
  amount,
  apportion,
  divide,
  multiply,
  round,
  subtract,
  ZERO,
} from '../../src/domain/amount.ts'
import type { OrderLine, Row } from './company.ts'
import { decimal } from './fields.ts'
import type { Variants } from './variants.ts'

/**
 * How iCenter comes to its totals: line by line, each rounded to cents. A price with VAT fixes what the line costs with
 * VAT, and the net amount is what remains (variant "kept"), or it becomes a net price first ("converted").
 */
export interface PricedLine {
  /** For one piece, 5 decimals. */
  readonly netPrice: Amount
  readonly grossPrice: Amount
  readonly rate: Amount
  /** Without VAT and before discounts. */
  readonly gross: Amount
  readonly discount: Amount
  /** After the line's own discounts. */
  readonly intermediate: Amount
  /** The line's part of the discount of the whole document. */
  readonly rebate: Amount
  readonly net: Amount
  readonly vat: Amount
}

export interface Totals {
  readonly gross: Amount
  readonly discount: Amount
  readonly rebate: Amount
  readonly net: Amount
  readonly vat: Amount
  /** With VAT. */
  readonly payment: Amount
}

/** @param rateOf percent by VATRateId */
export interface Pricing {
  readonly variants: Variants
  readonly rateOf: (vatRateId: string) => Amount
}

const HUNDRED = amount(100)
const one = amount(1)
const cents = (value: Amount): Amount => round(value, 2)
const price = (value: Amount): Amount => round(value, 5)
const percent = (value: Amount): Amount => divide(value, HUNDRED)

/** Five percentages, one after the other: what is left of 1. */
const remaining = (row: Row, name: string): Amount =>
  ['', '2', '3', '4', '5']
    .map(number => decimal(row, `${name}${number}`) ?? ZERO)
    .reduce((left, rate) => multiply(left, subtract(one, percent(rate))), one)

/** A line in the manner of its price, with VAT or without, until its end. */
interface Basis {
  readonly rate: Amount
  readonly factor: Amount
  readonly includesVat: boolean
  readonly unit: Amount
  /** The line's own discounts. */
  readonly before: Amount
  readonly after: Amount
}

function basisOf(line: OrderLine, { variants, rateOf }: Pricing): Basis {
  const rate = rateOf(String(line.VATRateId ?? ''))
  const factor = add(one, percent(rate))
  const sent = price(decimal(line, 'Price') ?? ZERO)
  const converted = line.PriceIncludeVAT === true && variants.grossPrices === 'converted'
  const unit = converted ? price(divide(sent, factor)) : sent
  const before = cents(multiply(unit, line.Qty))
  const after = cents(multiply(multiply(unit, line.Qty), remaining(line, 'DiscountPercentage')))
  const off = discountAmount(line, variants, converted ? factor : one)
  return {
    rate,
    factor,
    includesVat: line.PriceIncludeVAT === true && !converted,
    unit,
    before,
    after: subtract(after, off),
  }
}

function discountAmount(line: OrderLine, variants: Variants, factor: Amount): Amount {
  const off = decimal(line, 'DiscountAmountAmount')
  if (off === undefined || variants.discountAmount === 'unused') return ZERO
  const whole = variants.discountAmount === 'unit' ? multiply(off, line.Qty) : off
  return cents(divide(whole, factor))
}

/** @returns one result for each line, in order. @param header rebates of the whole document */
export function priceLines(lines: readonly OrderLine[], header: Row, pricing: Pricing): PricedLine[] {
  const bases = lines.map(line => basisOf(line, pricing))
  const keeps = remaining(header, 'RebatePercentage')
  const rebated = bases.map(({ after }) => cents(multiply(after, keeps)))
  const amountOff = decimal(header, 'RebateAmountDocument') ?? ZERO
  const shares = apportion(amountOff, rebated, 2)
  return bases.map((basis, index) => finish(basis, subtract(rebated[index] ?? ZERO, shares[index] ?? ZERO)))
}

function finish({ rate, factor, includesVat, unit, before, after }: Basis, end: Amount): PricedLine {
  const plain = (value: Amount) => (includesVat ? cents(divide(value, factor)) : value)
  const [gross, intermediate, net] = [plain(before), plain(after), plain(end)]
  return {
    netPrice: includesVat ? price(divide(unit, factor)) : unit,
    grossPrice: includesVat ? unit : price(multiply(unit, factor)),
    rate,
    gross,
    discount: subtract(gross, intermediate),
    intermediate,
    rebate: subtract(intermediate, net),
    net,
    vat: includesVat ? subtract(end, net) : cents(multiply(net, percent(rate))),
  }
}

export function totalsOf(lines: readonly PricedLine[], vatRounding: Variants['vatRounding']): Totals {
  const sum = (pick: (line: PricedLine) => Amount) => add(...lines.map(pick))
  const net = sum(line => line.net)
  const vat = vatRounding === 'line' ? sum(line => line.vat) : vatByRate(lines)
  return {
    gross: sum(line => line.gross),
    discount: sum(line => line.discount),
    rebate: sum(line => line.rebate),
    net,
    vat,
    payment: add(net, vat),
  }
}

/** VAT of the summed net amounts, rounded once for each rate. */
function vatByRate(lines: readonly PricedLine[]): Amount {
  const groups = Map.groupBy(lines, line => line.rate)
  const each = [...groups].map(([rate, group]) => cents(multiply(add(...group.map(({ net }) => net)), percent(rate))))
  return add(...each)
}
