import { type Amount, amount, ZERO } from '../../src/domain/amount.ts'
import { CATALOGUE } from '../catalogue.ts'
import type { Item, Work } from './books.ts'

export function seedBooks(work: Work): void {
  for (const { code, name, price, isReduced } of CATALOGUE)
    enterItem(work, code, name, amount(price), amount(isReduced ? '9.5' : '22'))
}

/** Adds an item with a hundred pieces on the shelf. */
export function enterItem(work: Work, code: string, name: string, price: Amount, taxRate: Amount): void {
  const item: Item = {
    code,
    name,
    price,
    taxRate,
    active: true,
    onHand: amount(100),
    reserved: ZERO,
    updatedAt: work.now,
    stockUpdatedAt: work.now,
  }
  work.put('items', code, item)
}
