import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, desc, eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import { EVERY_STORE } from '../../src/flows/audit/write-audit.ts'
import { pause, resume } from '../../src/flows/config/pause.ts'
import { pauseKind } from '../../src/flows/config/pause-kind.ts'
import { rotateSecrets } from '../../src/flows/config/rotate-secrets.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { retryStuck } from '../../src/flows/order/act-on-stuck.ts'
import { cancelInMagento } from '../../src/flows/order/cancel-in-magento.ts'
import { holdOrder } from '../../src/flows/order/hold-order.ts'
import { noteOrder } from '../../src/flows/order/note-order.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { askToPull } from '../../src/flows/poll/pull-again.ts'
import { retryProblem } from '../../src/flows/problem/retry-problem.ts'
import { runTaskNow } from '../../src/flows/schedule/run-task-now.ts'
import { seed } from '../browser/seed.ts'
import { pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { db, box } = database
const now = new Date('2026-03-10T13:20:00Z')
const seeded = await seed(db, box, now)
const page = pageContext(database, { now: () => now })
const ctx = page.context({
  kind: 'admin_user',
  id: 'main:7',
  name: 'Petra',
  roles: ['view', 'operate'],
  stores: ['main'],
})
const home = mkdtempSync(join(tmpdir(), 'orderbridge-audit-'))
afterAll(async () => {
  rmSync(home, { recursive: true })
  await page.close()
})

const held = await heldOrders()
const order = (index: number) => ({ store: 'main', orderId: held[index]?.id ?? 0 })
const numberOf = (index: number) => `order:${held[index]?.number}`

async function heldOrders() {
  const rows = await db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(eq(orders.store, 'main'), eq(orders.phase, 'held')))
  return rows
}

async function newest(store = 'main') {
  const [row] = await db.select().from(audit).where(eq(audit.store, store)).orderBy(desc(audit.seq)).limit(1)
  return row
}

const actions: [string, () => Promise<unknown>, object, string?][] = [
  [
    'holding an order',
    () => holdOrder(ctx, { ...order(0), reason: 'to be checked' }),
    { action: 'order.hold', subject: numberOf(0), after: { phase: 'held' }, reason: 'to be checked' },
  ],
  [
    'skipping an order',
    () => skipOrder(ctx, { ...order(0), reason: 'test order' }),
    { action: 'order.skip', reason: 'test order' },
  ],
  [
    'taking a skipped order up again',
    () => releaseOrder(ctx, order(0)),
    { action: 'order.release', subject: numberOf(0), before: { phase: 'skipped' } },
  ],
  [
    'a note',
    () => noteOrder(ctx, { ...order(0), text: 'ask ana@example.com' }),
    { action: 'order.note', subject: numberOf(0), after: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  ],
  [
    'trying all that match again',
    () => retryStuck(ctx, { stores: ['main'], filter: { search: held[2]?.number ?? '' } }),
    { action: 'orders.retry', after: { filter: { search: held[2]?.number }, orders: 1 } },
  ],
  ['trying an order again', () => retryOrder(ctx, order(1)), { action: 'order.retry', subject: numberOf(1) }],
  [
    'sending an order by hand',
    () => pushOrderNow(ctx, { store: 'main', orderId: seeded.waiting.id }),
    { action: 'order.push', subject: `order:${seeded.waiting.number}`, before: { phase: 'waiting' } },
  ],
  [
    'trying a problem again',
    () => retryProblem(ctx, { store: 'main', problemId: seeded.held.problemId }),
    { action: 'problem.retry', before: { cause: 'item_missing:b1:SKU-4711' } },
  ],
  [
    'running a task',
    () => runTaskNow(ctx, { store: 'main', task: 'retention' }),
    { action: 'task.run', subject: 'task:retention' },
  ],
  [
    'mailing an invoice again',
    () =>
      resendInvoice(ctx, {
        store: 'main',
        documentId: seeded.done.invoiceId,
        recipient: 'x@example.com',
        reason: 'lost',
      }),
    {
      action: 'invoice.resend',
      after: { document: seeded.done.invoiceId, mail: expect.any(Number), to: 'another address' },
    },
  ],
  [
    'pausing a connection',
    () => pause(ctx, { kind: 'connection', code: 'b1', reason: 'stocktaking' }),
    { action: 'connection.pause', reason: 'stocktaking', after: { paused: true } },
  ],
  [
    'going on with it',
    () => resume(ctx, { kind: 'connection', code: 'b1', reason: '' }),
    { action: 'connection.resume', before: { paused: true, reason: 'stocktaking' } },
  ],
  [
    'pausing a kind of messages',
    () => pauseKind(ctx, { store: 'main', kind: 'mail.send', reason: 'wrong letterhead' }),
    { action: 'kind.pause', subject: 'mail.send of store main', reason: 'wrong letterhead' },
  ],
  [
    'pulling again',
    () => askToPull(ctx, { store: 'main', since: new Date('2026-03-01T00:00:00Z'), what: 'erp' }),
    { action: 'pull', after: { since: '2026-03-01T00:00:00.000Z', what: 'erp' } },
  ],
  [
    'making a login link for one store',
    () => createLoginLink(ctx, { publicUrl: 'https://bridge.example', name: 'Ana', roles: ['view'], stores: ['main'] }),
    { action: 'login_link.create', after: { name: 'Ana', roles: ['view'], seconds: 900 } },
  ],
  [
    'making a login link for every store',
    () => createLoginLink(ctx, { publicUrl: 'https://bridge.example' }),
    { action: 'login_link.create' },
    EVERY_STORE,
  ],
  [
    'rotating the key of the secrets',
    () =>
      rotateSecrets(
        { ...ctx, actor: { kind: 'cli', user: 'ada' } },
        { home, secretKey: randomBytes(32).toString('base64'), secretKeyPrevious: undefined },
      ),
    { action: 'secrets.rotate', actorId: 'cli ada' },
    EVERY_STORE,
  ],
  [
    'cancelling an order in Magento that is not in the ERP',
    () => cancelInMagento(ctx, { ...order(3), reason: 'the ERP refuses it' }),
    { action: 'order.cancel', reason: 'the ERP refuses it' },
  ],
]

test.each(actions)('%s is written down once, with who and what', async (_, act, expected, store = 'main') => {
  const before = await newest(store)
  await act()
  const after = await newest(store)
  expect(after?.seq).toBe((before?.seq ?? 0) + 1)
  expect(after).toMatchObject({ at: now, ...expected })
  expect((await verifyAudit({ db })).flatMap(chain => chain.breaks)).toEqual([])
})

test('what changes nothing is not written down', async () => {
  const before = await newest()
  await retryProblem(ctx, { store: 'main', problemId: seeded.held.problemId })
  await pushOrderNow(ctx, { store: 'main', orderId: seeded.waiting.id })
  await resume(ctx, { kind: 'connection', code: 'b1', reason: '' })
  await resendInvoice(ctx, {
    store: 'main',
    documentId: seeded.done.invoiceId,
    recipient: 'x@example.com',
    reason: 'lost',
  })
  expect((await newest())?.seq).toBe(before?.seq)
})

test('who may not act leaves no trace of having acted', async () => {
  const before = await newest()
  const viewer = page.context({ kind: 'admin_user', id: 'main:8', name: 'Visitor', roles: ['view'] })
  await expect(skipOrder(viewer, { ...order(2), reason: 'x' })).rejects.toThrow('operate')
  await expect(pause(viewer, { kind: 'store', code: 'main', reason: 'x' })).rejects.toThrow('operate')
  expect((await newest())?.seq).toBe(before?.seq)
})
