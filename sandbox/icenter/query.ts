import { BadRequest } from './answer.ts'
import { type Company, wallClock } from './company.ts'

/** The query parameters of a call: "searchQuery.orderBook=VNK". Those without the model's name are not seen. */
export interface Query {
  text(name: string): string | undefined
  integer(name: string): number | undefined
  boolean(name: string): boolean | undefined
  /** "001,002". */
  list(name: string): readonly string[] | undefined
  /** @throws BadRequest when it is missing */
  required(name: string): string
  requiredInteger(name: string): number
}

export function queryOf(company: Company, params: URLSearchParams, prefix: string): Query {
  const fold = (name: string) => (company.variants.caseInsensitiveParameters ? name.toLowerCase() : name)
  const values = new Map([...params].map(([name, value]) => [fold(name), value]))
  const text = (name: string) => values.get(fold(`${prefix}.${name}`)) || undefined
  const required = (name: string) => {
    const value = text(name)
    if (value === undefined) throw new BadRequest(`The ${name} field is required.`)
    return value
  }
  const integer = (name: string) => {
    const value = text(name)
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
      throw new BadRequest(`The value '${value.slice(0, 40)}' is not valid for ${name}.`)
    }
    return value === undefined ? undefined : Number(value)
  }
  return {
    text,
    integer,
    boolean: name => {
      const value = text(name)
      return value === undefined ? undefined : value.toLowerCase() === 'true'
    },
    list: name =>
      text(name)
        ?.split(',')
        .map(one => one.trim()),
    required,
    requiredInteger: name => {
      required(name)
      return integer(name) ?? 0
    },
  }
}

/** The rows of the page that was asked for; everything when no page size was sent. Pages begin with 1. */
export function pageOf<T>(rows: readonly T[], query: Query): readonly T[] {
  const size = query.integer('pageSize')
  const page = query.integer('page') ?? 1
  if (!size) return page > 1 ? [] : rows
  return rows.slice((page - 1) * size, page * size)
}

/** The rows that changed since recordDtModifiedFrom, by the server's wall clock. */
export function changedOnly<T>(
  company: Company,
  rows: readonly T[],
  query: Query,
  modified: (row: T) => string,
): readonly T[] {
  const since = query.text('recordDtModifiedFrom')
  if (since === undefined) return rows
  const from = localMoment(company, since)
  return rows.filter(row => {
    const at = comparable(modified(row))
    return company.variants.sinceInclusive ? at >= from : at > from
  })
}

/** Fractions may be short: .733 and .7330000 are the same. */
const comparable = (moment: string): string => {
  const [seconds = '', fraction = ''] = moment.split('.')
  return `${seconds}.${fraction.padEnd(7, '0')}`
}

/** A moment with a zone is taken to the server's clock, as .NET does it; one without a zone is the server's clock. */
function localMoment(company: Company, value: string): string {
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(value)
  if (!date || Number.isNaN(Date.parse(value))) {
    throw new BadRequest(`The value '${value.slice(0, 40)}' is not valid for RecordDtModifiedFrom.`)
  }
  if (date[4] !== undefined) return comparable(wallClock(new Date(value), company.timeZone))
  const [day = '', time = '00:00:00'] = value.split('T')
  return comparable(`${day}T${time.length === 5 ? `${time}:00` : time}`)
}
