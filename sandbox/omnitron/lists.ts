/** Lists as Django REST writes them: filters by field, `limit`, `page`, `sort`, and addresses of the pages beside. */

/** Says no; the body goes out as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 400 | 404 | 406
  readonly body: object
  constructor(status: 400 | 404 | 406, body: object) {
    super(JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

const CONTROLS = new Set(['limit', 'page', 'sort'])
const MAX_LIMIT = 1000

export function listOf<T extends object>(address: URL, rows: readonly T[], out: (row: T) => object) {
  const query = address.searchParams
  const found = sorted(
    rows.filter(row => [...query].every(([name, value]) => CONTROLS.has(name) || fits(row, name, value))),
    query.get('sort'),
  )
  const limit = Math.min(MAX_LIMIT, positive(query.get('limit'), 10))
  const page = positive(query.get('page'), 1)
  // As Django's own paginator: there is a first page in any case, none after the last.
  if (page > 1 && (page - 1) * limit >= found.length) throw new Refusal(404, { detail: 'Invalid page.' })
  return {
    count: found.length,
    next: page * limit < found.length ? withPage(address, page + 1) : null,
    previous: page > 1 ? withPage(address, page - 1) : null,
    results: found.slice((page - 1) * limit, page * limit).map(out),
  }
}

function withPage(address: URL, page: number): string {
  const other = new URL(address)
  other.searchParams.set('page', String(page))
  return other.href
}

function positive(text: string | null, otherwise: number): number {
  if (text === null) return otherwise
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Refusal(404, { detail: 'Invalid page.' })
  return Number(text)
}

function fits(row: object, name: string, wanted: string): boolean {
  const [field = '', how = 'exact'] = name.split('__')
  // order_id and order say the same.
  const key = Object.hasOwn(row, field) ? field : field.replace(/_id$/, '')
  if (!Object.hasOwn(row, key)) throw new Refusal(400, { [field]: ['Unknown filter.'] })
  const value = String(Reflect.get(row, key))
  const order = compare(value, wanted)
  const tests: Readonly<Record<string, () => boolean>> = {
    exact: () => value === wanted.toLowerCase() || value === wanted,
    in: () => wanted.split(',').includes(value),
    gt: () => order > 0,
    gte: () => order >= 0,
    lt: () => order < 0,
    lte: () => order <= 0,
  }
  const test = Object.hasOwn(tests, how) ? tests[how] : undefined
  if (!test) throw new Refusal(400, { [name]: ['Unknown lookup.'] })
  return test()
}

const compare = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

function sorted<T extends object>(rows: readonly T[], by: string | null): readonly T[] {
  if (!by) return rows
  const field = by.replace(/^-/, '')
  const sign = by.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => sign * compare(String(Reflect.get(a, field)), String(Reflect.get(b, field))))
}
