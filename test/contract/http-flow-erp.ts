import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { ErpPlan } from '../../sandbox/erp.ts'
import { finishOrder } from '../../sandbox/http-erp/clerk.ts'
import { type HttpErp, type HttpErpOptions, startHttpErp } from '../../sandbox/http-erp/server.ts'
import type { HttpRequest } from '../../src/domain/http.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import type { ErpConnector, SalesDocumentPlan } from '../../src/erp/connector.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { movableClock } from './movable-clock.ts'
import { useOpened } from './use-opened.ts'

/** The flow of the sandbox ERP as it is shipped. */
export const sandboxFlow = (): Record<string, unknown> =>
  parse(readFileSync(new URL('../../docs/flows/sandbox-erp.yaml', import.meta.url), 'utf8'))

/** The made-up ERP, a connector on it by the shipped flow, and a clock that only the test moves. */
export interface TestErp {
  readonly erp: HttpErp
  readonly flow: ErpConnector
  readonly clock: { now(): Date; pass(minutes: number): void }
  /** Requests that the connector has sent. */
  readonly sent: HttpRequest[]
  connect(settings?: object, secrets?: object): ErpConnector
  plan(order: CanonicalOrder, orderbridgeId: string): Promise<SalesDocumentPlan>
  place(order: CanonicalOrder, orderbridgeId: string): ReturnType<ErpConnector['createSalesDocument']>
  /** People in the ERP do everything of a plan. */
  work(erpId: string, plan: ErpPlan): void
}

export const useErp = (options: Partial<HttpErpOptions> = {}): (() => TestErp) => useOpened(() => openErp(options))

async function openErp(options: Partial<HttpErpOptions>): Promise<TestErp & { close(): Promise<void> }> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const erp = await startHttpErp({ port: 0, clock, random: seeded(7), ...options })
  const sent: HttpRequest[] = []
  const open: ErpConnector[] = []
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  const connect = (settings: object = {}, secrets: object = {}) => {
    const connector = httpFlow.create({
      connection: 'erp',
      settings: { ...sandboxFlow(), url: `${erp.url}/api/v1`, timeoutSeconds: 2, ...settings },
      secrets: { ...erp.credentials, ...secrets },
      send: request => {
        sent.push(request)
        return over(request)
      },
      clock,
      random: Math.random,
    })
    open.push(connector)
    return connector
  }
  const flow = connect()
  const plan = async (order: CanonicalOrder, orderbridgeId: string) =>
    await flow.planSalesDocument(inputFor(order, { orderbridgeId, subjectId: 'customer:45' }))
  return {
    erp,
    flow,
    clock,
    sent,
    connect,
    plan,
    place: async (order, orderbridgeId) => flow.createSalesDocument((await plan(order, orderbridgeId)).request),
    work: (erpId, how) => void finishOrder(erp.books, Number(erpId), how),
    close: async () => {
      await Promise.all(open.map(one => one.close()))
      await erp.close()
    },
  }
}
