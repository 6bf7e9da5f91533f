import type { CanonicalOrder, OrderAddress } from '../../domain/order.ts'
import { fullName, normaliseVatId } from '../../domain/subject-policy.ts'

/** What texts call a person. */
export interface Marks {
  /** Points to this person and hardly to others: looked for in all texts of the store. */
  readonly certain: readonly string[]
  /** With names that others may have as well: looked for in what is of the person's own orders. */
  readonly all: readonly string[]
}

export const ERASED = '[erased]'

/** Shorter ones are in too many words. */
const SHORTEST_CERTAIN = 6
const SHORTEST = 2

/** @param names as lists show them */
export function marksOf(email: string, orders: readonly CanonicalOrder[], names: readonly string[]): Marks {
  const addresses = orders.flatMap(order => [order.billing, ...(order.shippingAddress ? [order.shippingAddress] : [])])
  const certain = kept(
    [email, ...orders.map(order => order.customer.email), ...names, ...addresses.flatMap(certainOf)],
    SHORTEST_CERTAIN,
  )
  const all = [...orders.flatMap(ownOf), ...addresses.flatMap(partsOf), ...names.flatMap(name => name.split(/\s+/))]
  return { certain, all: kept([...certain, ...all], SHORTEST) }
}

const kept = (texts: readonly (string | undefined)[], shortest: number): string[] => [
  ...new Set(texts.flatMap(text => (text && text.trim().length >= shortest ? [text.trim()] : []))),
]

const certainOf = (address: OrderAddress) => [
  address.email,
  address.phone,
  address.phone?.replace(/[^\d+]/g, ''),
  ...address.street,
  ...(address.firstName && address.lastName ? [fullName(address), `${address.lastName} ${address.firstName}`] : []),
]

const partsOf = ({ firstName, lastName, company, vatId, postcode, city }: OrderAddress) => [
  firstName,
  lastName,
  company,
  vatId,
  normaliseVatId(vatId),
  `${postcode} ${city}`,
]

const ownOf = ({ customer, customerNote, payment }: CanonicalOrder) => [
  customer.firstName,
  customer.lastName,
  customer.taxId,
  customerNote,
  payment.purchaseOrder,
]

/** @returns leaves these words out of a text, in whatever letters, and no part of another word */
export function eraserOf(marks: readonly string[]): (text: string) => string {
  if (marks.length === 0) return text => text
  const words = marks.toSorted((one, other) => other.length - one.length).map(escaped)
  // Far sides quote JSON in their sentences: there a line break ends with the letter n.
  const begins = '(?:(?<![\\p{L}\\p{N}])|(?<=\\\\[nrt]))'
  const pattern = new RegExp(`${begins}(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  return text => text.replace(pattern, ERASED)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** The same for every text of a JSON value. */
export function erasedIn(value: unknown, erase: (text: string) => string): unknown {
  if (typeof value === 'string') return erase(value)
  if (Array.isArray(value)) return value.map(item => erasedIn(item, erase))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, erasedIn(inner, erase)]))
}

/** As SQL finds them without regard to letters: what lower() does depends on the locale of the database. */
export const spellings = (marks: readonly string[]): string[] => [
  ...new Set(marks.flatMap(mark => [mark, mark.toLowerCase(), mark.toUpperCase()])),
]
