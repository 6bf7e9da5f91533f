import assert from 'node:assert/strict'
import { failureOf, find, found, has, planOf } from './acts.ts'
import type { Bench, Case, Suite } from './bench.ts'
import type { Fault } from './network.ts'
import { subjectOf } from './orders.ts'

/** The ERP has done it and could not say so. */
const DONE: readonly Fault[] = [
  'commit then drop',
  'slow',
  'cut answer',
  'commit then html 200',
  'commit then html 502',
]
/** It looks the same from here, and the ERP knows nothing of it. */
const NOT_DONE: readonly Fault[] = ['drop before', 'html 200', 'html 500']

/** @returns the id when the connector has found out by itself what came of it. */
async function createMeeting(bench: Bench, fault: Fault, key: string): Promise<string | undefined> {
  const plan = await planOf(bench, key)
  bench.network.fail(fault, 'write', 1)
  const outcome = await bench.erp.createSalesDocument(plan.request).then(
    document => document.erpId,
    (error: unknown) => ({ error }),
  )
  bench.network.mend()
  if (typeof outcome === 'string') return outcome
  const error = await failureOf(bench, Promise.reject(outcome.error), `a create that met with "${fault}"`)
  assert.equal(error.errorClass, 'unknown', `a create that met with "${fault}" is ${error.errorClass}`)
  return undefined
}

const adoption = (fault: Fault): Case => ({
  name: `calls a create that met with "${fault}" unknown, and finds the document afterwards`,
  async run(bench) {
    const told = await createMeeting(bench, fault, 'adopt')
    const document = await found(bench, 'adopt')
    if (told !== undefined) assert.equal(document.erpId, told)
    assert.equal(await bench.people.countDocuments('adopt'), 1)
    assert.equal(document.total, (await planOf(bench, 'adopt')).expectedTotal)
  },
})

const repetition = (fault: Fault): Case => ({
  name: `calls a create that met with "${fault}" unknown, and a look shows that it can be repeated`,
  async run(bench) {
    assert.equal(await createMeeting(bench, fault, 'again'), undefined)
    assert.equal((await find(bench, ['again'])).size, 0)
    await bench.erp.createSalesDocument((await planOf(bench, 'again')).request)
    assert.equal(await bench.people.countDocuments('again'), 1)
  },
})

/** A write without a complete answer may have happened. Saying so, and being able to look, is all that is asked. */
export const unknownOutcome: Suite = {
  obligation: 'unknown outcome and adoption',
  cases: [
    ...DONE.map(adoption),
    ...NOT_DONE.map(repetition),
    {
      name: 'knows that a create which nobody took in did not happen',
      async run(bench) {
        bench.network.fail('refused', 'write', 1)
        const error = await failureOf(bench, bench.erp.createSalesDocument((await planOf(bench, 'refused')).request))
        assert.equal(error.errorClass, 'transient')
        assert.equal(await bench.people.countDocuments('refused'), 0)
      },
    },
    {
      name: 'calls a second document that the ERP refuses a duplicate, or adopts the first one',
      needs: ['refusal of doubles'],
      async run(bench) {
        has(bench.people.refuseDoubles, 'way to refuse doubles')()
        const { request } = await planOf(bench, 'double')
        const first = await bench.erp.createSalesDocument(request)
        const second = await bench.erp.createSalesDocument(request).catch((error: unknown) => ({ error }))
        if ('error' in second) {
          const error = await failureOf(bench, Promise.reject(second.error), 'the second create')
          assert.equal(error.errorClass, 'duplicate')
        } else assert.equal(second.erpId, first.erpId)
        assert.equal(await bench.people.countDocuments('double'), 1)
        assert.equal((await found(bench, 'double')).erpId, first.erpId)
      },
    },
    {
      name: 'finds a document that the ERP wrote long after it was asked to',
      async run(bench) {
        await createMeeting(bench, 'late commit', 'late')
        assert.equal((await find(bench, ['late'])).size, 0)
        await bench.network.release()
        assert.equal((await found(bench, 'late')).orderbridgeId, 'late')
      },
    },
    {
      name: 'tells from the document whether a cancellation without an answer happened, and cancels once',
      async run(bench) {
        const document = await bench.erp.createSalesDocument((await planOf(bench, 'cancel')).request)
        bench.network.fail('commit then drop', 'write', 1)
        const first = await bench.erp.cancelSalesDocument(document.erpId).then(
          ({ outcome }) => outcome,
          (error: unknown) => ({ error }),
        )
        if (typeof first === 'object') {
          const error = await failureOf(bench, Promise.reject(first.error), 'the cancellation')
          assert.equal(error.errorClass, 'unknown')
        } else assert.ok(first === 'canceled' || first === 'already', first)
        assert.equal((await bench.erp.readSalesDocuments([document.erpId]))[0]?.state, 'canceled')
        assert.deepEqual(await bench.erp.cancelSalesDocument(document.erpId), { outcome: 'already' })
      },
    },
    ...[...DONE, 'drop before' as const].map(
      (fault): Case => ({
        name: `makes a customer once although its creation met with "${fault}"`,
        needs: ['subjects'],
        run: bench => makeCustomerOnce(bench, fault),
      }),
    ),
    ...(['commit then drop', 'drop before'] as const).map(
      (fault): Case => ({
        name: `makes a document once whichever of its writes meets with "${fault}"`,
        run: bench => makeDocumentOnce(bench, fault),
      }),
    ),
  ],
}

async function countWrites(bench: Bench, act: () => Promise<unknown>): Promise<number> {
  bench.network.forget()
  await act()
  const writes = bench.network.count('write')
  assert.ok(writes > 0, 'nothing was written')
  return writes
}

/** @returns whether it failed; a failure has to be classified, and not as a refusal. */
async function interrupted(bench: Bench, fault: Fault, nth: number, act: () => Promise<unknown>): Promise<boolean> {
  bench.network.fail(fault, 'write', 1, nth)
  const outcome = await act().then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  bench.network.mend()
  if (!outcome) return false
  const error = await failureOf(bench, Promise.reject(outcome.error), `write ${nth + 1} that met with "${fault}"`)
  assert.equal(error.errorClass, 'unknown', `write ${nth + 1} that met with "${fault}": ${error.message}`)
  return true
}

/** A customer may take several writes (its contact, its address): between any two of them the line may break. */
async function makeCustomerOnce(bench: Bench, fault: Fault): Promise<void> {
  const person = (id: number) =>
    subjectOf(bench.facts, { key: `customer:${id}`, email: `person-${id}@shopper.example`, customerId: id })
  const writes = await countWrites(bench, () => bench.erp.createSubject(person(1000)))
  for (let nth = 0; nth < writes; nth++) {
    const subject = person(2000 + nth)
    const before = await bench.people.countCustomers()
    await interrupted(bench, fault, nth, () => bench.erp.createSubject(subject))
    const known = (await bench.erp.findSubjects([subject])).get(subject.key)
    const erpId = known?.erpId ?? (await bench.erp.createSubject(subject))
    assert.equal(await bench.people.countCustomers(), before + 1, `write ${nth + 1} that met with "${fault}"`)
    assert.equal(await bench.erp.createSubject(subject), erpId)
    const answer = (await bench.erp.findSubjects([subject])).get(subject.key)
    assert.equal(answer?.erpId, erpId)
    assert.deepEqual(answer.ambiguousWith, [])
  }
}

/** As the push does it: create, and after an unknown outcome look, adopt, or create again. */
async function makeDocumentOnce(bench: Bench, fault: Fault): Promise<void> {
  const create = async (key: string) => bench.erp.createSalesDocument((await planOf(bench, key)).request)
  const writes = await countWrites(bench, () => create('counted'))
  for (let nth = 0; nth < writes; nth++) {
    const key = `write-${nth}`
    if ((await interrupted(bench, fault, nth, () => create(key))) && !(await find(bench, [key])).has(key))
      await create(key)
    assert.equal((await found(bench, key)).orderbridgeId, key)
    assert.equal(await bench.people.countDocuments(key), 1)
  }
}
