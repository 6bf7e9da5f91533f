import { and, asc, eq, sql } from 'drizzle-orm'
import { audit, auditAnchors, auditHeads } from '../../db/schema/operations.ts'
import type { FlowContext } from '../context.ts'
import { GENESIS, hashEntry } from './hash-entry.ts'

/** Where a chain ended at some moment. Kept outside of the database it proves what was there until then. */
export interface Head {
  readonly store: string
  readonly seq: number
  readonly hash: string
}

export interface Break {
  readonly store: string
  readonly seq: number
  readonly kind: 'changed' | 'missing' | 'inserted'
  /** For people: which entry, and what about it. */
  readonly text: string
}

export interface VerifiedChain {
  readonly store: string
  readonly entries: number
  /** The last entry that was dropped with its month: what is verified begins behind it. */
  readonly anchor: Head | undefined
  /** The end of the chain as it is stored; undefined when there is none. */
  readonly head: Head | undefined
  readonly breaks: readonly Break[]
}

type Row = typeof audit.$inferSelect
type Reader = Pick<FlowContext, 'db'>

const PAGE = 1_000
/** Numbers that were shifted break every entry behind them: the first ones tell. */
const MOST_BREAKS = 100

/**
 * Walks the chains from their first entry to their end, in pages, and names every entry that was changed, taken out or
 * put in. A chain whose old months were dropped begins behind its anchor. Whoever may write every row of the database can make a new chain that fits in itself: only heads that were
 * kept elsewhere tell.
 * @param input.stores absent: every chain. @param input.kept heads that were noted earlier.
 */
export async function verifyAudit(
  ctx: Reader,
  input: { readonly stores?: readonly string[] | undefined; readonly kept?: readonly Head[] } = {},
): Promise<VerifiedChain[]> {
  // One snapshot: what is written meanwhile is behind no end.
  return await ctx.db.transaction(tx => verifyChains({ db: tx }, input), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

async function verifyChains(ctx: Reader, input: Parameters<typeof verifyAudit>[1] = {}): Promise<VerifiedChain[]> {
  const heads = await ctx.db.select().from(auditHeads).orderBy(asc(auditHeads.store))
  const anchors = await ctx.db.select().from(auditAnchors).orderBy(asc(auditAnchors.seq))
  const written = await ctx.db.selectDistinct({ store: audit.store }).from(audit)
  const kept = input.kept ?? []
  const known = [...new Set([...heads, ...anchors, ...written, ...kept].map(row => row.store))].sort()
  const chains: VerifiedChain[] = []
  for (const store of known.filter(code => input.stores?.includes(code) ?? true)) {
    const isOurs = (row: { readonly store: string }) => row.store === store
    chains.push(
      await walk(ctx, store, { head: heads.find(isOurs), anchor: anchors.findLast(isOurs) }, kept.filter(isOurs)),
    )
  }
  return chains
}

interface Ends {
  readonly head: Head | undefined
  readonly anchor: Head | undefined
}

async function walk(ctx: Reader, store: string, { head, anchor }: Ends, kept: readonly Head[]): Promise<VerifiedChain> {
  const breaks: Break[] = []
  const report = (found: Omit<Break, 'store'> | undefined) => {
    if (found && breaks.length < MOST_BREAKS) breaks.push({ store, ...found })
  }
  let entries = 0
  let last: Link = anchor ?? { seq: 0, hash: GENESIS }
  let beforeLast: Link | undefined
  for await (const row of rowsOf(ctx, store)) {
    report(gapBetween(last, row, anchor))
    report(changeOf(row))
    report(brokenLink(beforeLast, last, row))
    for (const note of kept.filter(({ seq }) => seq === row.seq)) report(unlikeKept(note, row))
    entries += 1
    beforeLast = last
    last = row
  }
  report(endOf(last, head))
  for (const note of kept.filter(({ seq, hash }) => seq === anchor?.seq && hash !== anchor.hash))
    report({
      seq: note.seq,
      kind: 'changed',
      text: `entry ${note.seq}, behind which the chain begins, is not the one that was noted earlier`,
    })
  for (const note of kept.filter(({ seq }) => seq > last.seq))
    report({ seq: note.seq, kind: 'missing', text: `entry ${note.seq}, noted earlier, is missing` })
  return { store, entries, anchor, head, breaks }
}

/** An entry, or what the first one follows. */
type Link = Row | Pick<Head, 'seq' | 'hash'>

async function* rowsOf(ctx: Reader, store: string): AsyncGenerator<Row> {
  let after = { seq: Number.MIN_SAFE_INTEGER, at: new Date(0) }
  for (;;) {
    const rows = await ctx.db
      .select()
      .from(audit)
      .where(and(eq(audit.store, store), sql`(${audit.seq}, ${audit.at}) > (${after.seq}, ${after.at.toISOString()})`))
      .orderBy(asc(audit.seq), asc(audit.at))
      .limit(PAGE)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last
  }
}

type Found = Omit<Break, 'store'> | undefined

function gapBetween(last: Link, row: Row, anchor: Head | undefined): Found {
  const expected = last.seq + 1
  if (row.seq <= (anchor?.seq ?? 0))
    return { seq: row.seq, kind: 'inserted', text: `${describe(row)} stands before the first entry` }
  if (row.seq === last.seq) return { seq: row.seq, kind: 'inserted', text: `${describe(row)} stands there twice` }
  if (row.seq <= expected) return undefined
  return { seq: expected, kind: 'missing', text: `${range(expected, row.seq - 1)} missing` }
}

const changeOf = (row: Row): Found =>
  hashEntry(row) === row.hash
    ? undefined
    : { seq: row.seq, kind: 'changed', text: `${describe(row)} is not what was written` }

/** Only between neighbours: behind a gap there is nothing to compare with. */
function brokenLink(beforeLast: Link | undefined, last: Link, row: Row): Found {
  if (row.seq !== last.seq + 1 || row.previousHash === last.hash) return undefined
  // It follows the one before its neighbour: the neighbour was put between them.
  if (beforeLast && row.previousHash === beforeLast.hash)
    return {
      seq: last.seq,
      kind: 'inserted',
      text: `${describe(last)} was put in: entry ${row.seq} does not follow it`,
    }
  return { seq: row.seq, kind: 'changed', text: `${describe(row)} does not follow entry ${row.seq - 1}` }
}

function endOf(last: Link, head: Head | undefined): Found {
  const { seq } = last
  if (!head)
    return seq === 0 ? undefined : { seq, kind: 'missing', text: 'the record of where the chain ends is missing' }
  if (head.seq > seq) return { seq: seq + 1, kind: 'missing', text: `${range(seq + 1, head.seq)} missing at the end` }
  if (head.seq < seq)
    return { seq: head.seq + 1, kind: 'inserted', text: `${range(head.seq + 1, seq)} behind the end of the chain` }
  if (seq !== 0 && head.hash !== last.hash)
    return { seq, kind: 'changed', text: `${describe(last)} is not the entry with which the chain ended` }
  return undefined
}

const unlikeKept = (note: Head, row: Row): Found =>
  note.hash === row.hash
    ? undefined
    : { seq: row.seq, kind: 'changed', text: `${describe(row)} is not the one that was noted earlier` }

const describe = (row: Link): string =>
  'action' in row ? `entry ${row.seq} (${row.action} ${row.subject}, ${row.at.toISOString()})` : `entry ${row.seq}`

const range = (from: number, to: number): string => (from === to ? `entry ${from} is` : `entries ${from} to ${to} are`)
