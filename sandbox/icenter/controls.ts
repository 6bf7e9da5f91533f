import { type Amount, amount } from '../../src/domain/amount.ts'
import { type Collection, type Collections, type Company, stockKey, type Work } from './company.ts'
import { type NewPrice, setPrice } from './prices.ts'
import { addProduct } from './seed.ts'

/** What people at the ERP do by hand, for tests and for the sandbox's pages. */
export interface ICenterControls {
  /** @returns every stored record of a collection, as stored. */
  list<C extends Collection>(collection: C): Collections[C][]
  /** Adds a product that was missing; gross retail price in euro, 22 % VAT, with stock. */
  createItem(code: string, name: string, gross?: number): void
  /** Sets what is on the shelf of a warehouse. */
  setStock(item: string, warehouse: string, quantity: number): void
  setPrice(price: NewPrice): void
  /** Changes elements of an item: { IsActive: 'N' }. */
  changeItem(code: string, changes: Readonly<Record<string, string | number | boolean>>): void
}

export function controlsOf(company: Company, inside: <T>(act: (work: Work) => T) => T): ICenterControls {
  return {
    list: collection => company.journal.list(collection),
    createItem: (code, name, gross = 10) => inside(work => addProduct(work, { code, name, gross })),
    setStock: (item, warehouse, quantity) =>
      inside(work => {
        const now: Amount = amount(quantity)
        work.put('stock', stockKey(item, warehouse), { item, warehouse, quantity: now })
      }),
    setPrice: price => inside(work => setPrice(work, price)),
    changeItem: (code, changes) =>
      inside(work => {
        const item = work.get('items', code)
        if (!item) throw new RangeError(`There is no item ${code}.`)
        work.put('items', code, { ...item, ...changes, ItemLastModified: work.now })
      }),
  }
}
