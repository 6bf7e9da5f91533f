import { createHash } from 'node:crypto'
import type { CatalogPage, CatalogPosition } from '../../erp/erp-catalog.ts'
import type { Refusal } from '../../magento/catalog-contract.ts'
import { type CatalogWork, count } from './catalog-work.ts'
import { forgetProducts, knownProducts } from './known-products.ts'
import {
  type CatalogKind,
  FORGOTTEN,
  keyOf,
  MISSING,
  type RememberedValue,
  readRemembered,
  remember,
  type ValueKey,
} from './remembered-values.ts'

/** A value that the shop should have. */
export interface Planned<Body = unknown> extends ValueKey {
  /** For people: "19.9". */
  readonly wanted: string
  /** What is remembered once Magento took it. */
  readonly taken: string
  readonly body: Body
  /** Why it is not even sent. */
  readonly refusal?: { readonly code: string; readonly message: string }
}

export interface Part<Row, Body> {
  /** "prices": of cursors and counts. */
  readonly name: string
  readonly kinds: readonly CatalogKind[]
  read(from: CatalogPosition): Promise<CatalogPage<Row>>
  /** @param asOf a moment before the rows were read */
  plan(rows: readonly Row[], asOf: Date): Promise<readonly Planned<Body>[]>
  /** Writes what has changed, and remembers it. */
  write(changes: readonly Planned<Body>[]): Promise<void>
}

/** Rows that are written together: as many as one call to Magento takes. */
const TOGETHER = 1_000

/**
 * Reads what the ERP has page by page and writes what differs from what Magento took last, a thousand rows together.
 * Where it is gets saved with each writing: after a stop, at most the pages since then are read again.
 * @returns true when the part is through, false when the slice is over before that.
 */
export async function syncPages<Row, Body>(work: CatalogWork, part: Part<Row, Body>): Promise<boolean> {
  const { state, complete } = work.run
  const since = complete ? undefined : state.since[part.name]
  let next = state.next
  let changes = new Map<string, Planned<Body>>()
  for (;;) {
    const asOf = work.ctx.clock.now()
    const page = await part.read({ ...(since !== undefined && { since }), ...(next !== undefined && { next }) })
    count(work, `${part.name} read`, page.rows.length)
    // The later word counts: a value that comes twice before it was written is written once, or not at all.
    for (const { change, differs } of await compared(work, part.kinds, await part.plan(page.rows, asOf)))
      if (differs) changes.set(keyOf(change), change)
      else changes.delete(keyOf(change))
    next = page.next
    const last = next === undefined
    if (last || changes.size >= TOGETHER || work.timeUp()) {
      await part.write([...changes.values()])
      changes = new Map()
      if (last) state.fresh[part.name] = page.cursor
      if (last && part.name === 'stock') state.allStock = page.complete
      if (next === undefined) delete state.next
      else state.next = next
      await work.keep()
      if (last) return true
      if (work.timeUp()) return false
    }
  }
}

async function compared<Body>(
  work: CatalogWork,
  kinds: readonly CatalogKind[],
  planned: readonly Planned<Body>[],
): Promise<readonly { readonly change: Planned<Body>; readonly differs: boolean }[]> {
  const known = await readRemembered(
    work,
    kinds,
    planned.map(({ sku }) => sku),
  )
  return planned.map(change => ({
    change,
    differs: differs(change, known.get(keyOf(change)), work.dry !== undefined),
  }))
}

/** Codes of refusals that are not Magento's. */
const OURS = 'catalog:'

/** What was refused stays so until the ERP says something else, or a complete run has forgotten it (forgetRefusals). */
function differs(value: Planned, known: RememberedValue | undefined, again: boolean): boolean {
  // Nothing to have, and nothing there: an item without quantity prices.
  if (!known) return value.taken !== FORGOTTEN
  if (known.errorCode === null || again) return known.taken !== value.taken
  if (known.wanted !== value.wanted) return true
  return known.errorCode.startsWith(OURS) && known.errorCode !== value.refusal?.code
}

/** Readable where it is short. */
export const fingerprint = (text: string): string =>
  text.length <= 64 ? text : `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`

/**
 * Leaves out what cannot be written: refused by ourselves, or of products that the shop does not have, or that have no
 * price or stock of their own. What is left can be sent.
 */
export async function onlyWritable<Body>(
  work: CatalogWork,
  changes: readonly Planned<Body>[],
  typesWithout: readonly string[],
): Promise<readonly Planned<Body>[]> {
  const products = await knownProducts(
    work,
    changes.map(({ sku }) => sku),
  )
  const why = (change: Planned<Body>) => {
    const type = products.get(change.sku.toLowerCase())
    if (type === undefined) return { code: MISSING, message: 'The shop has no such product.' }
    if (typesWithout.includes(type)) return { code: MISSING, message: `A ${type} product has none of its own.` }
    return change.refusal
  }
  const left = changes.flatMap(change => {
    const error = why(change)
    return error ? [{ ...change, error }] : []
  })
  await remember(work, left.map(withoutTaken))
  const missing = left.filter(({ error }) => error.code === MISSING)
  count(work, 'not in the shop', missing.length)
  count(work, 'refused', left.length - missing.length)
  const keys = new Set(left.map(keyOf))
  return changes.filter(change => !keys.has(keyOf(change)))
}

const withoutTaken = <Body>({ taken: _, ...rest }: Planned<Body> & { error: { code: string; message: string } }) => rest

/** Tells a dry run what would be written. @returns true when that is all there is to do. */
export async function toldOnly<Body>(work: CatalogWork, changes: readonly Planned<Body>[]): Promise<boolean> {
  if (!work.dry) return false
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  const skus = changes.map(({ sku }) => sku)
  const known = kinds.length === 0 ? undefined : await readRemembered(work, kinds, skus)
  for (const change of changes) {
    const { kind, sku, scope, wanted } = change
    const before = known?.get(keyOf(change))
    const from = before?.taken ? (before.errorCode === null ? before.wanted : before.taken) : undefined
    work.dry.tell({ kind, sku, scope, from, to: wanted })
  }
  return true
}

/** Remembers what Magento took, and why it did not take the others. */
export async function settle<Body, Sent>(
  work: CatalogWork,
  name: string,
  changes: readonly Planned<Body>[],
  refusals: ReadonlyMap<string, Refusal<Sent>>,
): Promise<void> {
  const values = changes.map(change => {
    const refusal = refusals.get(keyOf(change))
    if (!refusal) return change
    const { taken: _, ...rest } = change
    return { ...rest, error: { code: refusal.code, message: refusal.message } }
  })
  await remember(work, values)
  // Perhaps the product is gone: whether it is there is asked the next time.
  await forgetProducts(
    work,
    changes.filter(change => refusals.has(keyOf(change))).map(({ sku }) => sku),
  )
  count(work, `${name} written`, changes.length - refusals.size)
  count(work, 'refused', refusals.size)
}
