import assert from 'node:assert/strict'
import type { HttpSend } from '../../domain/http.ts'
import { failureOf, find, place } from './acts.ts'
import type { Bench, Case, Suite } from './bench.ts'
import type { Fault } from './network.ts'
import { subjectOf } from './orders.ts'
import { refundOf } from './refunds.ts'

/** Everything that a connector can be asked, with an order that is shipped and invoiced. */
async function questionsOf(bench: Bench): Promise<Record<string, () => Promise<unknown>>> {
  const { erp, facts } = bench
  const placed = await place(bench, 'asked')
  const shipment = await bench.people.ship(placed.erpId)
  const invoice = await bench.people.invoice(placed.erpId)
  const { payments, refunds, catalog } = erp
  return {
    findSubjects: () => erp.findSubjects([subjectOf(facts)]),
    findItems: () => erp.findItems([facts.items[0] ?? '']),
    findSalesDocuments: () => erp.findSalesDocuments(['asked']),
    readSalesDocuments: () => erp.readSalesDocuments([placed.erpId]),
    readChanges: () => erp.readChanges(undefined, new Date('2026-01-31')),
    'readFollowUps of shipments': () => erp.readFollowUps('shipment', [shipment]),
    'readFollowUps of invoices': () => erp.readFollowUps('invoice', [invoice]),
    findFollowUps: () => erp.findFollowUps([placed.erpId]),
    ...(payments && { 'payments.find': () => payments.find('payment-1') }),
    ...(refunds && {
      'refunds.find': () => refunds.find(refundOf(bench, placed, { pieces: 1, keep: 0, total: '12.2' })),
    }),
    ...(catalog && {
      'catalog.readItems': () => catalog.readItems({}),
      'catalog.readStock': () => catalog.readStock({}),
      'catalog.readPrices': () => catalog.readPrices({}),
    }),
  }
}

const READ_FAULTS: readonly Fault[] = [
  'refused',
  'drop before',
  'slow',
  'cut answer',
  'html 200',
  'html 500',
  'throttled',
]

/** What a question does without a call cannot fail; a connector whose settings leave a look-up out answers at once. */
async function askInTrouble(bench: Bench, name: string, ask: () => Promise<unknown>, fault: Fault): Promise<void> {
  bench.network.forget()
  await ask()
  if (bench.network.count('read') === 0) return
  bench.network.fail(fault, 'read')
  const what = `${name} that meets with "${fault}"`
  const error = await failureOf(bench, ask(), what)
  bench.network.mend()
  assert.equal(error.errorClass, 'transient', `${what} is ${error.errorClass}: ${error.message}`)
  if (fault === 'throttled') assert.equal(error.retryAfterMs, 7_000, `${what}: Retry-After is lost`)
}

const reads = (fault: Fault): Case => ({
  name: `is transient on every read that meets with "${fault}", and well again afterwards`,
  async run(bench) {
    for (const [name, ask] of Object.entries(await questionsOf(bench))) {
      const before = await ask()
      await askInTrouble(bench, name, ask, fault)
      assert.deepEqual(await ask(), before, `${name} is not what it was after the trouble`)
    }
  },
})

/** One place decides what a failure means, and says it in words that can be shown and stored. */
export const failures: Suite = {
  obligation: 'failures and their classes',
  cases: [
    ...READ_FAULTS.map(reads),
    {
      name: 'answers a PDF that meets with trouble with a classified failure, or with the bytes that came',
      async run(bench) {
        const { erpId } = await place(bench, 'pdf')
        await bench.people.ship(erpId)
        const invoice = await bench.people.invoice(erpId)
        await bench.people.print?.(invoice)
        for (const fault of ['refused', 'drop before', 'slow', 'html 500'] as const) {
          bench.network.fail(fault, 'read')
          const error = await failureOf(bench, bench.erp.fetchDocument('invoice', invoice), fault)
          bench.network.mend()
          assert.equal(error.errorClass, 'transient', fault)
        }
        for (const fault of ['cut answer', 'html 200'] as const) {
          bench.network.fail(fault, 'read')
          const outcome = await bench.erp.fetchDocument('invoice', invoice).catch((error: unknown) => ({ error }))
          bench.network.mend()
          if (outcome instanceof Uint8Array || outcome === undefined) continue
          const error = await failureOf(bench, Promise.reject(outcome.error), fault)
          assert.equal(error.errorClass, 'transient', fault)
        }
      },
    },
    {
      name: 'is transient on a write that the ERP has put off, and makes nothing',
      async run(bench) {
        const { plan } = await place(bench, 'put-off-1')
        bench.network.fail('throttled', 'write', 1)
        const error = await failureOf(bench, bench.erp.createSalesDocument(plan.request))
        assert.equal(error.errorClass, 'transient')
        assert.equal(error.retryAfterMs, 7_000)
        assert.equal(await bench.people.countDocuments('put-off-1'), 1)
      },
    },
    {
      name: 'calls a wrong password "auth" on reads and writes, without showing it',
      needs: ['password'],
      async run(bench) {
        const { plan } = await place(bench, 'locked-out')
        const wrong = bench.connect({ password: 'wrong' })
        const read = await failureOf(bench, find(bench, ['locked-out'], wrong), 'the read')
        assert.equal(read.errorClass, 'auth')
        const write = await failureOf(bench, wrong.createSalesDocument(plan.request), 'the write')
        assert.equal(write.errorClass, 'auth')
        assert.equal(await bench.people.countDocuments('locked-out'), 1)
      },
    },
    {
      name: 'does not call it a wrong password when the way to the log-in is broken',
      needs: ['sessions'],
      async run(bench) {
        for (const fault of ['refused', 'drop before', 'html 200', 'html 500'] as const) {
          bench.loseSessions()
          bench.network.fail(fault, 'log-in')
          const error = await failureOf(bench, find(bench, ['x']), `a log-in that met with "${fault}"`)
          bench.network.mend()
          assert.equal(error.errorClass, 'transient', fault)
          assert.equal((await find(bench, ['x'])).size, 0, fault)
        }
      },
    },
    {
      name: 'makes nothing up from an answer that ends anywhere',
      async run(bench) {
        const { erpId } = await place(bench, 'torn')
        const whole = await bench.erp.readSalesDocuments([erpId])
        for (let percent = 1; percent < 100; percent += 7) {
          const torn = bench.connect({ send: tearing(bench, percent / 100) })
          const read = await torn.readSalesDocuments([erpId]).catch((error: unknown) => ({ error }))
          if (Array.isArray(read)) assert.deepEqual(read, whole, `from the first ${percent} % of the answer`)
          else if ('error' in read) {
            const error = await failureOf(bench, Promise.reject(read.error), `the first ${percent} % of an answer`)
            assert.equal(error.errorClass, 'transient')
          }
        }
      },
    },
  ],
}

/** Answers to reads come in part, as if that were all of them. */
const tearing =
  ({ network }: Bench, part: number): HttpSend =>
  async request => {
    const answer = await network.send(request)
    if (network.kindOf(request) !== 'read') return answer
    return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.byteLength * part)) }
  }
