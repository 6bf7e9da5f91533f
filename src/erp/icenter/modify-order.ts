import { type Amount, isZero } from '../../domain/amount.ts'
import type { IcenterClient } from './client.ts'
import { unreadable } from './errors.ts'
import { escapeText, type XmlObject, type XmlValue } from './xml.ts'

/**
 * ModifyOrder takes the whole document, and what is not in it is gone (contract §6). So the document goes back exactly
 * as GetOrder gave it, element by element in its order, but for the quantities of the lines that change.
 */
export async function modifyQuantities(
  client: IcenterClient,
  order: XmlValue,
  quantities: ReadonlyMap<number, Amount>,
): Promise<void> {
  if (!isObject(order)) throw unreadable('an order', false)
  const lines = isObject(order.OrderLines) ? listOf(order.OrderLines.OrderLine) : []
  const kept = lines.flatMap(line => withQuantity(line, quantities))
  const changed: XmlObject = { ...order, OrderLines: { OrderLine: kept } }
  const xml = `<?xml version="1.0" encoding="utf-8"?>${write('OrderHeaderDetail', changed)}`
  await client.write('Order/ModifyOrder', { root: 'OrderHeaderDetail', content: { xml } })
}

function withQuantity(line: XmlValue, quantities: ReadonlyMap<number, Amount>): XmlValue[] {
  if (!isObject(line)) return [line]
  const quantity = quantities.get(Number(line.OrderLineNo))
  if (quantity === undefined) return [line]
  return isZero(quantity) ? [] : [{ ...line, Qty: quantity }]
}

const isObject = (value: XmlValue | undefined): value is XmlObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: XmlValue | undefined): readonly XmlValue[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** An empty element is left out: it was xsi:nil or an empty text, and a number or a date may not be empty. */
function write(name: string, value: XmlValue): string {
  if (value === '') return ''
  if (typeof value === 'string') return `<${name}>${escapeText(value)}</${name}>`
  if (!isObject(value))
    return listOf(value)
      .map(item => write(name, item))
      .join('')
  const inner = Object.entries(value).map(([child, content]) => write(child, content))
  return `<${name}>${inner.join('')}</${name}>`
}
