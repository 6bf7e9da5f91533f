import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { Hint } from '../../domain/hint.ts'
import type { FlowContext } from '../context.ts'
import { id, moment, readRows } from './rows.ts'

/** One way by which a store hears of something: a webhook of Magento, a callback of an ERP, a poll. */
export interface Door {
  readonly store: string
  readonly source: string
  /** Of an ERP's door. */
  readonly connection?: string | undefined
  readonly connectionName?: string | undefined
  /** The newest that came by it; absent: none since the moment that was looked back to. */
  readonly last?: Date | undefined
  /** How many came by it in the last 24 hours: deliveries of webhooks of Magento, news of the others. */
  readonly today: number
  /** Not through yet. */
  readonly waiting: number
  /** That many came by the poll of the same far side in the last 24 hours, and none by this door. */
  readonly missed: number
}

export interface Doors {
  readonly doors: readonly Door[]
  /** No further than this was looked back. */
  readonly since: Date
  /** A store is so busy that not all of its last 24 hours was counted. */
  readonly isCut: boolean
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const LOOKED_BACK_MS = 7 * DAY_MS
/** Of each store: a busy one is not counted to the end. */
const LOOKED_THROUGH = 20_000

/** Every door of these stores that is configured or that something came by, with what came by it lately. */
export async function listDoors(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'remotes'>,
  stores: readonly string[],
): Promise<Doors> {
  const now = ctx.clock.now().getTime()
  const [counts, open] = await Promise.all([
    countReceived(ctx, stores, new Date(now)),
    Promise.all(stores.map(store => openDoors(ctx, store))),
  ])
  const known = new Map<string, Door>()
  for (const door of open.flat()) known.set(nameOf(door), { ...door, today: 0, waiting: 0, missed: 0 })
  for (const { store, source, today, waiting, ...row } of counts.rows) {
    if (source === null) continue
    const named = { store, source, connection: row.connection ?? undefined, connectionName: row.name ?? undefined }
    known.set(nameOf(named), { ...named, today, waiting, missed: 0, last: row.last ?? undefined })
  }
  const doors = [...known.values()]
  return {
    doors: doors.map(door => ({ ...door, missed: missedBy(door, doors) })).sort(inTurn),
    since: counts.since,
    isCut: counts.since.getTime() > now - DAY_MS,
  }
}

/** What calls by itself, by the source of the poll that finds the same later. */
const POLL_OF: Readonly<Partial<Record<string, Hint['source']>>> = {
  module: 'magento_poll',
  async_events: 'magento_poll',
  adobe_io: 'magento_poll',
  erp_webhook: 'erp_poll',
}

/** An ERP that never called may not be asked to: only one that called before is missed. */
const missedBy = ({ store, source, connection, today, last }: Door, doors: readonly Door[]): number =>
  today > 0 || (source === 'erp_webhook' && !last)
    ? 0
    : (doors.find(poll => poll.store === store && poll.source === POLL_OF[source] && poll.connection === connection)
        ?.today ?? 0)

const WEBHOOKS_OF_MAGENTO: readonly string[] = ['module', 'async_events', 'adobe_io'] satisfies Hint['source'][]
const TURN = [...WEBHOOKS_OF_MAGENTO, 'kafka', 'magento_poll', 'read_back', 'erp_webhook', 'erp_poll', 'person']

const inTurn = (a: Door, b: Door): number =>
  a.store.localeCompare(b.store) ||
  (a.connection ?? '').localeCompare(b.connection ?? '') ||
  TURN.indexOf(a.source) - TURN.indexOf(b.source)

type Named = Pick<Door, 'store' | 'source' | 'connection' | 'connectionName'>

const nameOf = ({ store, source, connection }: Omit<Named, 'connectionName'>): string =>
  JSON.stringify([store, source, connection])

/** The doors that the settings open. What cannot be read opens none: its far side says so elsewhere. */
async function openDoors({ remotes }: Pick<FlowContext, 'remotes'>, store: string): Promise<readonly Named[]> {
  const setup = await remotes.store(store).catch(unusable)
  const connections = (await remotes.connectionsOf(store).catch(unusable)) ?? []
  const ofMagento = [
    ...(setup?.secrets.webhookSecrets.length ? ['module'] : []),
    ...(setup?.secrets.asyncEventsTokens.length ? ['async_events'] : []),
    ...(setup?.settings.adobeIo ? ['adobe_io'] : []),
    ...(setup?.settings.kafka?.from.length ? ['kafka'] : []),
    ...(setup ? ['magento_poll'] : []),
  ]
  const ofErps = await Promise.all(
    connections.map(async ({ code, name }) => {
      const callbacks = (await remotes.erp(code).catch(unusable))?.callbacks
      const sources = callbacks ? ['erp_webhook', 'erp_poll'] : ['erp_poll']
      return sources.map(source => ({ store, source, connection: code, connectionName: name }))
    }),
  )
  return [...ofMagento.map(source => ({ store, source })), ...ofErps.flat()]
}

const unusable = (error: unknown): undefined => {
  if (error instanceof UserError) return undefined
  throw error
}

const countRow = z.object({
  store: z.string(),
  /** null: the line of the whole store. */
  source: z.string().nullable(),
  connection: z.string().nullable(),
  name: z.string().nullable(),
  last: moment.nullable(),
  /** Of those that are through. */
  oldest: moment.nullable(),
  today: id,
  waiting: id,
  through: id,
})

/** What a webhook of Magento or a record tells of comes out of its delivery, or out of the module's outbox when we ask: it did not come by the door. */
const CAME = sql.raw(
  `(i.entity = 'delivery' or i.source not in (${[...WEBHOOKS_OF_MAGENTO, 'kafka'].map(source => `'${source}'`).join(', ')}))`,
)

/** One door, whichever connections its records are about. */
const OF = sql.raw(`case when i.source <> 'kafka' then i.connection end as connection`)

/** Along the ends of two indexes: what waits, and what is through, both up to a limit. */
async function countReceived({ db }: Pick<FlowContext, 'db'>, stores: readonly string[], now: Date) {
  const dayAgo = new Date(now.getTime() - DAY_MS)
  // On the hour: a page that changes with every look would be sent with every look.
  const start = new Date(Math.floor((now.getTime() - LOOKED_BACK_MS) / HOUR_MS) * HOUR_MS)
  const rows = await readRows(
    db,
    countRow,
    sql`select s.code as store, x.*, c.name from unnest(${sql.param([...stores])}::text[]) s(code) cross join lateral (
      select u.source, u.connection, max(u.received_at) filter (where u.came) as last, min(u.received_at) filter (where not u.waits) as oldest,
        count(*) filter (where u.came and u.received_at >= ${dayAgo.toISOString()}::timestamptz) as today,
        count(*) filter (where u.waits) as waiting, count(*) filter (where not u.waits) as through
      from (
        (select i.source, ${OF}, i.received_at, ${CAME} as came, true as waits from inbox i
          where i.store = s.code and i.due_at is not null limit ${LOOKED_THROUGH})
        union all (select i.source, ${OF}, i.received_at, ${CAME}, false from inbox i
          where i.store = s.code and i.due_at is null and i.received_at >= ${start.toISOString()}::timestamptz
          order by i.received_at desc limit ${LOOKED_THROUGH})) u
      group by grouping sets ((u.source, u.connection), ())) x
      left join connections c on c.code = x.connection`,
  )
  const cut = rows.flatMap(({ source, through, oldest }) =>
    source === null && through >= LOOKED_THROUGH && oldest ? [oldest.getTime()] : [],
  )
  return { rows, since: new Date(Math.max(start.getTime(), ...cut)) }
}
