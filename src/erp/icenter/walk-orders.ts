import { RemoteError } from '../../domain/errors.ts'
import type { IcenterClient } from './client.ts'
import { type DocumentKey, idOf } from './document-id.ts'
import { refused } from './errors.ts'
import { inTurns } from './in-turns.ts'
import { ourKeyOf, readOrder } from './order.ts'
import { dayAt } from './server-time.ts'

/** Orders by our key, where only their numbers can be asked for: the latest ones are read one by one (contract §6). */

export type Candidates = ReadonlyMap<string, readonly DocumentKey[]>

/** OrderReference, OrderYear and OrderDate of a request for a new order. */
export interface Planned {
  readonly reference: string | undefined
  readonly year: number | undefined
  /** No order of it was made before. */
  readonly date: string | undefined
}

export interface Walker {
  /** @throws RemoteError not_ready for a book that answers no order at all */
  find(keys: readonly string[], planned: ReadonlyMap<string, Planned>): Promise<Candidates>
  /** @throws RemoteError permanent when an order of that day may be there, and is too far back to be looked for */
  checkReach(date: string | undefined): Promise<void>
  learn(key: DocumentKey, ours: string): void
  latest(): Promise<readonly DocumentKey[]>
}

interface Known {
  readonly key: DocumentKey
  readonly ours: string
  readonly inserted: string | undefined
}

/** What is known of the book of one year. Numbers that exist keep their key; missing ones are asked for again. */
interface Book {
  readonly year: number
  top: number
  /** Lowest number of those that were read. */
  reached: number
  readonly orders: Map<number, Known>
}

/** What was read before is not read again by this process. */
export function createWalker(client: IcenterClient): Walker {
  const { orderBook, walk } = client.settings
  const first = walk.from ?? 1
  const books = new Map<number, Book>()
  const bookOf = (year: number): Book => {
    const book = books.get(year) ?? {
      year,
      top: first - 1,
      reached: Number.POSITIVE_INFINITY,
      orders: new Map<number, Known>(),
    }
    books.set(year, book)
    return book
  }
  const look = async ({ year, orders }: Book, number: number): Promise<boolean> => {
    if (orders.has(number)) return true
    const key = { year, book: orderBook, number }
    const order = await readOrder(client, key)
    if (order) orders.set(number, { key, ours: ourKeyOf(order, client.settings) ?? '', inserted: order.InsertedTime })
    return order !== undefined
  }
  /** Back to the day, and so many numbers at least. */
  const update = async (year: number, day: string | undefined): Promise<Book> => {
    const book = bookOf(year)
    book.top = await findTop(number => look(book, number), book.top, walk.gap)
    for (let last = book.top; last >= first; last -= walk.window) {
      const start = Math.max(first, last - walk.window + 1)
      await inTurns(numbersFrom(start, last), async number => [await look(book, number)])
      book.reached = Math.min(book.reached, start)
      if (day === undefined || isBefore(book, day) || book.top - start + 1 >= walk.most) break
    }
    return book
  }
  const readBooks = async (day: string | undefined): Promise<Known[]> => {
    const found: Known[] = []
    for (const year of yearsOf(client)) found.push(...(await update(year, day)).orders.values())
    return found
  }
  return {
    checkReach: async date => {
      const day = date?.slice(0, 10) ?? ''
      const isEnough = (book: Book) => book.reached <= first || isBefore(book, day)
      for (const year of yearsOf(client)) {
        if (isEnough(bookOf(year))) continue
        const book = await update(year, day)
        if (book.top >= first && !isEnough(book)) throw tooFar(day, walk.most)
      }
    },
    learn: (key, ours) => {
      if (key.book !== orderBook) return
      const book = bookOf(key.year)
      book.orders.set(key.number, { key, ours, inserted: undefined })
      book.top = Math.max(book.top, key.number)
    },
    latest: async () => (await readBooks(undefined)).map(({ key }) => key),
    find: async (keys, planned) => {
      const days = keys.flatMap(key => planned.get(key)?.date?.slice(0, 10) ?? [])
      const found = await readBooks(days.toSorted()[0])
      if (found.length === 0 && walk.from === undefined) throw notReady(orderBook)
      return byKey(keys, found)
    },
  }
}

/**
 * One of the numbers that were read without a gap is from before that day; a day of difference for clocks and zones. Lower
 * numbers, which looking for the top has touched, do not count.
 */
function isBefore({ orders, reached }: Book, day: string): boolean {
  const moment = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(moment)) return false
  const limit = new Date(moment - 86_400_000).toISOString().slice(0, 10)
  return [...orders.values()].some(
    ({ key, inserted }) => key.number >= reached && inserted !== undefined && inserted < limit,
  )
}

/**
 * Books to look into: orders are numbered by year, and one that is pushed in January may have been placed in December.
 * @param planned the year of the request, which says it all for the rest of the year
 */
export function yearsOf({ clock, settings }: IcenterClient, planned?: number): readonly number[] {
  const today = dayAt(clock.now(), settings.timezone)
  const year = Number(today.slice(0, 4))
  if (planned === year && today.slice(5, 7) !== '01') return [year]
  return [...new Set([year, year - 1, ...(planned === undefined ? [] : [planned])])]
}

const notReady = (book: string): RemoteError =>
  new RemoteError({
    errorClass: 'auth',
    code: 'icenter:not_ready',
    message: `iCenter answers no order of book ${book}, so it cannot be told whether one of ours is there. Enter any order in it by hand, or set walk.from of the connection to the first number of the book`,
  })

const tooFar = (day: string, most: number): RemoteError =>
  refused(
    'walk-too-far',
    `More than ${most} orders were made since ${day}, and whether ours is among them was not looked up to the end. Raise walk.most of the connection, or look for the order in iCenter`,
  )

const numbersFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)

export function byKey(
  keys: readonly string[],
  found: readonly { readonly key: DocumentKey; readonly ours: string }[],
): Candidates {
  const wanted = new Set(keys)
  const map = new Map<string, DocumentKey[]>()
  for (const { key, ours } of found) {
    if (!wanted.has(ours)) continue
    const list = map.get(ours) ?? []
    if (!list.some(one => idOf(one) === idOf(key))) map.set(ours, [...list, key])
  }
  const made = (key: DocumentKey) => key.year * 1e9 + key.number
  return new Map([...map].map(([ours, list]) => [ours, list.toSorted((a, b) => made(a) - made(b))]))
}

/**
 * The highest number of a book without asking for all: in growing, then in shrinking steps, and at the end one by one.
 * @param known a number that exists, or the one before the first
 * @param gap so many missing ones in a row are its end
 */
export async function findTop(
  exists: (number: number) => Promise<boolean>,
  known: number,
  gap: number,
): Promise<number> {
  const next = async (from: number): Promise<number | undefined> => {
    for (let number = from; number < from + gap; number++) if (await exists(number)) return number
    return undefined
  }
  let top = known
  let step = 1
  for (let hit = await next(top + step); hit !== undefined; hit = await next(top + step)) {
    top = hit
    step *= 2
  }
  for (step = Math.floor(step / 2); step >= 1; step = Math.floor(step / 2)) {
    for (let hit = await next(top + step); hit !== undefined; hit = await next(top + step)) top = hit
  }
  return top
}
