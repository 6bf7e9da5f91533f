import { isZero } from '../domain/amount.ts'
import { standing } from '../domain/order.ts'
import type { BothSides } from '../flows/view/compare-lines.ts'
import type { OrderPage } from '../flows/view/read-order.ts'
import { orderSentence } from './order-sentence.ts'
import { table } from './table.ts'
import { indent, moment, money, numberTable } from './words.ts'

/** An order for a terminal: the sentence, both sides line by line, its story, its papers. */
export function describeOrderPage(order: OrderPage): string[] {
  return [
    `Order ${order.number} (id:${order.id}, Magento ${order.magentoId}), store ${order.store}, ${standing(order)}`,
    `Placed ${moment(order.placedAt)} UTC, ${money(order.grandTotal)} ${order.currency}`,
    '',
    orderSentence(order),
    '',
    ...section('', describeLines(order)),
    ...section('', describeMoney(order)),
    ...section('Story (UTC)', describeTimeline(order)),
    ...section('Documents', describeDocuments(order)),
    ...section('Mails', describeMails(order)),
    ...section(
      'Problems',
      order.problems.map(({ id, title, remedy }) => `${id}  ${title} ${remedy}`),
    ),
    ...section('Still to be sent', describeOwed(order)),
  ].slice(0, -1)
}

const section = (title: string, lines: readonly string[]): string[] => {
  if (lines.length === 0) return []
  return title ? [title, ...indent(lines), ''] : [...lines, '']
}

function describeLines(order: OrderPage): string[] {
  if (order.lines.length === 0) return []
  const sides = ({ erp, magento, differs }: BothSides) => (differs ? `${erp} (Magento ${magento})` : erp)
  return numberTable(
    ['SKU', 'name', 'ordered', 'in ERP', 'shipped', 'invoiced', 'refunded', 'gross'],
    order.lines.map(line => [
      line.sku,
      line.name.slice(0, 40),
      isZero(line.canceled) ? line.ordered : `${line.ordered} (${line.canceled} cancelled)`,
      line.inErp,
      sides(line.shipped),
      sides(line.invoiced),
      sides(line.refunded),
      money(line.gross),
    ]),
    [2, 3, 4, 5, 6, 7],
  )
}

function describeMoney({ money: sums, currency }: OrderPage): string[] {
  if (!sums) return []
  const rows = [
    ...sums.parts.map(part => [part.label, money(part.gross)]),
    ['Total in Magento', money(sums.total)],
    ...sums.erp.map(erp => [
      `Total in ${erp.name}${erp.differs ? `, which differs by ${money(erp.difference)}` : ''}`,
      money(erp.total),
    ]),
  ]
  return numberTable(['', currency], rows, [1])
}

const describeTimeline = (order: OrderPage): string[] =>
  order.timeline.map(({ at, stage, text, attempts }) => {
    const tries = attempts.length > 1 ? ` (${attempts.length} tries)` : ''
    return `${moment(at)}  ${stage.padEnd(8)}  ${text}${tries}`
  })

function describeDocuments({ documents }: OrderPage): string[] {
  if (documents.length === 0) return []
  const rows = documents.map(({ id, kind, number, filename, pages, magentoDocumentId }) => [
    String(id),
    kind,
    number,
    filename,
    String(pages),
    magentoDocumentId === null ? 'no' : 'yes',
  ])
  return numberTable(['id', 'kind', 'number', 'file', 'pages', 'in Magento'], rows, [0, 4])
}

function describeMails({ mails }: OrderPage): string[] {
  if (mails.length === 0) return []
  const rows = mails.map(({ recipient, state, sentAt, createdAt, documentId, copyNo }) => [
    moment(sentAt ?? createdAt),
    state,
    recipient,
    `document ${documentId}${copyNo > 0 ? `, copy ${copyNo}` : ''}`,
  ])
  return table(['when', 'state', 'to', 'what'], rows)
}

const describeOwed = ({ owed }: OrderPage): string[] =>
  owed.map(({ id, noun, state, reason }) => `message ${id}, ${noun}: ${state}${reason ? `, ${reason}` : ''}`)
