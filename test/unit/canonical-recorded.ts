import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'magento-orders')

const read = (path: string): Record<string, unknown> => {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return parsed as Record<string, unknown> // our own fixtures: JSON objects all of them
}

/** Orders and invoices of a real Magento 2.4.7 as its REST gave them, less what nobody reads. */
export const recordedOrder = (name: string): Record<string, unknown> => read(join(FOLDER, `${name}.json`))
export const recordedInvoice = (name: string): Record<string, unknown> => read(join(FOLDER, 'invoices', `${name}.json`))

export const recordedOrders = (): { name: string; raw: Record<string, unknown> }[] =>
  readdirSync(FOLDER)
    .filter(file => file.endsWith('.json'))
    .map(file => ({ name: file.replace('.json', ''), raw: recordedOrder(file.replace('.json', '')) }))

export type Fields = Record<string, unknown>

/** The recorded order of 49.80 EUR (2 × 19.90 with 22 %, shipping 10.00) with other or further fields. */
export function changed(fields: Fields, extension: Fields = {}, item: Fields = {}, name = 'guest-simple'): Fields {
  const raw = recordedOrder(name)
  const items = raw.items as Fields[] // fixtures are orders
  const attributes = raw.extension_attributes as Fields // fixtures are orders
  const [first, ...rest] = items
  const extension_attributes = { ...attributes, ...extension }
  return { ...raw, ...fields, items: [{ ...first, ...item }, ...rest], extension_attributes }
}
export const total = (order: number, base = order): Fields => ({ grand_total: order, base_grand_total: base })

export function translated(raw: unknown): { order: CanonicalOrder; warnings: string[] } {
  const result = translateOrder(raw)
  if (!result.ok) throw new Error(result.refusal.message)
  return result
}
export function refusal(raw: unknown): { code: string; message: string } {
  const result = translateOrder(raw)
  if (result.ok) throw new Error('the order was translated')
  return result.refusal
}
