import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { told } from '../../src/admin-ui/language/told.ts'
import { attempts, inbox, OUTBOX_STATES } from '../../src/db/schema/messages.ts'
import { schedules } from '../../src/db/schema/operations.ts'
import { ORDER_PHASES } from '../../src/db/schema/orders.ts'
import { TRANSFER_STATES } from '../../src/db/schema/transfers.ts'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import type { Actor, FlowContext } from '../../src/flows/context.ts'
import { forgetStoreRows } from '../../src/flows/retention/forget-store-rows.ts'
import { forgetOld } from '../../src/flows/schedule/forget-old.ts'
import { changeSettings, previewSettings } from '../../src/flows/settings/change-settings.ts'
import { goBack, previewWayBack } from '../../src/flows/settings/go-back.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'
import { signIn } from '../support/sign-in.ts'

const KEEP = { attemptsMonths: 13, inboxMonths: 6, auditMonths: undefined }
const OF_STORE = { of: 'store', code: 'main' } as const
const MERCHANT: Actor = {
  kind: 'admin_user',
  id: 'main:7',
  name: 'Jan',
  roles: ['view', 'configure'],
  stores: ['main'],
}

const database = await testDatabase()
const { db, sql } = database
let now = new Date()
const today = () => now.toISOString()
const page = pageContext(database, { now: () => now })
const context = (actor: Actor): FlowContext => ({ ...page.context(actor), keep: KEEP })
const ctx = context({ kind: 'job', task: 'retention' })
const at = (moment: string) => {
  now = new Date(moment)
}

/** As a file says it, for the stores "main" and "other". */
async function configure(keep?: Readonly<Record<string, number>>, limits = KEEP) {
  const store = (code: string) => ({
    code,
    name: code,
    url: `https://${code}.example`,
    auth: { kind: 'bearer', token: 'x' },
    ...(keep && code === 'main' && { keep }),
  })
  const text = JSON.stringify({ stores: [store('main'), store('other')] })
  return await applyConfiguration(
    { ...context({ kind: 'cli', user: 'ada' }), keep: limits },
    { text, fileName: 'shop.yaml', variables: {}, dryRun: false },
  )
}

const tried = (store: string, startedAt: string, outboxId = 0, orderId: number | null = null) =>
  sql`insert into attempts (store, outbox_id, order_id, step, started_at, duration_ms, outcome, exchanges)
    values (${store}, ${outboxId}, ${orderId}, 'send', ${startedAt}, 10, 'delivered', '[]')`
const heard = (store: string, receivedAt: string, key: string, isDue = false) =>
  sql`insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, received_at, due_at)
    values (${store}, 'module', ${key}, 'order', ${key}, 'x', ${receivedAt}, ${isDue ? receivedAt : null})`
const moments = async () => (await db.select().from(attempts)).map(row => `${row.store} ${row.startedAt.toISOString()}`)
const keysHeard = async () => (await db.select().from(inbox)).map(row => `${row.store} ${row.dedupeKey}`).sort()

const ordered = async (magentoId: number, phase: string): Promise<number> => {
  const [row] = await sql<{ id: string }[]>`
    insert into orders (store, magento_id, number, store_view_id, state, status, placed_at, magento_updated_at, customer_name,
      customer_email, currency, grand_total, phase, phase_reason, heard_at, updated_at)
    values ('main', ${magentoId}, ${`${magentoId}`}, 1, 'new', 'new', ${today()}, ${today()}, 'A', 'a@shop.example', 'EUR', 1, ${phase}, '', ${today()}, ${today()})
    returning id`
  return Number(row?.id)
}
const owed = async (key: string, state: string, queue = 'x'): Promise<number> => {
  const [row] = await sql<{ id: string }[]>`
    insert into outbox (store, queue, kind, idempotency_key, payload, state, due_at, created_at)
    values ('main', ${queue}, 'x', ${key}, '{}', ${state}, ${today()}, ${today()}) returning id`
  return Number(row?.id)
}

beforeEach(async () => {
  at('2031-05-31T23:59:59.999Z')
  await sql`truncate attempts, inbox, inbox_keys, outbox, outbox_edits, problem_orders, problems, orders, schedules, settings_versions restart identity cascade`
  await configure()
})

describe('a store that keeps less than the installation', () => {
  test('loses by the task what is older than its months, to the moment in UTC, and no other store loses a row', async () => {
    await configure({ attemptsMonths: 4, inboxMonths: 1 })
    for (const store of ['main', 'other']) {
      await tried(store, '2030-12-31T23:59:59.999Z')
      await tried(store, '2031-01-01T00:00:00.000Z')
      await tried(store, '2031-02-01T00:00:00.000Z')
      await heard(store, '2031-03-31T23:59:59.999Z', '1')
      await heard(store, '2031-04-01T00:00:00.000Z', '2')
    }
    await forgetOld(ctx, 'other')
    expect(await moments()).toHaveLength(6)
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'old requests': 1, 'old messages heard': 1 })
    expect((await moments()).filter(row => row.startsWith('main'))).toEqual([
      'main 2031-01-01T00:00:00.000Z',
      'main 2031-02-01T00:00:00.000Z',
    ])
    expect(await keysHeard()).toEqual(['main 2', 'other 1', 'other 2'])
    at('2031-06-01T00:00:00.000Z')
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'old requests': 1, 'old messages heard': 1 })
    expect((await moments()).filter(row => row.startsWith('main'))).toEqual(['main 2031-02-01T00:00:00.000Z'])
    expect((await moments()).filter(row => row.startsWith('other'))).toHaveLength(3)
  })

  test('keeps what an unfinished message, an order on its way or held, or an open problem still needs', async () => {
    await configure({ attemptsMonths: 4, inboxMonths: 1 })
    const old = '2030-06-01T00:00:00Z'
    const names = new Map<number, string>()
    const remember = async (name: string, messageId: number, orderId: number | null = null) => {
      names.set(messageId, name)
      await tried('main', old, messageId, orderId)
    }
    for (const state of OUTBOX_STATES) await remember(state, await owed(state, state))
    for (const [index, phase] of ORDER_PHASES.entries()) {
      const orderId = await ordered(index + 1, phase)
      await remember(`order ${phase}`, await owed(`order:${phase}`, 'delivered'), orderId)
      await heard('main', old, `${index + 1}`)
    }
    for (const [index, closed] of [null, today()].entries()) {
      const orderId = await ordered(100 + index, 'open')
      const [problem] = await sql`
        insert into problems (store, cause, title, remedy, detail, opened_at, last_seen_at, closed_at)
        values ('main', ${`c${index}`}, '', '', '', ${today()}, ${today()}, ${closed}) returning id`
      await sql`insert into problem_orders values (${problem?.id}, ${orderId}, ${today()})`
      const name = `problem ${closed ? 'closed' : 'open'}`
      await remember(name, await owed(name, 'delivered'), orderId)
      await heard('main', old, `${100 + index}`)
    }
    await heard('main', old, 'due', true)
    await heard('main', old, '99999999999999999999')

    await forgetOld(ctx, 'main')
    const left = (await db.select().from(attempts)).map(row => names.get(row.outboxId)).sort()
    expect(left).toEqual([
      'dead',
      'held',
      'order held',
      'order preparing',
      'order pushing',
      'order waiting',
      'pending',
      'problem open',
      'retrying',
      'sending',
      'verifying',
    ])
    // waiting, preparing, pushing and held are the first, second, third and fifth phase.
    expect(await keysHeard()).toEqual(['main 1', 'main 100', 'main 2', 'main 3', 'main 5', 'main due'])
  })

  test('keeps what a transfer still needs that has not ended', async () => {
    await configure({ attemptsMonths: 4 })
    await sql`insert into connections (code, store, kind, name, settings, policies, secrets, created_at, updated_at)
      values ('omni', 'main', 'http-flow', 'O', '{}', '{}', '\\x00', ${today()}, ${today()}) on conflict do nothing`
    for (const state of TRANSFER_STATES) {
      const [row] = await sql`insert into transfers (store, connection, key, number, state, heard_at, updated_at)
        values ('main', 'omni', ${state}, ${state}, ${state}, ${today()}, ${today()}) returning id`
      await tried('main', '2030-06-01T00:00:00Z', await owed(state, 'delivered', `transfer:${row?.id}`))
    }
    await forgetOld(ctx, 'main')
    expect(await sql`select m.idempotency_key from attempts a join outbox m on m.id = a.outbox_id order by 1`).toEqual(
      ['heard', 'held', 'planned', 'written'].map(state => ({ idempotency_key: state })),
    )
    await sql`delete from transfers`
    await sql`delete from connections where code = 'omni'`
  })

  test('loses many rows in batches, past those that stay, and what one run leaves goes in the next', async () => {
    await configure({ attemptsMonths: 4 })
    const dead = await owed('dead', 'dead')
    await sql`insert into attempts (store, outbox_id, step, started_at, duration_ms, outcome, exchanges)
      select case when i % 2 = 0 then 'other' else 'main' end, case when i % 7 = 0 then ${dead}::bigint else 0 end,
        'send', timestamptz '2030-06-01' + (i / 4) * interval '1 ms', 10, 'delivered', '[]' from generate_series(1, 280) i`
    const most = { batch: 9, run: 50 }
    // 140 rows of main, of which 20 stay.
    expect(await forgetStoreRows(ctx, 'main', most)).toEqual({ attempts: 54, inbox: 0, isMore: true })
    expect(await forgetStoreRows(ctx, 'main', most)).toMatchObject({ isMore: true })
    expect(await forgetStoreRows(ctx, 'main', most)).toMatchObject({ isMore: false })
    expect(await sql`select store, count(*)::int as rows from attempts group by store order by store`).toEqual([
      { store: 'main', rows: 20 },
      { store: 'other', rows: 140 },
    ])
  })

  test('has the task come again within a minute when there is more than a run takes', async () => {
    await configure({ attemptsMonths: 4 })
    const tomorrow = new Date(now.getTime() + 86_400_000)
    for (const store of ['main', 'other'])
      await db.insert(schedules).values({ store, task: 'retention', everySeconds: 86_400, nextAt: tomorrow })
    await sql`insert into attempts (store, outbox_id, step, started_at, duration_ms, outcome, exchanges)
      select 'main', 0, 'send', '2030-06-01', 10, 'delivered', '[]' from generate_series(1, 20010) i`
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'old requests': 20_000 })
    const next = async (store: string) =>
      (await db.select().from(schedules).where(eq(schedules.store, store)))[0]?.nextAt
    expect(await next('main')).toEqual(new Date(now.getTime() + 60_000))
    expect(await next('other')).toEqual(tomorrow)
    expect(await forgetOld(ctx, 'main')).toMatchObject({ 'old requests': 10 })
  })

  test('asks for more than the installation keeps in vain: an old file has no effect beyond it', async () => {
    await configure({ attemptsMonths: 24 }, { ...KEEP, attemptsMonths: 36 })
    await tried('main', '2030-06-01T00:00:00Z')
    expect(await forgetStoreRows(ctx, 'main')).toEqual({ attempts: 0, inbox: 0, isMore: false })
    expect((await readSettings(context(MERCHANT), OF_STORE)).kept).toEqual({ attemptsMonths: 13, inboxMonths: 6 })
    // What stood there before the installation kept less stops no other change.
    const { revision: base } = await readSettings(context(MERCHANT), OF_STORE)
    await changeSettings(context(MERCHANT), { ...OF_STORE, base, fields: { name: 'Shop' }, reason: 'x' })
    await configure({ attemptsMonths: 24 })
    await configure()
  })
})

describe('how long a store keeps things', () => {
  const merchant = () => context(MERCHANT)
  const base = async () => (await readSettings(merchant(), OF_STORE)).revision
  const preview = async (fields: Readonly<Record<string, string>>) =>
    await previewSettings(merchant(), { ...OF_STORE, base: await base(), fields })

  test('is set after a look at what goes, with a reason and a way back, and emptied again', async () => {
    await sql`insert into attempts (store, outbox_id, step, started_at, duration_ms, outcome, exchanges)
      select case when i > 1234 then 'other' else 'main' end, 0, 'send', '2030-11-30T23:59:59Z', 10, 'delivered', '[]' from generate_series(1, 1500) i`
    const fields = { 'keep.attemptsMonths': '5', 'keep.inboxMonths': '2' }
    expect(await preview(fields)).toEqual({
      lines: ['keep.attemptsMonths (none) → 5', 'keep.inboxMonths (none) → 2'],
      consequences: [],
      forgets: [
        { part: 'attemptsMonths', before: new Date('2030-12-01T00:00:00Z'), rows: 1_200, isMore: false },
        { part: 'inboxMonths', before: new Date('2031-03-01T00:00:00Z'), rows: 0, isMore: false },
      ],
    })
    await changeSettings(merchant(), { ...OF_STORE, base: await base(), fields, reason: 'less of our customers' })
    expect((await listAudit(ctx, { stores: ['main'], limit: 1 }))[0]).toMatchObject({
      action: 'settings.change',
      reason: 'less of our customers',
    })
    expect((await preview({ 'keep.attemptsMonths': '6', 'keep.inboxMonths': '1' })).consequences).toEqual([
      'What was deleted already does not come back.',
    ])
    const way = { ...OF_STORE, version: 1 }
    const back = await previewWayBack(merchant(), way)
    expect(back).toMatchObject({
      lines: ['keep.attemptsMonths 5 → (none)', 'keep.inboxMonths 2 → (none)'],
      forgets: [],
    })
    expect(back.consequences).toContain('What was deleted already does not come back.')
    await goBack(merchant(), { ...way, base: back.base, reason: 'not agreed' })
    const [row] = await sql`select settings -> 'keep' as keep from stores where code = 'main'`
    expect(row?.keep).toBeNull()
  })

  test('is never more than the installation keeps, nor less than a dispute needs, on the page and in the file', async () => {
    const tooMuch = 'keep.attemptsMonths must be at most 13, because the installation keeps no more: 14 is too many'
    await expect(preview({ 'keep.attemptsMonths': '14' })).rejects.toThrow(tooMuch)
    await expect(preview({ 'keep.attemptsMonths': '3' })).rejects.toThrow('keep.attemptsMonths must be at least 4')
    await expect(preview({ 'keep.inboxMonths': '0' })).rejects.toThrow('keep.inboxMonths must be at least 1')
    await expect(configure({ inboxMonths: 7 })).rejects.toThrow(
      'stores[0].keep.inboxMonths, line 1: must be at most 6, because the installation keeps no more: 7 is too many',
    )
    expect(speak('de', () => told(tooMuch.slice('keep.attemptsMonths '.length)))).toBe(
      'darf höchstens 13 sein, weil die Installation nicht mehr aufhebt: 14 ist zu viel',
    )
  })

  test('is said on the page before it is saved, in the language and the days of the one who looks', async () => {
    await sql`insert into attempts (store, outbox_id, step, started_at, duration_ms, outcome, exchanges)
      select 'main', 0, 'send', '2030-12-01', 10, 'delivered', '[]' from generate_series(1, 1234) i`
    const { get, post } = await signIn({ database, clock: { now: () => now } })
    const { text } = await get('/admin/settings/store/main')
    expect(text).toContain('From 4 to 13.')
    const filled = { base: `${await base()}`, 'field.keep.attemptsMonths': '4' }
    const dialog = (await post('/admin/settings/store/main/preview', filled)).text
    expect(dialog).toContain('older than Jan 1, 2031: about 1,200')
    const refused = await post('/admin/settings/store/main/preview', { ...filled, 'field.keep.attemptsMonths': '14' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Must be at most 13, because the installation keeps no more: 14 is too many.')
  })

  test('is not changed by who may only look or operate, nor by people of another store', async () => {
    const change = { ...OF_STORE, base: await base(), fields: { 'keep.attemptsMonths': '4' }, reason: 'x' }
    for (const roles of [['view'], ['view', 'operate']] as const)
      await expect(changeSettings(context({ ...MERCHANT, roles }), change)).rejects.toThrow('You may not')
    const stranger = context({ ...MERCHANT, stores: ['other'] })
    await expect(changeSettings(stranger, change)).rejects.toThrow('You may not')
    await expect(previewSettings(stranger, change)).rejects.toThrow('You may not')
  })
})
