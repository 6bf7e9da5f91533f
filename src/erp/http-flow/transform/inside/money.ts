/** An amount as text ("12.40"), or a number as JSON has it. */
type Value = string | number
type Values = Value | readonly Value[]

interface Decimal {
  readonly units: bigint
  /** Digits of `units` behind the point. */
  readonly digits: number
}

const DECIMAL = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?$/
const MAX_DIGITS = 60

function parse(value: Value): Decimal {
  const text = String(value).trim()
  const found = DECIMAL.exec(text)
  if (!found) throw new TypeError(`money: "${text.slice(0, 40)}" is not a decimal number`)
  const [, sign = '', whole = '', fraction = ''] = found
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, digits: fraction.length }
}

/** @returns the canonical text: no zeros at the end, no -0. */
function write({ units, digits }: Decimal): string {
  const padded = String(units < 0n ? -units : units).padStart(digits + 1, '0')
  const whole = padded.slice(0, padded.length - digits)
  const fraction = padded.slice(padded.length - digits).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

const scaled = ({ units, digits }: Decimal, to: number): bigint => units * 10n ** BigInt(to - digits)

function checkDigits(digits: number): number {
  if (Number.isInteger(digits) && digits >= 0 && digits <= MAX_DIGITS) return digits
  throw new RangeError(`money: digits are a whole number from 0 to ${MAX_DIGITS}`)
}

/** Halves away from zero. */
function divideUnits(over: bigint, under: bigint): bigint {
  const negative = over < 0n !== under < 0n
  const a = over < 0n ? -over : over
  const b = under < 0n ? -under : under
  const size = (2n * a + b) / (2n * b)
  return negative ? -size : size
}

function add(...values: Values[]): string {
  const all = values.flat().map(value => parse(value as Value)) // flat() of Values leaves single ones; parse checks them
  const digits = Math.max(0, ...all.map(decimal => decimal.digits))
  return write({ units: all.reduce((sum, decimal) => sum + scaled(decimal, digits), 0n), digits })
}

function mul(a: Value, b: Value): string {
  const [x, y] = [parse(a), parse(b)]
  return write({ units: x.units * y.units, digits: x.digits + y.digits })
}

function sub(a: Value, b: Value): string {
  return add(a, mul(b, '-1'))
}

function roundUnits(value: Value, digits: number): bigint {
  const decimal = parse(value)
  if (decimal.digits <= checkDigits(digits)) return scaled(decimal, digits)
  return divideUnits(decimal.units, 10n ** BigInt(decimal.digits - digits))
}

const round = (value: Value, digits: number): string => write({ units: roundUnits(value, digits), digits })

/** With exactly so many digits behind the point, zeros included: for an ERP that wants "12.40". */
function fixed(value: Value, digits: number): string {
  const units = roundUnits(value, digits)
  const padded = String(units < 0n ? -units : units).padStart(digits + 1, '0')
  const whole = padded.slice(0, padded.length - digits)
  return `${units < 0n ? '-' : ''}${whole}${digits > 0 ? `.${padded.slice(padded.length - digits)}` : ''}`
}

/** The quotient, rounded to so many digits. */
function div(a: Value, b: Value, digits: number): string {
  const [x, y] = [parse(a), parse(b)]
  if (y.units === 0n) throw new RangeError('money: division by zero')
  const over = x.units * 10n ** BigInt(y.digits + checkDigits(digits))
  return write({ units: divideUnits(over, y.units * 10n ** BigInt(x.digits)), digits })
}

function compare(a: Value, b: Value): -1 | 0 | 1 {
  const [x, y] = [parse(a), parse(b)]
  const digits = Math.max(x.digits, y.digits)
  const difference = scaled(x, digits) - scaled(y, digits)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Exact arithmetic on decimal texts, halves away from zero, as the bridge itself reckons (src/domain/amount.ts). */
export const money = Object.freeze({ add, sub, mul, div, round, fixed, compare })
