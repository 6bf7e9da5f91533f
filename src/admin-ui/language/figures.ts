import { isDay } from '../../flows/ledger/store-zone.ts'
import { spokenLocale } from './say.tsx'

/** Holes of stored sentences that hold money, a quantity or a rate; in no other one a figure is looked for. */
const FIGURES = new Set([
  ...['total', 'other', 'amount', 'sum', 'difference', 'magento', 'erp', 'lines', 'shipping', 'fees', 'rate'],
  ...['ordered', 'bought', 'returned', 'inErp', 'money', 'money2'],
])
const DAYS = new Set(['day', 'first', 'date'])

/** As flows write money: "24.90 EUR", "-0.83", "1200 JPY". A number alone has decimals, or it could be any number. */
const MONEY = String.raw`-?\d+\.\d+(?: [A-Z]{3})?|-?\d+ [A-Z]{3}`
const WHOLE = new RegExp(`^(?:${MONEY})$`)
const DAY = /^\d{4}-\d{2}-\d{2}$/
const ANYWHERE = /\d\.\d|\d [A-Z]{3}\b|\d{4}-\d{2}-\d{2}/

/** A hole where nothing but money fits, in a sentence that could end elsewhere as well. */
export const patternOf = (hole: string): string | undefined => (/^money2?$/.test(hole) ? `(${MONEY})` : undefined)

/** Whether there may be anything in it to write in another form. */
export const mayHaveFigures = (text: string): boolean => ANYWHERE.test(text)

/** What stands in this hole, as the reader writes it; as it is when it is no figure. */
export function figure(hole: string, text: string): string {
  if (FIGURES.has(hole) && WHOLE.test(text)) return money(text)
  return DAYS.has(hole) && DAY.test(text) ? dayText(text) : text
}

/** One side of a comparison: "24.90 EUR", "INV-7, 24.90 EUR", or something that has no money at its end. */
export function sideText(text: string): string {
  const [, before = '', total] = /^(\S+, )?(-?\d+(?:\.\d+)? [A-Z]{3})$/.exec(text) ?? []
  return total === undefined ? text : `${before}${money(total)}`
}

/** All decimals that are there, and as many as the currency has. */
function money(text: string): string {
  const [value = '', currency] = text.split(' ')
  const decimals = value.split('.')[1]?.length ?? 0
  const format = currency === undefined ? decimal(decimals) : inCurrency(currency, decimals)
  // A decimal text is formatted digit by digit, and never becomes a float.
  return format.format(value as `${number}`)
}

const decimal = (decimals: number): Intl.NumberFormat =>
  new Intl.NumberFormat(spokenLocale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

function inCurrency(currency: string, decimals: number): Intl.NumberFormat {
  const style = { style: 'currency', currency } as const
  const format = new Intl.NumberFormat(spokenLocale(), style)
  return decimals > (format.resolvedOptions().maximumFractionDigits ?? 0)
    ? new Intl.NumberFormat(spokenLocale(), { ...style, maximumFractionDigits: decimals })
    : format
}

/** "2026-11" as it stands alone: "November 2026", "november 2026". */
export function monthText(month: string): string {
  const day = `${month}-01`
  return isDay(day) ? writeDay(day, { month: 'long', year: 'numeric' }) : month
}

export const dayText = (day: string): string => (isDay(day) ? writeDay(day, { dateStyle: 'medium' }) : day)

/** A day has no zone: it is written for the calendar's day and not for a moment. */
const writeDay = (day: string, how: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(spokenLocale(), { ...how, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
