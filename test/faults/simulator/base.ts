import type postgres from 'postgres'
import type { SimulatedErpKind } from '../../../sandbox/erp.ts'
import { openDatabase } from '../../../src/db/client.ts'
import { migrateDatabase } from '../../../src/db/migrate.ts'
import { createSecretBox, type SecretBox } from '../../../src/db/secret-box.ts'
import type { HttpSend } from '../../../src/domain/http.ts'
import { applyConfiguration } from '../../../src/flows/config/apply-configuration.ts'
import { LOGIN_KEY_PLACE } from '../../../src/flows/config/ensure-installation.ts'
import { readSetup, type Setup } from '../../../src/flows/config/read-setup.ts'
import { createRemotes } from '../../../src/flows/config/remotes.ts'
import type { FlowContext } from '../../../src/flows/context.ts'
import { refreshStoreViews } from '../../../src/flows/poll/refresh-store-views.ts'
import { ensureSchedules } from '../../../src/flows/schedule/ensure-schedules.ts'
import { createLog } from '../../../src/ops/log.ts'
import {
  CONNECTION,
  configurationText,
  NEWS_POLL_SECONDS,
  POLL_SECONDS,
  STORE,
  VARIANTS,
  type Variant,
} from './configuration.ts'
import { erpKind, erpUrls, openErp, portOf } from './erp-side.ts'
import { openMagento, seedMagento } from './magento-shop.ts'
import { between, randomFor } from './random.ts'
import { createSnapshotJournal, type SnapshotJournal } from './snapshot-journal.ts'
import { BEGIN } from './timeline.ts'

/** A configured bridge and seeded far sides before the first order; every seed begins here. */
export interface Base {
  readonly box: SecretBox
  /** What the configuration of each variant says, by the variant's name. */
  readonly setups: ReadonlyMap<string, Setup>
  readonly magentoJournal: SnapshotJournal
  readonly erpJournal: SnapshotJournal
  readonly erpKind: SimulatedErpKind
  /** The ERP tells by itself what happens there. */
  readonly erpCalls: boolean
  /** Forgets the last seed and puts the configuration of the variant in place. */
  reset(janitor: postgres.Sql, seed: number, variant: Variant): Promise<void>
}

/** Over how long the tasks begin: most days are over before the rare ones. */
const SPREAD_SECONDS = 7_200

/** What was deleted is in the way of every look into a table until then: nothing else takes it away here. */
const SEEDS_TO_VACUUM = 50

const CONFIGURED = ['installation', 'stores', 'connections', 'store_views', 'schedules']

/** @param url of an empty database of the simulator's own; it is migrated. @param erp name of the ERP on the other side */
export async function prepareBase(url: string, erp: string): Promise<Base> {
  const handle = await openDatabase(url, { max: 2 })
  await migrateDatabase(handle)
  const box = createSecretBox({ current: Buffer.alloc(32, 7).toString('base64') })
  const clock = { now: () => new Date(BEGIN) }
  const magentoJournal = createSnapshotJournal()
  const kind = erpKind(erp)
  const erpJournal = createSnapshotJournal()
  const magentoOptions = { journal: magentoJournal, clock, random: randomFor(0, 'magento'), module: true }
  seedMagento(magentoOptions)
  const magento = openMagento(magentoOptions)
  const side = await openErp({ kind, journal: erpJournal, clock, random: randomFor(0, 'erp') })
  const connection = side.connectionAt(erpUrls(side))
  const send: HttpSend = request => {
    const port = portOf(new URL(request.url).hostname)
    return port === undefined ? magento.ask(request) : side.ask(port, request)
  }
  const { db, sql } = handle
  const sealed = box.seal(LOGIN_KEY_PLACE, Buffer.alloc(32, 9).toString('base64'))
  await sql`insert into installation (id, login_key, created_at) values (1, ${Buffer.from(sealed)}, ${clock.now().toISOString()})`
  const setups = new Map<string, Setup>()
  const tasks = new Map<string, readonly Task[]>()
  let erpCalls = false
  for (const [index, variant] of VARIANTS.entries()) {
    const remotes = createRemotes({ db, box, clock, random: randomFor(index, 'base'), createSend: () => send })
    const ctx: FlowContext = {
      db,
      clock,
      random: randomFor(index, 'base'),
      log: createLog('silent'),
      actor: { kind: 'cli', user: 'simulator' },
      box,
      remotes,
      publicUrl: undefined,
      wake: () => {},
    }
    const text = configurationText({ variant, credentials: magento.credentials, kind: kind.kind, connection })
    await applyConfiguration(ctx, { text, fileName: 'simulator.yaml', variables: {}, dryRun: false })
    await remotes.refresh()
    const connector = await remotes.erp(CONNECTION)
    erpCalls = connector.callbacks !== undefined
    await connector.diagnose({ fix: true }) // makes what the ERP lacks, as "doctor --fix" does
    await ensureSchedules(ctx)
    await refreshStoreViews(ctx, STORE)
    setups.set(variant.name, await readSetup(db, box))
    // Tasks that look every few seconds would be most of a day.
    await sql`update schedules set every_seconds = greatest(every_seconds, ${POLL_SECONDS})`
    const polled = [
      ...(variant.module ? [] : ['magento-orders']),
      ...(connector.callbacks ? [] : [`erp-changes:${CONNECTION}`]),
    ]
    await sql`update schedules set every_seconds = ${NEWS_POLL_SECONDS} where task = any(${polled})`
    tasks.set(variant.name, await sql<Task[]>`select task, every_seconds as every from schedules order by task`)
    for (const table of CONFIGURED) await sql.unsafe(`create table base_${variant.name}_${table} as table ${table}`)
    await remotes.close()
  }
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables t where schemaname = 'public' and tablename not like 'base\\_%'
      and not exists (select 1 from pg_inherits i where i.inhrelid = to_regclass(t.tablename))`
  // The audit refuses to be deleted; here every seed begins with an empty one, and nobody looks at pages.
  const guards = await sql<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger
    where not tgisinternal and (tgname like '%append_only' or tgname like 'tell\\_%') and tgparentid = 0`
  for (const guard of guards) await sql.unsafe(`alter table ${guard.table} disable trigger "${guard.name}"`)
  const sequences = await sql<{ name: string }[]>`
    select sequencename as name from pg_sequences where schemaname = 'public'`
  for (const { name } of VARIANTS) await sql.unsafe(putBack(name, tables, sequences))
  await handle.close()
  let resets = 0
  return {
    box,
    setups,
    magentoJournal,
    erpJournal,
    erpKind: kind,
    erpCalls,
    async reset(janitor, seed, variant) {
      if (++resets % SEEDS_TO_VACUUM === 0) await janitor.unsafe('vacuum')
      const random = randomFor(seed, 'schedules')
      const planned = tasks.get(variant.name) ?? []
      const moments = planned.map(({ every }) =>
        new Date(BEGIN + between(random, 0, Math.min(every, SPREAD_SECONDS)) * 1_000).toISOString(),
      )
      const names = planned.map(({ task }) => task)
      await janitor`select ${janitor(`put_back_${variant.name}`)}(${names}::text[], ${moments}::text[])`
    },
  }
}

interface Named {
  readonly name: string
}

interface Task {
  readonly task: string
  /** Seconds. */
  readonly every: number
}

/** A function of the database that forgets the last seed: its hundred statements are planned once, not for each seed. */
function putBack(variant: string, tables: readonly Named[], sequences: readonly Named[]): string {
  const steps = [
    ...tables.map(({ name }) => `delete from "${name}"`),
    ...sequences.map(({ name }) => `perform setval('"${name}"', 1, false)`),
    ...CONFIGURED.map(table => `insert into ${table} overriding system value select * from base_${variant}_${table}`),
    `update schedules s set next_at = m.at::timestamptz from unnest(tasks, moments) m(task, at) where s.task = m.task`,
  ]
  return `create function put_back_${variant}(tasks text[], moments text[]) returns void language plpgsql as $$
    begin ${steps.join('; ')}; end $$`
}
