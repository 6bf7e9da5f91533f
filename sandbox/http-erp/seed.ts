import { type Amount, amount, ZERO } from '../../src/domain/amount.ts'
import type { Item, Work } from './books.ts'

/** The items of the sandbox shop, under the shop's own SKUs; gross prices in euro. */

/** Prices of the simple products repeat every seven. */
const SIMPLE_PRICES = ['19.9', '0.99', '49', '123.45', '7.99', '1499', '9.99']
const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')

const COLORS = ['Modra', 'Rdeca', 'Crna']
const NUMBERS = Array.from({ length: 30 }, (_, index) => index + 1)

const CATALOGUE: readonly (readonly [code: string, name: string, price: string, taxRate?: string])[] = [
  ...NUMBERS.map(
    number =>
      [
        `S-${padded(number, 3)}`,
        `Izdelek ${number} šumniki čšž`,
        SIMPLE_PRICES[(number - 1) % SIMPLE_PRICES.length] ?? '10',
        // Every fifth one is sold at the reduced rate.
        number % 5 === 0 ? '9.5' : '22',
      ] as const,
  ),
  ...NUMBERS.map(number => [`P-${padded(number, 4)}`, `Izdelek P ${number}`, String(10 + number)] as const),
  ...COLORS.map(color => [`C-MAJICA-${color}`, `Majica ${color}`, '24.9'] as const),
  ...COLORS.flatMap(color =>
    ['S', 'M', 'L'].map(size => [`C-HLACE-${color}-${size}`, `Hlače ${color} ${size}`, '59.9'] as const),
  ),
  ['S-OPCIJE', 'Izdelek z opcijami', '30'],
  ['B-PAKET', 'Paket (bundle)', '0'],
  ['B-FIKSEN', 'Paket s fiksno ceno (bundle)', '105'],
  ['V-SERVIS', 'Storitev svetovanja (virtual)', '80'],
]

export function seedBooks(work: Work): void {
  for (const [code, name, price, taxRate] of CATALOGUE)
    enterItem(work, code, name, amount(price), amount(taxRate ?? '22'))
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
