import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { eq, inArray, sql } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { catalogValues } from '../../src/db/schema/catalog.ts'
import { drifts } from '../../src/db/schema/ledger.ts'
import { inbox, outbox } from '../../src/db/schema/messages.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { savedViews } from '../../src/db/schema/saved-views.ts'
import { loginLinks, visitors } from '../../src/db/schema/team.ts'
import { transfers } from '../../src/db/schema/transfers.ts'
import { writeAudit } from '../../src/flows/audit/write-audit.ts'
import { askForCatalogRun, stopCatalogRun, tryCatalogRun } from '../../src/flows/catalog/ask-for-run.ts'
import { runCatalogNow } from '../../src/flows/catalog/run-now.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { pause, resume } from '../../src/flows/config/pause.ts'
import { pauseKind, resumeKind } from '../../src/flows/config/pause-kind.ts'
import { rotateSecrets } from '../../src/flows/config/rotate-secrets.ts'
import { readAccess } from '../../src/flows/connect/access-of.ts'
import { changeAccess, tryAccess } from '../../src/flows/connect/change-access.ts'
import { connectErp } from '../../src/flows/connect/connect-erp.ts'
import { describeStart, markStart, startWords } from '../../src/flows/connect/describe-start.ts'
import { readDraft } from '../../src/flows/connect/read-draft.ts'
import { removeConnection } from '../../src/flows/connect/remove-connection.ts'
import { tryConnection } from '../../src/flows/connect/try-connection.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { eraseCustomer } from '../../src/flows/customer/erase-customer.ts'
import { exportCustomer, showCustomer } from '../../src/flows/customer/show-customer.ts'
import { mailMatching } from '../../src/flows/document/mail-matching.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { checkSide } from '../../src/flows/first-run/check-side.ts'
import { prepareErp } from '../../src/flows/first-run/prepare-erp.ts'
import { rehearseOrders } from '../../src/flows/first-run/rehearse-orders.ts'
import { startSending } from '../../src/flows/first-run/start-sending.ts'
import { readAgain } from '../../src/flows/inbox/read-again.ts'
import { closeDay } from '../../src/flows/ledger/close-day.ts'
import { saveTemplate } from '../../src/flows/mail/save-template.ts'
import { sendTestMail } from '../../src/flows/mail/send-test-mail.ts'
import { previewMapping, saveMapping } from '../../src/flows/mapping/change-mapping.ts'
import { readMappings, readMappingTable } from '../../src/flows/mapping/read-mappings.ts'
import { retryStuck, skipStuck } from '../../src/flows/order/act-on-stuck.ts'
import { cancelInMagento } from '../../src/flows/order/cancel-in-magento.ts'
import { holdOrder } from '../../src/flows/order/hold-order.ts'
import { noteOrder } from '../../src/flows/order/note-order.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { editMessage } from '../../src/flows/outbox/edit-message.ts'
import { previewEdit } from '../../src/flows/outbox/preview-edit.ts'
import { retryMessage } from '../../src/flows/outbox/retry-message.ts'
import { createPairingCode } from '../../src/flows/pairing/create-pairing-code.ts'
import { askToPull, stopPull } from '../../src/flows/poll/pull-again.ts'
import { retryProblem } from '../../src/flows/problem/retry-problem.ts'
import { acceptDrift } from '../../src/flows/reconcile/accept-drift.ts'
import { stopComparison } from '../../src/flows/reconcile/comparison-progress.ts'
import { askToReconcile } from '../../src/flows/reconcile/reconcile-by-clock.ts'
import { runTaskNow } from '../../src/flows/schedule/run-task-now.ts'
import { readCatalogOffers } from '../../src/flows/settings/catalog-offers.ts'
import { changeSettings, previewSettings } from '../../src/flows/settings/change-settings.ts'
import { goBack, previewWayBack } from '../../src/flows/settings/go-back.ts'
import { listPolicyVersions, readTwoVersions } from '../../src/flows/settings/list-versions.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { tryCatalogChange } from '../../src/flows/settings/try-catalog.ts'
import { endLink } from '../../src/flows/team/end-link.ts'
import { requireGrant } from '../../src/flows/team/require-grant.ts'
import { retryTransfer } from '../../src/flows/transfer/retry-transfer.ts'
import { compareOnOrders } from '../../src/flows/version/compare-on-orders.ts'
import { markMistakes } from '../../src/flows/version/mark-mistakes.ts'
import { promoteVersion, secretsToPromote } from '../../src/flows/version/promote-version.ts'
import { readEditor } from '../../src/flows/version/read-editor.ts'
import { saveDraft } from '../../src/flows/version/save-draft.ts'
import { settingsWords } from '../../src/flows/version/settings-words.ts'
import { trySettings } from '../../src/flows/version/try-settings.ts'
import { exportOrders } from '../../src/flows/view/export-orders.ts'
import { findOrders } from '../../src/flows/view/find-orders.ts'
import { listAuditChain } from '../../src/flows/view/list-audit-chain.ts'
import { listCatalogValues, listMissingProducts } from '../../src/flows/view/list-catalog-values.ts'
import { listCatalogues } from '../../src/flows/view/list-catalogues.ts'
import { listConnections } from '../../src/flows/view/list-connections.ts'
import { listDocuments } from '../../src/flows/view/list-documents.ts'
import { listDoors } from '../../src/flows/view/list-doors.ts'
import { listFarSides } from '../../src/flows/view/list-far-sides.ts'
import { findInboxRow, listInbox } from '../../src/flows/view/list-inbox.ts'
import { listChangedOrders, listOrders } from '../../src/flows/view/list-orders.ts'
import { countOpenProblems, listClosedProblems, listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { listRuns } from '../../src/flows/view/list-runs.ts'
import { listSavedViews } from '../../src/flows/view/list-saved-views.ts'
import { listTasks } from '../../src/flows/view/list-tasks.ts'
import { listLiveLinks, listPeople } from '../../src/flows/view/list-team.ts'
import { countOpenTransfers, listTransfers } from '../../src/flows/view/list-transfers.ts'
import { listUnderWay } from '../../src/flows/view/list-under-way.ts'
import { previewMailing } from '../../src/flows/view/preview-mailing.ts'
import { previewResend } from '../../src/flows/view/preview-resend.ts'
import { previewStuck } from '../../src/flows/view/preview-stuck.ts'
import { readAttempt } from '../../src/flows/view/read-attempt.ts'
import { readDocument } from '../../src/flows/view/read-document.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { readHours } from '../../src/flows/view/read-hours.ts'
import { readInboxBody } from '../../src/flows/view/read-inbox-body.ts'
import { readMessage } from '../../src/flows/view/read-message.ts'
import { readOrder } from '../../src/flows/view/read-order.ts'
import { readOwner } from '../../src/flows/view/read-owner.ts'
import { readTransfer } from '../../src/flows/view/read-transfer.ts'
import { removeView, saveView } from '../../src/flows/view/save-view.ts'
import { taskLabels } from '../../src/flows/view/task-labels.ts'
import { walkOrders } from '../../src/flows/view/walk-orders.ts'
import { seed } from '../browser/seed.ts'
import { SESSION_KEY } from '../browser/seed-stores.ts'
import { createPage, pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'
import { adobeHeaders, asyncHeaders, b1Headers, moduleHeaders, openDoors } from '../support/two-stores.ts'

/** Stands in everything of the other store that a person could read. */
const MARK = 'zzforeignzz'
const NOW = new Date('2026-03-10T13:20:00Z')
const ORIGIN = 'https://bridge.example'
const database = await testDatabase()
const { db } = database
const seeded = await seed(db, database.box, NOW)
const foreign = await markForeign()
const clock = { now: () => NOW }
const page = await createPage(database, ORIGIN, clock)
const contexts = pageContext(database, clock)
const mine = contexts.context({
  kind: 'admin_user',
  id: 'main:7',
  name: 'Petra',
  roles: ['view', 'operate', 'configure'],
  stores: ['main'],
})
afterAll(() => contexts.close())

/** Writes the mark into every text of store "usa", and gives it a row of each kind. */
async function markForeign() {
  const [order] = await db.select().from(orders).where(eq(orders.id, seeded.foreign.id))
  if (!order) throw new Error('no foreign order')
  const marked = {
    orders: ['number', 'customer_name', 'customer_email', 'phase_reason'],
    problems: ['title', 'remedy', 'detail'],
    documents: ['number', 'filename'],
    follow_ups: ['erp_number'],
    sales_documents: ['erp_number'],
    mails: ['recipient'],
    order_events: ['text'],
    runs: ['error'],
  }
  for (const [table, columns] of Object.entries(marked))
    for (const column of columns)
      await db.execute(
        sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = coalesce(${sql.identifier(column)}, '') || ${MARK} where store = 'usa'`,
      )
  await db.execute(
    sql`update attempts set exchanges = jsonb_set(exchanges, '{0,responseBody}', to_jsonb(${`"${MARK}"`}::text)) where store = 'usa'`,
  )
  await db.execute(sql`update runs set task = task || ${`:${MARK}`} where store = 'usa'`)
  await db.execute(
    sql`update problems set closed_at = opened_at where id = (select max(id) from problems where store = 'usa' and id <> ${seeded.foreign.problemId})`,
  )
  const common = { store: 'usa', openedAt: NOW, lastSeenAt: NOW }
  await db.execute(sql`insert into problems (store, cause, title, remedy, detail, opened_at, last_seen_at, closed_at, closed_reason)
    values ('usa', 'over', ${MARK}, ${MARK}, '', ${NOW.toISOString()}, ${NOW.toISOString()}, ${NOW.toISOString()}, ${MARK})`)
  const [attempt] = await db.execute(sql`select id from attempts where store = 'usa' order by id limit 1`)
  const [message] = await db.execute(sql`select id from outbox where store = 'usa' order by id limit 1`)
  await db.execute(sql`update outbox set reason = ${MARK}, state = 'dead' where id = ${Number(message?.id)}`)
  const [drift] = await db
    .insert(drifts)
    .values({
      store: 'usa',
      orderId: order.id,
      connection: 'b1-us',
      subject: `order:${MARK}`,
      class: 'human_changed',
      what: 'total',
      text: MARK,
      magentoValue: '1.00',
      erpValue: '2.00',
      firstSeenAt: common.openedAt,
      lastSeenAt: common.lastSeenAt,
    })
    .returning({ id: drifts.id })
  await writeAudit(
    { db, clock: { now: () => NOW }, actor: { kind: 'cli', user: 'root' } },
    { store: 'usa', action: 'store.pause', subject: MARK },
  )
  const catalog = { sync: ['prices'], prices: { base: { '1': ['all'] } } }
  await db.execute(
    sql`update connections set policies = jsonb_set(policies, '{catalog}', ${JSON.stringify(catalog)}::jsonb) where code = 'b1-us'`,
  )
  const [transfer] = await db
    .insert(transfers)
    .values({
      ...{ store: 'usa', connection: 'b1-us', key: MARK, number: MARK, state: 'held', reason: MARK },
      ...{ causes: [MARK], heardAt: NOW, updatedAt: NOW },
    })
    .returning({ id: transfers.id })
  await db.execute(
    sql`update schedules set lease_until = ${NOW.toISOString()}::timestamptz + interval '1 minute' where store = 'usa'`,
  )
  const link = { name: MARK, roles: ['view'], stores: ['usa'] }
  await db.insert(visitors).values({ ...link, id: 'usa:9', firstSeenAt: NOW, lastSeenAt: NOW })
  const later = new Date(NOW.getTime() + 60_000)
  await db
    .insert(loginLinks)
    .values({ ...link, jti: 'link-of-the-other-store', madeBy: MARK, createdAt: NOW, expiresAt: later })
  const refused = { connection: 'b1-us', sku: 'LAMP-220', scope: 'all', wanted: '9', seenRun: 1, updatedAt: NOW }
  await db.insert(catalogValues).values([
    { ...refused, kind: 'price', errorCode: 'catalog:zero_price', error: MARK },
    { ...refused, kind: 'product', scope: '', errorCode: 'missing', error: MARK },
  ])
  const [view] = await db
    .insert(savedViews)
    .values({ store: 'usa', owner: '', name: MARK, query: 'phase=held', updatedAt: NOW })
    .returning({ id: savedViews.id })
  const [heard] = await db
    .insert(inbox)
    .values({
      ...{
        store: 'usa',
        connection: 'b1-us',
        source: 'erp_webhook',
        dedupeKey: MARK,
        entity: 'delivery',
        entityKey: MARK,
      },
      ...{ eventType: MARK, body: Buffer.from(MARK), receivedAt: NOW, dueAt: later, outcome: MARK },
    })
    .returning({ id: inbox.id })
  const [day] = await db.execute(
    sql`select count(*) as orders from orders where store = 'usa' and placed_at >= date_trunc('hour', ${NOW.toISOString()}::timestamptz) - interval '23 hours'`,
  )
  return {
    order,
    viewId: view?.id ?? 0,
    inboxId: heard?.id ?? 0,
    transferId: transfer?.id ?? 0,
    ordersOfDay: Number(day?.orders),
    attemptId: Number(attempt?.id),
    driftId: drift?.id ?? 0,
    messageId: Number(message?.id),
    number: `${order.number}${MARK}`,
  }
}

/** Every row of the other store as it is in the database. */
async function foreignRows(): Promise<string> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'store' order by 1`)
  const dumps: unknown[] = []
  for (const { name } of tables)
    dumps.push(
      name,
      await db.execute(
        sql`select md5(string_agg(t::text, '|' order by t::text)) as rows from ${sql.identifier(name)} t where store = 'usa'`,
      ),
    )
  dumps.push(
    await db.execute(
      sql`select md5(string_agg(t::text, '|')) as rows from (select * from stores where code = 'usa') t`,
    ),
  )
  return JSON.stringify(dumps)
}

const paging = {}
const place = (minutes: number) => ({ at: new Date(NOW.getTime() - minutes * 60_000), id: 1 })
/** Each view, asked for the other store's things with the given stores. */
const VIEWS: Readonly<Record<string, (stores: readonly string[]) => Promise<unknown>>> = {
  'find-orders': async stores => [
    await findOrders({ db }, stores, { kind: 'id', id: foreign.order.id }),
    await findOrders({ db }, stores, { kind: 'entity', id: foreign.order.magentoId }),
    await findOrders({ db }, stores, { kind: 'number', number: foreign.number }),
  ],
  'list-audit-chain': async stores =>
    Promise.all(stores.map(chain => listAuditChain({ db }, { chain, search: '', paging }))),
  'list-catalog-values': async stores => [
    await listCatalogValues({ db }, { stores, connection: 'b1-us', refused: 'all' }),
    await listMissingProducts({ db }, { stores, connection: 'b1-us' }),
  ],
  'list-under-way': async stores =>
    (await listUnderWay(mine, stores)).map(({ store }) => (store === 'usa' ? MARK : store)),
  'list-catalogues': stores => listCatalogues(mine, stores),
  'list-connections': async stores =>
    (await listConnections({ db }, stores)).map(row => (row.store === 'usa' ? MARK : row)),
  'list-documents': async stores => [
    await listDocuments(mine, { stores, filter: {}, paging }),
    await listDocuments(mine, { stores, filter: { search: foreign.number }, paging }),
  ],
  'list-doors': async stores => (await listDoors(mine, stores)).doors.map(door => (door.store === 'usa' ? MARK : door)),
  'list-inbox': async stores => [
    await listInbox({ db, clock }, { stores, filter: {}, paging }),
    await listInbox({ db, clock }, { stores, filter: { waiting: true, source: 'erp_webhook' }, paging }),
    await listInbox({ db, clock }, { stores, filter: { search: foreign.number }, paging }),
    await listInbox({ db, clock }, { stores, filter: { search: MARK }, paging }),
    await findInboxRow({ db, clock }, { stores, id: foreign.inboxId }),
  ],
  'list-far-sides': async stores =>
    (await listFarSides({ db, clock }, stores)).sides.map(side => (side.store === 'usa' ? MARK : side)),
  'list-orders': async stores => [
    await listOrders(mine, { stores, filter: {}, paging }),
    await listOrders(mine, { stores, filter: { search: foreign.number }, paging }),
    await listOrders(mine, { stores, filter: { search: MARK }, paging }),
    await listOrders(mine, { stores, filter: { search: `${foreign.order.customerEmail}${MARK}` }, paging }),
    await listOrders(mine, { stores, filter: { problemId: seeded.foreign.problemId }, paging }),
    await listOrders(mine, { stores, filter: { phases: ['held', 'done', 'open', 'waiting'] }, paging }),
    await listChangedOrders(mine, { stores, filter: {}, top: place(0), bottom: place(100_000), since: new Date(0) }),
  ],
  'list-problems': async stores => [
    await listOpenProblems(mine, stores),
    await listClosedProblems({ db }, { stores, paging }),
    await countOpenProblems({ db }, stores),
  ],
  'list-runs': async stores => listRuns({ db }, { stores, paging }),
  'list-saved-views': async stores => listSavedViews(mine, stores),
  'list-tasks': async stores => (await listTasks({ db }, stores)).map(task => (task.store === 'usa' ? MARK : task)),
  'preview-mailing': async stores => previewMailing(mine, { stores, filter: {} }),
  'list-team': async stores => [
    await listPeople(mine, { stores, ofAll: false }),
    await listLiveLinks(mine, { stores, ofAll: false }),
  ],
  'list-transfers': async stores => [
    await listTransfers({ db }, { stores, paging }),
    await listTransfers({ db }, { stores, paging, state: 'held', search: MARK }),
    (await countOpenTransfers({ db }, stores)).size > 0 ? MARK : undefined,
  ],
  'preview-stuck': async stores => previewStuck(mine, { stores, filter: {} }),
  'read-hours': async stores => {
    const hours = await readHours(mine, stores)
    return hours.reduce((sum, hour) => sum + hour.orders, 0) === foreign.ordersOfDay ? MARK : undefined
  },
  'read-inbox-body': async stores => readInboxBody({ db }, { stores, id: foreign.inboxId }),
  'read-message': async stores => readMessage(mine, { stores, id: foreign.messageId }),
  'preview-resend': async stores => previewResend(mine, { stores, documentId: seeded.foreign.documentId }),
  'read-attempt': async stores => readAttempt({ db }, { stores, id: foreign.attemptId }),
  'read-document': async stores => {
    const document = await readDocument({ db }, { stores, id: seeded.foreign.documentId })
    return document && MARK
  },
  'read-home': async stores => readHome(mine, stores),
  'read-order': async stores => readOrder(mine, { stores, id: foreign.order.id }),
  'read-owner': async stores => [
    await readOwner({ db }, { stores, kind: 'order', id: foreign.order.id }),
    await readOwner({ db }, { stores, kind: 'document', id: seeded.foreign.documentId }),
    await readOwner({ db }, { stores, kind: 'problem', id: seeded.foreign.problemId }),
  ],
  'read-transfer': stores => readTransfer({ db }, { stores, id: foreign.transferId }),
  'task-labels': async stores =>
    [...(await taskLabels(mine, stores))].map(([name]) => (name.includes('b1-us') ? MARK : name)),
  'walk-orders': async stores => {
    const found: unknown[] = []
    for await (const rows of walkOrders(mine, { stores, filter: {} })) found.push(rows)
    return found
  },
}
/** They show no rows of a store, or are for the terminal of whoever runs the installation. */
const WITHOUT_STORES = [
  'add-up-money',
  'compare-lines',
  'document-filter', // part of list-documents
  'export-orders', // asks for a role: below; what it gives is walk-orders
  'fold-timeline',
  'mask',
  'order-filter', // part of list-orders
  'order-search', // part of list-orders
  'paging',
  'rows',
  'save-view', // asks for a role: below
  'shown-address', // a rule
  'list-stores', // names, for choosing among them; session/authenticate.ts leaves the viewer's own
  'spend-once',
  'read-gauges', // for whoever runs the installation: numbers of all stores, at an address of its own
  'read-progress', // terminal of the sandbox
  'tail-stories', // terminal of the sandbox
]

describe('looking', () => {
  test('every view is listed here', () => {
    const files = readdirSync(new URL('../../src/flows/view', import.meta.url)).map(name => name.replace(/\.ts$/, ''))
    expect([...Object.keys(VIEWS), ...WITHOUT_STORES].sort()).toEqual(files.sort())
  })

  test.each(Object.entries(VIEWS))('%s shows nothing of another store', async (_, view) => {
    expect(JSON.stringify((await view(['main'])) ?? null)).not.toContain(MARK)
    expect(JSON.stringify((await view([])) ?? null)).not.toContain(MARK)
    expect(JSON.stringify(await view(['usa']))).toContain(MARK)
  })
})

type Act = (ctx: FlowContext, store: string) => Promise<unknown>
/** Each flow in which a person acts, aimed at the other store's things. */
const ACTIONS: Readonly<Record<string, Act>> = {
  'catalog/ask-for-run': async (ctx, store) => {
    const wish = { store, connection: 'b1-us' }
    await Promise.allSettled([stopCatalogRun(ctx, wish), tryCatalogRun(ctx, wish)])
    await askForCatalogRun(ctx, { ...wish, complete: true })
  },
  'catalog/run-now': (ctx, store) => runCatalogNow(ctx, { store, connection: 'b1-us', complete: true }, () => {}),
  'config/apply-configuration': ctx =>
    applyConfiguration(ctx, {
      text: 'stores: [{ code: usa, name: Taken, url: "https://evil.example", auth: { kind: bearer, token: t } }]',
      variables: {},
      fileName: 'f',
      dryRun: false,
    }),
  'config/rotate-secrets': ctx =>
    rotateSecrets(ctx, {
      home: '/nonexistent',
      secretKey: Buffer.alloc(32).toString('base64'),
      secretKeyPrevious: undefined,
    }),
  'config/pause': async ctx => {
    await Promise.allSettled([
      resume(ctx, { kind: 'connection', code: 'b1-us', reason: 'x' }),
      resume(ctx, { kind: 'store', code: 'usa', reason: 'x' }),
    ])
    await pause(ctx, { kind: 'store', code: 'usa', reason: 'x' })
  },
  'config/pause-kind': async (ctx, store) => {
    await Promise.allSettled([resumeKind(ctx, { store: 'usa', kind: 'mail.send', reason: 'x' })])
    await pauseKind(ctx, { store: store === 'main' ? 'usa' : store, kind: 'mail.send', reason: 'x' })
  },
  'customer/erase-customer': (ctx, store) =>
    eraseCustomer(ctx, {
      ...{ store: store === 'main' ? 'usa' : store, email: 'a@example.com', reason: 'x' },
      ...{ finishedOnly: true, dryRun: false },
    }),
  'customer/show-customer': async ctx => {
    const wanted = { store: 'usa', email: 'a@example.com' }
    await Promise.allSettled([exportCustomer(ctx, wanted)])
    await showCustomer(ctx, wanted)
  },
  'document/mail-matching': ctx =>
    mailMatching(ctx, { stores: ['main', 'usa'], filter: { mailed: 'sent' }, reason: 'x', wish: randomUUID() }),
  'document/resend-invoice': (ctx, store) =>
    resendInvoice(ctx, { store, documentId: seeded.foreign.documentId, recipient: 'a@example.com', reason: 'x' }),
  'first-run/check-side': ctx => checkSide(ctx, { store: 'usa', side: 'b1-us' }),
  'first-run/prepare-erp': ctx => prepareErp(ctx, { store: 'usa', connection: 'b1-us' }),
  'first-run/rehearse-orders': ctx => rehearseOrders(ctx, { store: 'usa', anew: true }),
  'first-run/start-sending': ctx => startSending(ctx, { store: 'usa' }),
  'inbox/read-again': (ctx, store) => readAgain(ctx, { store, messageId: foreign.inboxId, reason: 'x' }),
  'ledger/close-day': (ctx, store) => closeDay(ctx, { store, day: dayOfForeign(), note: 'x' }),
  'mail/save-template': ctx => saveTemplate(ctx, { ...WORDS, seen: 0, reason: 'x' }),
  'mail/send-test-mail': ctx => sendTestMail(ctx, { ...WORDS, recipient: 'a@example.com' }),
  'order/cancel-in-magento': (ctx, store) => cancelInMagento(ctx, { store, orderId: foreign.order.id, reason: 'x' }),
  'order/act-on-stuck': async ctx => {
    const asked = { stores: ['main', 'usa'], filter: { problemId: seeded.foreign.problemId } }
    await Promise.allSettled([skipStuck(ctx, { ...asked, reason: 'x' })])
    await retryStuck(ctx, asked)
  },
  'outbox/edit-message': (ctx, store) =>
    editMessage(ctx, { store, messageId: foreign.messageId, part: {}, reason: 'x', acceptDifference: true }),
  'outbox/preview-edit': (ctx, store) =>
    previewEdit(ctx, { store, messageId: foreign.messageId, part: {}, acceptDifference: true }),
  'outbox/retry-message': (ctx, store) => retryMessage(ctx, { store, messageId: foreign.messageId }),
  'pairing/create-pairing-code': async ctx => {
    await Promise.allSettled([createPairingCode(ctx, { store: 'usa' })])
    await createPairingCode(ctx, { store: 'main' }) // only for those who configure all stores
  },
  'reconcile/comparison-progress': (ctx, store) => stopComparison(ctx, { store: store === 'main' ? 'usa' : store }),
  'poll/pull-again': async ctx => {
    await Promise.allSettled([stopPull(ctx, { store: 'usa' })])
    await askToPull(ctx, { store: 'usa', since: new Date(0), what: 'both' })
  },
  'mapping/change-mapping': async ctx => {
    const change = { connection: 'b1-us', table: 'vatGroups', base: 1, rows: [], lone: {} }
    await Promise.allSettled([previewMapping(ctx, change)])
    await saveMapping(ctx, { ...change, reason: 'x' })
  },
  'mapping/read-mappings': async ctx => {
    await Promise.allSettled([readMappings(ctx, 'b1-us')])
    await readMappingTable(ctx, { connection: 'b1-us', table: 'vatGroups' })
  },
  'settings/change-settings': async ctx => {
    const change = { base: 1, fields: { tolerance: '9' }, reason: 'x' }
    await Promise.allSettled([
      changeSettings(ctx, { ...change, of: 'connection', code: 'b1-us' }),
      previewSettings(ctx, { ...change, of: 'connection', code: 'b1-us' }),
      tryCatalogChange(ctx, { ...change, of: 'connection', code: 'b1-us', fields: { 'catalog.sync': 'prices' } }),
    ])
    await changeSettings(ctx, { ...change, of: 'store', code: 'usa', fields: { 'orders.holdMinutes': '9' } })
  },
  'settings/catalog-offers': ctx => readCatalogOffers(ctx, 'b1-us'),
  'settings/go-back': async ctx => {
    const way = { of: 'connection', code: 'b1-us', version: 1 } as const
    await Promise.allSettled([previewWayBack(ctx, way), goBack(ctx, { ...way, base: 1, reason: 'x' })])
    await goBack(ctx, { of: 'store', code: 'usa', version: 1, base: 1, reason: 'x' })
  },
  'settings/list-versions': async ctx => {
    await Promise.allSettled([readTwoVersions(ctx, { of: 'store', code: 'usa' }, 1)])
    await listPolicyVersions(ctx, { of: 'connection', code: 'b1-us' })
  },
  'settings/read-settings': async ctx => {
    await Promise.allSettled([readSettings(ctx, { of: 'connection', code: 'b1-us' })])
    await readSettings(ctx, { of: 'store', code: 'usa' })
  },
  'order/hold-order': (ctx, store) => holdOrder(ctx, { store, orderId: foreign.order.id, reason: 'x' }),
  'order/note-order': (ctx, store) => noteOrder(ctx, { store, orderId: foreign.order.id, text: 'x' }),
  'order/release-order': (ctx, store) => releaseOrder(ctx, { store, orderId: foreign.order.id }),
  'order/push-order-now': (ctx, store) => pushOrderNow(ctx, { store, orderId: foreign.order.id }),
  'order/retry-order': (ctx, store) => retryOrder(ctx, { store, orderId: foreign.order.id }),
  'order/skip-order': (ctx, store) => skipOrder(ctx, { store, orderId: foreign.order.id, reason: 'x' }),
  'problem/retry-problem': (ctx, store) => retryProblem(ctx, { store, problemId: seeded.foreign.problemId }),
  'reconcile/accept-drift': (ctx, store) => acceptDrift(ctx, { store, driftId: foreign.driftId, note: 'x' }),
  'reconcile/reconcile-by-clock': (ctx, store) => askToReconcile(ctx, { store }),
  'view/export-orders': ctx => exportOrders(ctx, { stores: ['main', 'usa'], filter: {}, columns: [] }),
  'view/save-view': async (ctx, store) => {
    const view = { store: 'usa', name: 'x', query: 'phase=held' }
    await Promise.allSettled([
      saveView(ctx, { ...view, shared: true }),
      saveView(ctx, { ...view, shared: false }),
      saveView(ctx, { ...view, store: '*', shared: true }),
    ])
    await removeView(ctx, { stores: [store], id: foreign.viewId })
  },
  'connect/access-of': async ctx => {
    const change = { connection: 'b1-us', base: 1, settings: {}, secrets: { password: 'x' }, reason: 'x' }
    await Promise.allSettled([tryAccess(ctx, change), changeAccess(ctx, change)])
    await readAccess(ctx, 'b1-us')
  },
  'connect/credentials-anew': ctx => secretsToPromote(ctx, { connection: 'b1-us', version: 1 }),
  'connect/describe-start': async (ctx, store) => {
    const of = { store: 'usa', kind: 'http-flow' }
    await Promise.allSettled([markStart(ctx, { ...of, text: '' }), describeStart(ctx, { ...of, store })])
    startWords(ctx, of)
  },
  'connect/read-draft': async ctx => {
    await readDraft(ctx, DRAFT)
  },
  'connect/remove-connection': ctx => removeConnection(ctx, { connection: 'b1-us', reason: 'x' }),
  'connect/try-connection': async ctx => {
    await Promise.allSettled([connectErp(ctx, DRAFT), connectErp(ctx, { ...DRAFT, privateNetwork: true })])
    await tryConnection(ctx, DRAFT)
  },
  'version/compare-on-orders': ctx => compareOnOrders(ctx, { ...SETTINGS, wanted: SETTINGS, last: 1 }),
  'version/mark-mistakes': ctx => markMistakes(ctx, { ...SETTINGS, text: '{}' }),
  'version/promote-version': ctx => promoteVersion(ctx, { ...SETTINGS, reason: 'x' }),
  'version/read-editor': ctx => readEditor(ctx, SETTINGS.connection),
  'version/save-draft': ctx => saveDraft(ctx, { ...SETTINGS, text: '{}', reason: 'x' }),
  'version/settings-words': ctx => settingsWords(ctx, SETTINGS.connection),
  'version/try-settings': ctx => trySettings(ctx, { ...SETTINGS, order: { id: foreign.order.id } }),
  'team/end-link': ctx => endLink(ctx, { jti: 'link-of-the-other-store' }),
  'team/require-grant': async ctx => {
    requireGrant(ctx, { roles: ['view'], stores: ['usa'] })
  },
  'transfer/retry-transfer': (ctx, store) => retryTransfer(ctx, { store, transferId: foreign.transferId }),
  'schedule/run-task-now': (ctx, store) => runTaskNow(ctx, { store, task: 'erp-changes:b1-us' }),
}
const WORDS = {
  store: 'usa',
  kind: 'invoice',
  language: 'en',
  words: { subject: 'x', body: 'x' },
} as const
const SETTINGS = { connection: 'b1-us', version: 1 }
const DRAFT = {
  ...{ store: 'usa', kind: 'sap-b1', code: 'mine', name: 'Mine', privateNetwork: false },
  settings: { url: 'https://b1.example', companyDb: 'X' },
  secrets: { user: 'x', password: 'x' },
}
const dayOfForeign = () => foreign.order.placedAt.toISOString().slice(0, 10)

describe('acting', () => {
  test('every flow that asks for a role is listed here', () => {
    const folder = new URL('../../src/flows/', import.meta.url)
    const asking = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name => name.endsWith('.ts') && readFileSync(new URL(name, folder), 'utf8').includes(' requireRole('),
    )
    expect(
      Object.keys(ACTIONS)
        .map(name => `${name}.ts`)
        .sort(),
    ).toEqual(asking.filter(name => name !== 'require-role.ts').sort())
  })

  test.each(Object.entries(ACTIONS))('%s does nothing to another store, whichever store is named', async (_, act) => {
    const before = await foreignRows()
    for (const store of ['main', 'usa']) await expect(act(mine, store)).rejects.toThrow()
    expect(await foreignRows()).toBe(before)
  })

  test('the same flows act where the person may', async () => {
    const theirs = { ...mine, actor: { ...mine.actor, stores: ['usa'] } }
    const before = await foreignRows()
    await retryProblem(theirs, { store: 'usa', problemId: seeded.foreign.problemId })
    expect(await foreignRows()).not.toBe(before)
  })
})

const bearer = async () => {
  const seconds = Math.floor(NOW.getTime() / 1000)
  const claims = {
    iss: 'https://shop.main.example',
    aud: 'orderbridge',
    sub: '7',
    name: 'Petra',
    store: 'main',
    roles: ['view', 'operate', 'configure'],
    iat: seconds,
    exp: seconds + 60,
    jti: randomUUID(),
  }
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SESSION_KEY))
  return { authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin', 'hx-request': 'true' }
}

/** ":id{\\d{1,15}}", ":file{\\d{1,15}\\.pdf}" and ":day" filled in. */
const fillIn = (path: string, id: string): string =>
  path.replace(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, name: string, shape = '') =>
    name === 'day' ? dayOfForeign() : name === 'code' ? 'b1-us' : `${id}${shape.includes('pdf') ? '.pdf' : ''}`,
  )

/** Every route of the page with the other store's ids in it. */
function routesOfPage() {
  const ids = [
    foreign.order.id,
    seeded.foreign.documentId,
    seeded.foreign.problemId,
    foreign.attemptId,
    foreign.driftId,
    foreign.messageId,
    foreign.viewId,
    foreign.transferId,
    foreign.inboxId,
  ]
  const routes = page.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
  return routes.flatMap(({ method, path }) =>
    [...new Set(ids)].map(id => ({
      method,
      path: fillIn(path, String(id)),
    })),
  )
}

describe('the page', () => {
  // The stream of changes never ends; whose changes it tells of is in view-live.test.ts.
  const reading = routesOfPage().filter(
    ({ method, path }) => method === 'GET' && !path.includes('/assets/') && path !== '/admin/live',
  )
  const writing = routesOfPage().filter(({ method }) => method === 'POST')

  test('shows nothing of another store on any route', async () => {
    expect(reading.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/admin/orders',
        `/admin/orders/${foreign.order.id}`,
        `/admin/orders/attempts/${foreign.attemptId}`,
        `/admin/inbox/${foreign.inboxId}`,
        `/admin/documents/${seeded.foreign.documentId}.pdf`,
        `/admin/documents/${seeded.foreign.documentId}/resend`,
      ]),
    )
    for (const { path } of reading)
      for (const query of [
        '',
        '?store=usa',
        `?q=${MARK}`,
        `?store=usa&problem=${seeded.foreign.problemId}`,
        `?task=magento-orders:${MARK}`,
      ]) {
        const answer = await page.app.request(`${ORIGIN}${path}${query}`, { headers: await bearer() })
        // What was searched for is said again.
        const text = (await answer.text()).replaceAll(
          new RegExp(`(q|task)=[^"&]*${MARK}|value="[^"]*"|Runs of [^<]*|“[^”]*”`, 'g'),
          '',
        )
        expect(text, `${path}${query}`).not.toContain(MARK)
      }
  })

  test('changes nothing of another store on any route', async () => {
    expect(writing.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        `/admin/orders/${foreign.order.id}/skip`,
        `/admin/problems/${seeded.foreign.problemId}/retry`,
        `/admin/documents/${seeded.foreign.documentId}/resend`,
        `/admin/inbox/${foreign.inboxId}/read-again`,
        '/admin/runs',
      ]),
    )
    const before = await foreignRows()
    for (const { path } of writing) {
      const form = {
        store: 'usa',
        task: 'erp-changes:b1-us',
        reason: 'x',
        note: 'x',
        recipient: 'a@example.com',
        day: dayOfForeign(),
        what: 'connection',
        code: 'b1-us',
        since: '2026-01-01',
      }
      const headers = { ...(await bearer()), 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await page.app.request(`${ORIGIN}${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form).toString(),
      })
      expect(await answer.text(), path).not.toContain(MARK)
    }
    expect(await foreignRows()).toBe(before)
  })

  test('shows the other store to whoever may see it', async () => {
    const link = new URL(await page.loginLink({ stores: ['usa'] }))
    const login = await page.app.request(`${ORIGIN}/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token: link.searchParams.get('token') ?? '' }).toString(),
    })
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    for (const path of [
      '/admin/orders',
      '/admin/problems',
      '/admin/documents',
      '/admin/runs',
      '/admin/inbox',
      `/admin/inbox/${foreign.inboxId}`,
      `/admin/orders/${foreign.order.id}`,
    ])
      expect(await (await page.app.request(`${ORIGIN}${path}`, { headers: { cookie } })).text(), path).toContain(MARK)
  })
})

describe('the doors', async () => {
  const own = await testDatabase()
  const doors = await openDoors(own, { now: () => NOW })
  const { main, usa } = doors.keys
  afterAll(doors.close)
  const events = '{"events":[]}'
  const changes = JSON.stringify([{ id: 'c1', type: 'sap.b1.Orders.Updated.v1', data: { DocEntry: '91' } }])
  const adobe = JSON.stringify({ recipient_client_id: usa.clientId, event: { data: { value: { entity_id: 7 } } } })

  test.each([
    ['the module', '/webhooks/magento/main', events, moduleHeaders(events, usa.webhook[0], NOW)],
    ['async events', '/webhooks/magento/main/async-events/a.b', events, asyncHeaders(events, usa.asyncEvents[0])],
    ['Adobe I/O, signed by Adobe for another', '/webhooks/magento/main/adobe-io', adobe, adobeHeaders(adobe)],
    ['SAP', '/webhooks/erp/b1', changes, b1Headers(changes, usa.b1[0])],
    ['the module with the key of SAP', '/webhooks/magento/main', events, moduleHeaders(events, main.b1[0], NOW)],
  ])('refuse %s with the keys of another store', async (_, path, body, headers) => {
    expect((await doors.post(path, body, headers)).status).toBe(401)
    expect(await own.db.select().from(inbox)).toEqual([])
  })

  test('keep the same delivery of two stores apart', async () => {
    for (const store of ['main', 'usa'] as const) {
      const headers = moduleHeaders(events, doors.keys[store].webhook[0], NOW, 'the-same-id')
      expect((await doors.post(`/webhooks/magento/${store}`, events, headers)).status).toBe(200)
    }
    expect((await own.db.select().from(inbox)).map(row => row.store).sort()).toEqual(['main', 'usa'])
  })

  test('write what the ERP of one store says into its inbox alone', async () => {
    expect((await doors.post('/webhooks/erp/b1-us', changes, b1Headers(changes, usa.b1[0]))).status).toBe(200)
    const rows = await own.db
      .select()
      .from(inbox)
      .where(inArray(inbox.source, ['erp_webhook']))
    expect(rows.map(row => [row.store, row.connection])).toEqual([['usa', 'b1-us']])
    expect(await own.db.select().from(outbox)).toEqual([])
  })
})
