import { afterEach, describe, expect, it } from 'vitest'
import type { ErpChange } from '../../src/domain/fulfilment.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()
afterEach(() => company().b1.faults.clear())

const SINCE = new Date('2026-01-31T00:00:00Z')
const told = (changes: readonly ErpChange[], entity: ErpChange['entity']) =>
  changes.filter(change => change.entity === entity).map(({ erpId }) => erpId)

describe('changes', () => {
  it('are orders with our key and what was made of them, since the cut-over', async () => {
    const { b1, erp, place, work } = company()
    const { erpId } = await place(sampleOrder(), 'change-1')
    b1.transact(tx => {
      const foreign = tx.get<{ U_OrderbridgeId: string }>('Orders', erpId)
      tx.put('Orders', 4711, { ...foreign, DocEntry: 4711, U_OrderbridgeId: null })
    })
    work(erpId, 'deliver-then-invoice')
    const { changes } = await erp.readChanges(undefined, SINCE)
    expect(told(changes, 'sales_document')).toEqual([erpId])
    expect(told(changes, 'shipment')).toHaveLength(1)
    expect(told(changes, 'invoice')).toHaveLength(1)
    expect((await erp.readChanges(undefined, new Date('2026-03-01'))).changes).toEqual([])
  })

  it('come again with the same version in the overlap, and no more after it', async () => {
    const { erp, clock, place } = company()
    const { erpId } = await place(sampleOrder(), 'change-2')
    const first = await erp.readChanges(undefined, SINCE)
    const again = await erp.readChanges(first.cursor, SINCE)
    const versionOf = ({ changes }: typeof first) => changes.find(change => change.erpId === erpId)?.version
    expect(versionOf(again)).toBe(versionOf(first))

    clock.pass(120)
    const later = await place(sampleOrder(), 'change-3')
    const third = await erp.readChanges(again.cursor, SINCE)
    expect(told(third.changes, 'sales_document')).toContain(later.erpId)
    const fourth = await erp.readChanges(third.cursor, SINCE)
    expect(told(fourth.changes, 'sales_document')).not.toContain(erpId)
  })

  it('have another version when a document changes twice within a second', async () => {
    const { erp, place } = company()
    const { erpId } = await place(sampleOrder(), 'change-4')
    const before = (await erp.readChanges(undefined, SINCE)).changes.find(change => change.erpId === erpId)
    await erp.cancelSalesDocument(erpId)
    const after = (await erp.readChanges(undefined, SINCE)).changes.find(change => change.erpId === erpId)
    expect(after?.version).not.toBe(before?.version)
  })

  it('are found in the night when the clocks go back', async () => {
    const { erp, clock, place } = company()
    clock.pass((Date.parse('2026-10-25T00:50:00Z') - clock.now().getTime()) / 60_000) // 02:50, summer time
    await place(sampleOrder(), 'autumn-1')
    const { cursor } = await erp.readChanges(undefined, clock.now())
    clock.pass(20) // 02:10, winter time
    const { erpId } = await place(sampleOrder(), 'autumn-2')
    expect(told((await erp.readChanges(cursor, SINCE)).changes, 'sales_document')).toContain(erpId)
  })

  it('are none lost when documents are changed while the pages are read', async () => {
    const { b1, connect, place, clock } = company()
    const erp = connect({ pageSize: 1 })
    const placed: string[] = []
    for (let index = 0; index < 4; index++) placed.push((await place(sampleOrder(), `moving-${index}`)).erpId)
    const { cursor: start } = await erp.readChanges(undefined, clock.now())
    clock.pass(90)
    b1.faults.add({ kind: 'slow', ms: 5, times: 50, match: { path: '/Orders' } })
    const reading = erp.readChanges(start, SINCE)
    for (const id of placed) await company().erp.cancelSalesDocument(id)
    const first = await reading
    const second = await erp.readChanges(first.cursor, SINCE)
    const seen = new Set([...first.changes, ...second.changes].map(({ erpId }) => erpId))
    expect(placed.filter(id => !seen.has(id))).toEqual([])
  })

  it('of drafts that wait for approval are told as drafts', async () => {
    const { b1, erp, place, clock } = company()
    b1.faults.add({ kind: 'approvalDraft' })
    const { erpId } = await place(sampleOrder(), 'draft-change')
    expect(told((await erp.readChanges(undefined, clock.now())).changes, 'sales_document')).toContain(erpId)
  })

  it('begin at the cut-over again when the cursor cannot be read', async () => {
    const { erp } = company()
    for (const cursor of ['', 'null', '{"Orders":"yesterday"}', '[1]']) {
      const answer = await erp.readChanges(cursor, SINCE)
      expect(answer.changes.length).toBeGreaterThan(0)
    }
  })
})
