/**
 * Keys of iCenter's documents: year, book and number (contract §6). A follow-up is named together with the sales
 * document that it is looked at from, "2026/DOB/7@2026/VNK/512": an invoice does not tell its orders, an order tells its
 * invoices. A collective invoice so has one id for each of its orders.
 */
export interface DocumentKey {
  readonly year: number
  readonly book: string
  readonly number: number
}

export interface FollowUpKey {
  readonly document: DocumentKey
  readonly order: DocumentKey
}

export const idOf = ({ year, book, number }: DocumentKey): string => `${year}/${book}/${number}`
export const followUpId = ({ document, order }: FollowUpKey): string => `${idOf(document)}@${idOf(order)}`
export const sameKey = (a: DocumentKey, b: DocumentKey): boolean => idOf(a) === idOf(b)

/** @returns undefined for anything else: it cannot be a key of iCenter. */
export function parseId(id: string): DocumentKey | undefined {
  const [, year, book, number] = /^(\d{4})\/([^/@\s]{1,20})\/(\d{1,9})$/.exec(id) ?? []
  return year && book && number ? { year: Number(year), book, number: Number(number) } : undefined
}

export function parseFollowUpId(id: string): FollowUpKey | undefined {
  const [document, order, ...more] = id.split('@').map(parseId)
  return document && order && more.length === 0 ? { document, order } : undefined
}

/** "2026/VNK/512" as part of an address. */
export const pathOf = ({ year, book, number }: DocumentKey): string => `${year}/${encodeURIComponent(book)}/${number}`

/** References are written "2026/RAC/33" or "RAC-2026-000033": the same words in any order. */
export function namesDocument(reference: string | undefined, { year, book, number }: DocumentKey): boolean {
  const words = (reference ?? '').split(/[^\p{L}\p{N}]+/u).map(word => word.replace(/^0+(?=\d)/, ''))
  return words.includes(String(year)) && words.includes(book) && words.includes(String(number))
}
