import { amount, fixed, multiply, round, toJsonNumber } from '../../domain/amount.ts'
import { textOf } from '../paths.ts'
import { cutText } from './text.ts'
import { formatMoment } from './times.ts'

/** What a template can do with a value: "{{order.placedAt|date(yyyyMMdd)}}". A missing value stays missing. */
export type Filter = (value: unknown, argument: string) => unknown

const onText =
  (change: (text: string, argument: string) => unknown): Filter =>
  (value, argument) => {
    const text = textOf(value)
    return text === undefined ? undefined : change(text, argument)
  }

const digits = (argument: string): number => Math.min(12, Math.max(0, Number(argument) || 0))
const HUNDRED = amount(100)

const quoted = onText(text => `'${text.replaceAll("'", "''")}'`)

const table: Readonly<Record<string, Filter>> = {
  cut: onText((text, argument) => cutText(text, Number(argument) || 0)),
  upper: onText(text => text.toUpperCase()),
  lower: onText(text => text.toLowerCase()),
  trim: onText(text => text.trim()),
  digits: onText(text => text.replace(/\D/g, '')),
  number: onText(text => toJsonNumber(amount(text))),
  fixed: onText((text, argument) => fixed(amount(text), digits(argument))),
  round: onText((text, argument) => round(amount(text), digits(argument))),
  cents: onText(text => toJsonNumber(round(multiply(amount(text), HUNDRED), 0))),
  comma: onText(text => text.replace('.', ',')),
  /** For filters of OData and SQL-like queries: 'O''Hara'; of a list each. */
  quoted: (value, argument) =>
    Array.isArray(value) ? value.map(one => quoted(one, argument)) : quoted(value, argument),
  date: onText((text, argument) => {
    const [format = 'yyyy-MM-dd', zone = 'UTC'] = argument.split(',').map(part => part.trim())
    const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
    return Number.isNaN(moment.getTime()) ? undefined : formatMoment(moment, format, zone)
  }),
  default: (value, argument) => (textOf(value) === undefined && typeof value !== 'object' ? argument : value),
  join: (value, argument) =>
    Array.isArray(value)
      ? value.flatMap(one => textOf(one) ?? []).join(argument === '' ? ',' : argument)
      : textOf(value),
}

export const filterNamed = (name: string): Filter | undefined => (Object.hasOwn(table, name) ? table[name] : undefined)
export const filterNames = Object.keys(table)
