import { amount } from '../../src/domain/amount.ts'
import {
  type Books,
  BooksError,
  type DocumentKind,
  type ErpDocument,
  type Item,
  type Order,
  transact,
} from './books.ts'
import { cancelDocument } from './documents.ts'
import { enterItem } from './seed.ts'

/** What people at the ERP do by hand, for tests and for the sandbox's pages. */
export interface Controls {
  /** Everything in a collection, as stored: orders, shipments, invoices, credit-notes, items. */
  list(collection: 'orders'): Order[]
  list(collection: 'items'): Item[]
  list(collection: DocumentKind): ErpDocument[]
  /** Adds a product that was missing; gross price in euro, 22 % VAT, with a hundred on the shelf. */
  createItem(code: string, name: string, gross?: number): void
  setStock(code: string, onHand: number): void
  setPrice(code: string, gross: number): void
  /** Sold no more, or again. */
  setActive(code: string, active: boolean): void
  cancelDocument(kind: DocumentKind, id: number): void
}

export function controlsOf(books: Books): Controls {
  const change = (code: string, changes: (item: Item, now: string) => Partial<Item>) =>
    transact(books, work => {
      const item = work.get<Item>('items', code)
      if (!item) throw new BooksError(404, 'not_found', `There is no item ${code}`)
      work.put('items', code, { ...item, ...changes(item, work.now) })
    })
  return {
    list: <T>(collection: string) => books.journal.list<T>(collection),
    createItem: (code, name, gross = 10) =>
      transact(books, work => enterItem(work, code, name, amount(gross), amount(22))),
    setStock: (code, onHand) => change(code, (_item, now) => ({ onHand: amount(onHand), stockUpdatedAt: now })),
    setPrice: (code, gross) => change(code, (_item, now) => ({ price: amount(gross), updatedAt: now })),
    setActive: (code, active) => change(code, (_item, now) => ({ active, updatedAt: now })),
    cancelDocument: (kind, id) => void transact(books, work => cancelDocument(work, kind, id)),
  }
}
