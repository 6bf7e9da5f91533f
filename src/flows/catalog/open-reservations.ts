import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Amount, compare, ZERO } from '../../domain/amount.ts'
import { money, readRows } from '../view/rows.ts'
import type { CatalogWork } from './catalog-work.ts'
import { type Held, heldByLine, inPieces, type OpenLine } from './stock-rule.ts'

/** What open orders hold of one SKU. */
export interface Reservations {
  readonly held: readonly Held[]
  /** Another text as soon as anything about them changes: "17:2/0 18:1/1". */
  readonly text: string
}

/** Documents that changed so shortly before the ERP was read may be in its figure or not: the clocks of two machines. */
const DOUBT_MS = 60_000

const quantity = money.nullish().transform(value => value ?? ZERO)
const row = z.object({
  sku: z.string(),
  order_id: z.coerce.number(),
  ordered: quantity,
  shipped: quantity,
  invoiced: quantity,
  canceled: quantity,
  refunded: quantity,
  units_per: quantity,
  virtual: z.boolean().nullable(),
  document: z.string().nullable(),
  delivered: quantity,
  shipped_by_us: quantity,
  shipping: z.boolean(),
})
type Row = z.infer<typeof row>

/**
 * Lines of orders that are not through, by SKU, which Magento compares without regard to case. A sales document counts as
 * long as it was there, unchanged, before the ERP was asked for its stock.
 * @param asOf by SKU, the moment before that
 */
export async function readReservations(
  work: CatalogWork,
  asOf: ReadonlyMap<string, Date>,
): Promise<ReadonlyMap<string, Reservations>> {
  const { ctx, setup, erp } = work
  const skus = [...asOf].map(([sku, at]) => ({ sku, at: new Date(at.getTime() - DOUBT_MS).toISOString() }))
  const rows = await readRows(
    ctx.db,
    row,
    sql`
    with wanted as (
      select w.sku, w.at from jsonb_to_recordset(${JSON.stringify(skus)}::jsonb) as w(sku text, at timestamptz)
    ), lines as (
      select o.id as order_id, l.line, w.sku, w.at, o.canonical -> 'progress' -> (l.line -> 'documentItem' ->> 'id') as progress
      from orders o cross join lateral jsonb_array_elements(o.canonical -> 'lines') as l(line)
      join wanted w on lower(w.sku) = lower(l.line ->> 'sku')
      where o.store = ${setup.store} and o.phase in ('waiting', 'preparing', 'pushing', 'open', 'held')
        and jsonb_typeof(o.canonical -> 'lines') = 'array'
    )
    select n.sku, n.order_id, n.progress ->> 'ordered' as ordered, n.progress ->> 'shipped' as shipped,
      n.progress ->> 'invoiced' as invoiced, n.progress ->> 'canceled' as canceled, n.progress ->> 'refunded' as refunded,
      n.line -> 'documentItem' ->> 'unitsPer' as units_per, (n.line ->> 'virtual')::boolean as virtual, d.state as document,
      f.delivered::text as delivered, f.shipped_by_us::text as shipped_by_us,
      exists (select 1 from outbox m where m.order_id = n.order_id and m.kind = 'magento.shipment.create'
        and m.state in ('sending', 'verifying')) as shipping
    from lines n
    left join sales_documents d on d.order_id = n.order_id and d.connection = ${setup.code} and d.erp_id is not null
      and d.updated_at < n.at
    left join lateral (
      select sum((x.line ->> 'quantity')::numeric) as delivered,
        sum((x.line ->> 'quantity')::numeric) filter (where s.magento_id is not null) as shipped_by_us
      from follow_ups s cross join lateral jsonb_array_elements(s.lines) as x(line)
      where s.order_id = n.order_id and s.connection = ${setup.code} and s.kind = 'shipment' and s.canceled = 0
        and x.line ->> 'itemId' = n.line ->> 'id'
    ) f on true`,
  )
  const stockIs = erp.stockIs ?? 'available'
  const bySku = Map.groupBy(rows, ({ sku }) => sku)
  return new Map([...bySku].map(([sku, lines]) => [sku, reservationsOf(lines, stockIs)]))
}

function reservationsOf(rows: readonly Row[], stockIs: 'available' | 'on_hand'): Reservations {
  const lines = rows
    .map(line => ({ order: line.order_id, held: heldByLine(openLine(line), stockIs) }))
    .filter(({ held }) => held.seen !== ZERO || held.unseen !== ZERO)
    .sort((a, b) => a.order - b.order)
  return {
    held: lines.map(({ held }) => held),
    text: lines.map(({ order, held }) => `${order}:${held.seen}/${held.unseen}`).join(' '),
  }
}

function openLine(line: Row): OpenLine {
  const pieces = (value: Amount) => inPieces(value, line.units_per)
  const byMagento = pieces(line.virtual ? line.invoiced : line.shipped)
  // A shipment that is being made may have been made: then Magento has taken the goods off by itself.
  const byUs = line.shipping ? line.delivered : line.shipped_by_us
  return {
    ordered: pieces(line.ordered),
    shipped: larger(byMagento, byUs),
    canceled: pieces(line.canceled),
    refunded: pieces(line.refunded),
    delivered: line.delivered,
    document: documentState(line.document),
  }
}

const larger = (a: Amount, b: Amount): Amount => (compare(a, b) >= 0 ? a : b)

/** A draft commits nothing; what is planned is not there; a cancelled document has given everything back. */
function documentState(state: string | null): OpenLine['document'] {
  if (state === 'open' || state === 'confirmed') return 'open'
  return state === 'closed' ? 'closed' : 'none'
}
