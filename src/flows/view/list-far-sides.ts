import { asc, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { farSides, pausedKinds } from '../../db/schema/operations.ts'
import { connections, stores as storesTable } from '../../db/schema/stores.ts'
import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { effectKinds } from '../outbox/effect-kinds.ts'
import { DEFAULT_MAX } from '../pressure/breaker.ts'
import { farSideOf } from '../pressure/far-side.ts'
import { id, readRows } from './rows.ts'

type Reader = Pick<FlowContext, 'db' | 'clock'>

/** Whom messages go to, and how it is with them. */
export interface FarSideRow {
  /** "erp:b1", "magento:main", "mail:main" */
  readonly key: string
  readonly store: string
  readonly name: string
  /** What is paused to stop it: the store stops its Magento and its mails. */
  readonly pause: { readonly kind: 'store' | 'connection'; readonly code: string } | undefined
  readonly state: 'running' | 'paused' | 'not answering'
  /** Why it is paused, or what it said when it stopped answering. */
  readonly reason: string
  /** Calls at once that it gets now, and that are configured. */
  readonly window: number
  readonly max: number
  /** Why the window is smaller than configured; "" when it is not. */
  readonly windowReason: string
  /** Messages that are not delivered yet; MOST_COUNTED stands for that many or more. */
  readonly waiting: number
}

export interface PausedKind {
  readonly store: string
  readonly kind: string
  readonly noun: string
  readonly since: Date
  readonly reason: string
}

export const MOST_COUNTED = 1_000

/** Every far side of these stores, Magento first, Kafka and the mail server last, and the kinds of messages that are paused. */
export async function listFarSides(
  ctx: Reader,
  stores: readonly string[],
): Promise<{ readonly sides: readonly FarSideRow[]; readonly kinds: readonly PausedKind[] }> {
  const codes = [...stores]
  const [storeRows, connectionRows, kinds] = await Promise.all([
    ctx.db.select().from(storesTable).where(inArray(storesTable.code, codes)).orderBy(asc(storesTable.code)),
    ctx.db.select().from(connections).where(inArray(connections.store, codes)).orderBy(asc(connections.code)),
    ctx.db
      .select()
      .from(pausedKinds)
      .where(inArray(pausedKinds.store, codes))
      .orderBy(asc(pausedKinds.store), asc(pausedKinds.kind)),
  ])
  const bare = storeRows.flatMap(store => {
    const settings = storeSettings.parse(store.settings)
    const own = { store: store.code, pausedReason: pauseOf(store) }
    const ofStore = (kind: string, name: string, max: number): Bare => ({
      ...own,
      key: farSideOf({ store: store.code, connection: null, kind }).key,
      name,
      max,
      pause: kind === 'magento' ? { kind: 'store', code: store.code } : undefined,
    })
    const erps = connectionRows
      .filter(connection => connection.store === store.code)
      .map(
        (connection): Bare => ({
          store: store.code,
          key: farSideOf({ store: store.code, connection: connection.code, kind: '' }).key,
          name: connection.name,
          max: connectionPolicies.parse(connection.policies).maxConcurrentCalls,
          pausedReason: pauseOf(connection) ?? (own.pausedReason && `the store is paused: ${own.pausedReason}`),
          pause: { kind: 'connection', code: connection.code },
        }),
      )
    const mail = settings.mail ? [ofStore('mail.send', 'Mail', DEFAULT_MAX)] : []
    const kafka = settings.kafka?.to ? [ofStore('event.publish', 'Kafka', DEFAULT_MAX)] : []
    return [ofStore('magento', 'Magento', settings.maxConcurrentCalls), ...erps, ...kafka, ...mail]
  })
  return {
    sides: await withState(ctx, bare),
    kinds: kinds.map(({ store, kind, pausedAt, reason }) => ({
      ...{ store, kind, reason, since: pausedAt },
      noun: effectKinds.get(kind)?.noun ?? kind,
    })),
  }
}

type Bare = Pick<FarSideRow, 'key' | 'store' | 'name' | 'max' | 'pause'> & { readonly pausedReason: string | undefined }

async function withState(ctx: Reader, bare: readonly Bare[]): Promise<FarSideRow[]> {
  const keys = bare.map(({ key }) => key)
  const [known, waiting] = await Promise.all([
    ctx.db.select().from(farSides).where(inArray(farSides.key, keys)),
    countWaiting(ctx, keys),
  ])
  return bare.map(({ pausedReason, ...side }) => {
    const row = known.find(({ key }) => key === side.key)
    const silent = row?.openedAt != null
    return {
      ...side,
      state: pausedReason !== undefined ? 'paused' : silent ? 'not answering' : 'running',
      reason: pausedReason ?? (silent ? row.openedReason : ''),
      window: Math.max(1, Math.floor(Math.min(row?.window ?? side.max, side.max))),
      windowReason: (row?.window ?? side.max) < side.max ? (row?.windowReason ?? '') : '',
      waiting: waiting.get(side.key) ?? 0,
    }
  })
}

const countRow = z.object({ key: z.string(), waiting: id })

/** Along the index of what is due, up to a limit: a backlog of a million costs no more than one of a thousand. */
async function countWaiting(ctx: Reader, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await readRows(
    ctx.db,
    countRow,
    sql`
    select k.key, w.waiting from unnest(${sql.param([...keys])}::text[]) k(key)
    cross join lateral (
      select count(*) as waiting from (
        select 1 from outbox o
        where o.far_side = k.key and o.state in ('pending', 'retrying', 'verifying') limit ${MOST_COUNTED}) x) w`,
  )
  return new Map(rows.map(row => [row.key, row.waiting]))
}

const pauseOf = (row: { readonly pausedAt: Date | null; readonly pausedReason: string | null }): string | undefined =>
  row.pausedAt === null ? undefined : (row.pausedReason ?? 'no reason was given')
