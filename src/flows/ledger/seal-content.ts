import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Amount, amount, fixed } from '../../domain/amount.ts'
import { canonicalJson } from '../audit/hash-entry.ts'
import { LEDGER_CLASSES, type LedgerDay, type LedgerDocument, type LedgerOrder, sumDay } from './ledger-day.ts'

/** What the first seal of every chain follows. */
export const GENESIS = '0'.repeat(64)

const decimal = z.string().transform((text): Amount => amount(text))

/** What is sealed of a day: numbers, amounts and reasons, without ids of this database and without people. */
const contentSchema = z.object({
  orders: z.array(
    z.object({
      magentoId: z.number(),
      source: z.string().optional(),
      number: z.string(),
      class: z.enum(LEDGER_CLASSES),
      reason: z.string(),
      placed: decimal,
      erpTotal: decimal.optional(),
      erpNumbers: z.array(z.string()),
    }),
  ),
  documents: z.array(
    z.object({
      key: z.string(),
      orderNumber: z.string(),
      kind: z.enum(['invoice', 'credit']),
      erpNumber: z.string().optional(),
      erpTotal: decimal.optional(),
      magentoNumber: z.string().optional(),
      magentoTotal: decimal.optional(),
      reason: z.string(),
    }),
  ),
})
type Content = z.infer<typeof contentSchema>

/** The day as canonical JSON: the same text for the same facts, whatever order they were read in. */
export function contentOf({ orders, documents }: Pick<LedgerDay, 'orders' | 'documents'>): string {
  return canonicalJson({
    sums: sumDay(orders, documents),
    orders: [...orders].sort((a, b) => a.magentoId - b.magentoId).map(orderContent),
    documents: [...documents].sort((a, b) => (documentKey(a) < documentKey(b) ? -1 : 1)).map(documentContent),
  })
}

const orderContent = (order: LedgerOrder) => ({
  magentoId: order.magentoId,
  source: order.source,
  number: order.number,
  class: order.class,
  reason: order.reason,
  placed: order.placed,
  erpTotal: order.erpTotal,
  erpNumbers: order.erpNumbers,
})

const documentContent = (document: LedgerDocument) => ({
  key: document.key,
  orderNumber: document.orderNumber,
  kind: document.kind,
  erpNumber: document.erpNumber,
  erpTotal: document.erpTotal,
  magentoNumber: document.magentoNumber,
  magentoTotal: document.magentoTotal,
  reason: document.reason,
})

/** A collective document is one for each of its orders. */
const documentKey = ({ key, orderNumber }: { readonly key: string; readonly orderNumber: string }): string =>
  `${key} ${orderNumber}`

export interface Seal {
  readonly store: string
  readonly currency: string
  readonly sequence: number
  readonly day: string
  readonly version: number
  readonly content: string
  readonly previousHash: string
  readonly closedBy: string
  readonly closedAt: Date
  readonly note: string | null
}

/** @returns SHA-256 in hex over the seal as canonical JSON, the hash of the seal before included. */
export function hashSeal(seal: Seal): string {
  const { store, currency, sequence, day, version, content, previousHash, closedBy, note } = seal
  const closedAt = seal.closedAt.toISOString()
  const text = canonicalJson({
    store,
    currency,
    sequence,
    day,
    version,
    content,
    previousHash,
    closedBy,
    closedAt,
    note,
  })
  return createHash('sha256').update(text).digest('hex')
}

/** One thing of a closed day that is different now. */
export interface Change {
  /** "Order 000000012", "Invoice 40000001 of order 000000012" */
  readonly what: string
  readonly sealed: string
  readonly now: string
}

/** What of a day changed after it was sealed, order by order and document by document. Words of reasons do not count. */
export function changesSince(sealed: string, day: Pick<LedgerDay, 'orders' | 'documents'>): Change[] {
  const before = contentSchema.parse(JSON.parse(sealed))
  const now = contentSchema.parse(JSON.parse(contentOf(day)))
  return [
    ...changesOf(
      before.orders,
      now.orders,
      order => String(order.magentoId),
      order => `Order ${order.number}`,
      orderText,
    ),
    ...changesOf(before.documents, now.documents, documentKey, documentName, documentText),
  ]
}

function changesOf<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (one: T) => string,
  nameOf: (one: T) => string,
  textOf: (one: T) => string,
): Change[] {
  const [was, is] = [before, now].map(all => new Map(all.map(one => [keyOf(one), one])))
  const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])
  return [...keys].flatMap(key => {
    const [sealed, current] = [was?.get(key), is?.get(key)]
    const texts = { sealed: sealed ? textOf(sealed) : 'not there', now: current ? textOf(current) : 'not there' }
    const one = sealed ?? current
    return one === undefined || texts.sealed === texts.now ? [] : [{ what: nameOf(one), ...texts }]
  })
}

export const CLASS_WORDS: Readonly<Record<(typeof LEDGER_CLASSES)[number], string>> = {
  in_erp: 'in the ERP',
  held: 'held',
  waiting: 'waiting',
  skipped: 'skipped',
  canceled: 'cancelled',
  unexplained: 'unexplained',
}

const orderText = ({ class: name, placed, erpTotal, erpNumbers }: Content['orders'][number]): string => {
  const there = erpTotal === undefined ? '' : ` as ${erpNumbers.join(', ')}, ${fixed(erpTotal, 2)}`
  return `${CLASS_WORDS[name]}${there}; placed ${fixed(placed, 2)}`
}

const documentName = ({ kind, erpNumber, magentoNumber, orderNumber }: Content['documents'][number]): string =>
  `${kind === 'invoice' ? 'Invoice' : 'Credit'} ${erpNumber ?? magentoNumber ?? ''} of order ${orderNumber}`

const documentText = (document: Content['documents'][number]): string => {
  const side = (number: string | undefined, total: Amount | undefined) =>
    number === undefined ? 'none' : `${number}, ${total === undefined ? 'other currency' : fixed(total, 2)}`
  return `ERP ${side(document.erpNumber, document.erpTotal)}; Magento ${side(document.magentoNumber, document.magentoTotal)}`
}
