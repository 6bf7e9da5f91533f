import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BookedFollowUp, ErpCallback, ErpPlan, SimulatedErp, SimulatedErpKind } from '../../sandbox/erp.ts'
import { simulatedErps } from '../../sandbox/erps.ts'
import { openJournal } from '../../sandbox/journal.ts'
import { chooseSubject } from '../../src/domain/subject-policy.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import { createConnector } from '../../src/erp/registry.ts'
import { createSend } from '../../src/outbound/send.ts'
import { askApp } from '../faults/simulator/ask-app.ts'
import { recordedOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'

const KINDS = simulatedErps.map(kind => [kind.label, kind] as const)
const clock = { now: () => new Date() }

/** A simulated ERP with the connector that the sandbox's own settings make. */
async function connect(kind: SimulatedErpKind): Promise<{ simulated: SimulatedErp; connector: ErpConnector }> {
  const ports = Object.fromEntries(Object.keys(kind.ports).map(name => [name, 0]))
  const simulated = await kind.start({ ports, clock, random: Math.random })
  const send = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  const connector = createConnector(kind.kind, {
    connection: kind.name,
    ...simulated.connection,
    send,
    clock,
    random: Math.random,
  })
  await connector.diagnose({ fix: true })
  return { simulated, connector }
}

async function placeWith(connector: ErpConnector, magentoId: number) {
  const order = { ...recordedOrder('guest-two-vat-rates'), magentoId }
  const choice = chooseSubject(order, { guests: 'per_order' })
  const subjectId = choice.kind === 'own' ? await connector.createSubject(choice.subject) : ''
  const plan = await connector.planSalesDocument(inputFor(order, { orderbridgeId: `sandbox-${magentoId}`, subjectId }))
  expect(plan.hold).toBeUndefined()
  return await connector.createSalesDocument(plan.request)
}

/** The part that both sides have to tell alike; a document's lines in any order. */
const comparable = (followUp: BookedFollowUp) => ({
  kind: followUp.kind,
  erpId: followUp.erpId,
  erpNumber: followUp.erpNumber,
  canceled: followUp.canceled,
  currency: followUp.currency,
  total: followUp.total,
  lines: followUp.lines
    .map(
      ({ salesDocumentId, erpLine, itemCode, quantity }) => `${salesDocumentId}/${erpLine} ${itemCode} × ${quantity}`,
    )
    .sort(),
  tracking: followUp.tracking.map(({ number }) => number).sort(),
})
const inOrder = (followUps: readonly BookedFollowUp[]) =>
  followUps.map(comparable).sort((a, b) => `${a.kind} ${a.erpId}`.localeCompare(`${b.kind} ${b.erpId}`))

describe.each(KINDS)('the books of the simulated %s', (_label, kind) => {
  let simulated: SimulatedErp
  let connector: ErpConnector
  let orders = 0
  beforeAll(async () => {
    ;({ simulated, connector } = await connect(kind))
  })
  afterAll(async () => {
    await connector.close()
    await simulated.close()
  })

  const place = () => placeWith(connector, 1_000 + orders++)
  const workOff = (erpId: string, plan: ErpPlan): string[] => {
    const steps: string[] = []
    for (let step = simulated.step(erpId, plan); step !== 'nothing left'; step = simulated.step(erpId, plan)) {
      if ('refused' in step) throw new Error(`${plan}: ${step.refused}`)
      steps.push(step.done)
    }
    return steps
  }

  it('have a sales document as the connector reads it', async () => {
    const { erpId } = await place()
    const [read] = await connector.readSalesDocuments([erpId])
    const booked = simulated.salesDocuments().find(document => document.erpId === erpId)
    expect(booked).toMatchObject({
      erpNumber: read?.erpNumber,
      orderbridgeId: read?.orderbridgeId,
      state: 'open',
      currency: read?.currency,
      total: read?.total,
    })
    for (const line of read?.lines ?? [])
      expect(booked?.lines).toContainEqual(expect.objectContaining({ ...line, openQuantity: line.quantity }))
  })

  it('have every document that people make, by each plan that they know, as the connector reads it', async () => {
    for (const plan of simulated.plans) {
      const { erpId } = await place()
      expect(workOff(erpId, plan).length).toBeGreaterThan(0)
      const booked = simulated
        .followUps()
        .filter(({ lines }) => lines.some(({ salesDocumentId }) => salesDocumentId === erpId))
      expect(inOrder(booked)).toEqual(inOrder(await connector.findFollowUps([erpId])))
      if (plan === 'cancel') {
        expect(booked).toEqual([])
        expect(simulated.salesDocuments().find(document => document.erpId === erpId)?.state).toBe('canceled')
      } else expect(booked.map(one => one.kind)).toContain('invoice')
    }
  })

  it('say how far the clerk is', async () => {
    const { erpId } = await place()
    expect(simulated.progress(erpId)).toBe('untouched')
    simulated.plan(erpId, 'deliver-then-invoice')
    expect(simulated.progress(erpId)).toBe('planned')
    const clerk = simulated.startClerk({ intervalMs: 5, stepMs: 1 })
    await expect.poll(() => simulated.progress(erpId), { timeout: 10_000 }).toBe('finished')
    clerk.stop()
    const kinds = simulated.followUps().flatMap(one => (one.lines[0]?.salesDocumentId === erpId ? [one.kind] : []))
    expect(kinds.sort()).toEqual(['invoice', 'shipment'])
  })

  // A flow that asks for no items takes every one as there.
  it.skipIf(kind.leftOut?.includes('unknown-item'))('get an item that was missing once', async () => {
    expect([...(await connector.findItems(['S-NEW-77'])).keys()]).toEqual([])
    simulated.enterItem('S-NEW-77', 'Nov izdelek', 19.9)
    simulated.enterItem('S-NEW-77', 'Nov izdelek', 19.9)
    expect([...(await connector.findItems(['S-NEW-77'])).keys()]).toEqual(['S-NEW-77'])
  })

  it('are the same without sockets, and outlive log-ins and the process', async () => {
    const journal = openJournal()
    const told: ErpCallback[] = []
    const callbacks = {
      url: 'http://bridge.test/webhooks/erp/it',
      send: (some: readonly ErpCallback[]) => void told.push(...some),
    }
    const unplugged = await kind.unplug({ journal, clock, random: Math.random, callbacks })
    const urls = Object.fromEntries(Object.keys(kind.ports).map(name => [name, `http://${name}.test`]))
    const without = createConnector(kind.kind, {
      connection: kind.name,
      ...unplugged.connectionAt(urls),
      clock,
      random: Math.random,
      send: async request => {
        const app = unplugged.apps[new URL(request.url).hostname.replace('.test', '')]
        if (!app) throw new Error(`nothing listens at ${request.url}`)
        return await askApp((asked, bindings) => app.fetch(asked, bindings), request)
      },
    })
    await without.diagnose({ fix: true })
    const { erpId } = await placeWith(without, 7)
    expect(unplugged.step(erpId, 'deliver-then-invoice')).toHaveProperty('done')
    unplugged.endLogins()
    expect((await without.readSalesDocuments([erpId])).map(({ state }) => state)).toEqual(['confirmed'])

    const changes = told.flatMap(({ headers, body }) => {
      const answer = without.callbacks?.parse({ method: 'POST', headers, body: Buffer.from(body) })
      return answer?.kind === 'changes' ? answer.changes : []
    })
    expect(changes.filter(change => change.entity === 'sales_document' && change.erpId === erpId)).toHaveLength(
      without.callbacks ? 2 : 0,
    )
    const reopened = await kind.unplug({ journal, clock, random: Math.random })
    expect(reopened.salesDocuments()).toEqual(unplugged.salesDocuments())
    expect(reopened.connectionAt(urls)).toEqual(unplugged.connectionAt(urls))
  })
})
