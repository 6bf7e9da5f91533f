import type { ErpPlan } from '../../sandbox/erp.ts'
import { finishOrder } from '../../sandbox/sap-b1/clerk.ts'
import { type SapB1, type SapB1Options, startSapB1 } from '../../sandbox/sap-b1/server.ts'
import type { HttpRequest } from '../../src/domain/http.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { type SapB1Connector, sapB1 } from '../../src/erp/sap-b1/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { inputFor, sampleSettings } from '../unit/sap-b1-sample.ts'
import { movableClock } from './movable-clock.ts'
import { useOpened } from './use-opened.ts'

/** A simulated company with our user field, a connector on it, and a clock that only the test moves. */
export interface TestCompany {
  readonly b1: SapB1
  readonly erp: SapB1Connector
  readonly clock: { now(): Date; pass(minutes: number): void }
  /** Requests that the connector has sent, without bodies. */
  readonly sent: HttpRequest[]
  connect(settings?: object, secrets?: object, clock?: { now(): Date }): SapB1Connector
  /** Creates the sales document of an order for the seeded company customer. */
  place(order: CanonicalOrder, orderbridgeId?: string): ReturnType<SapB1Connector['createSalesDocument']>
  /** People in the ERP do everything of a plan. */
  work(erpId: string, plan: ErpPlan): void
}

export const useCompany = (options: Partial<SapB1Options> = {}): (() => TestCompany) =>
  useOpened(() => openCompany(options))

async function openCompany(options: Partial<SapB1Options>): Promise<TestCompany & { close(): Promise<void> }> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const random = seeded(7)
  const b1 = await startSapB1({ port: 0, gatewayPort: 0, clock, random, ...options })
  const sent: HttpRequest[] = []
  const open: SapB1Connector[] = []
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  const connect = (settings: object = {}, secrets: object = {}, ownClock: { now(): Date } = clock) => {
    const erp = sapB1.create({
      connection: 'b1',
      settings: { ...sampleSettings, url: b1.url, gatewayUrl: b1.gatewayUrl, timeoutSeconds: 5, ...settings },
      secrets: { user: b1.credentials.user, password: b1.credentials.password, webhookKey: b1.webhookKey, ...secrets },
      send: request => {
        sent.push(request)
        return over(request)
      },
      clock: ownClock,
      random,
    })
    open.push(erp)
    return erp
  }
  const erp = connect()
  await erp.diagnose({ fix: true })
  const place = (order: CanonicalOrder, orderbridgeId = `demo-${order.magentoId}`) =>
    erp.createSalesDocument(erp.planSalesDocument(inputFor(order, { orderbridgeId, subjectId: 'C00001' })).request)
  const work = (erpId: string, plan: ErpPlan) => void finishOrder(b1, Number(erpId), plan)
  const close = async () => {
    await Promise.all(open.map(one => one.close()))
    await b1.close()
  }
  return { b1, erp, clock, sent, connect, place, work, close }
}
