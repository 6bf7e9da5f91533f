import { type ICenter, type ICenterOptions, startICenter } from '../../sandbox/icenter/server.ts'
import type { HttpRequest } from '../../src/domain/http.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { type IcenterConnector, icenter } from '../../src/erp/icenter/kind.ts'
import { createSend, type Exchange } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { inputFor, sampleSettings } from '../unit/icenter-sample.ts'
import { movableClock } from './movable-clock.ts'
import { useOpened } from './use-opened.ts'

/** A simulated company, a connector on it, and a clock that only the test moves. */
export interface TestCompany {
  readonly saop: ICenter
  readonly erp: IcenterConnector
  readonly clock: { now(): Date; pass(minutes: number): void; set(moment: string): void }
  /** Requests that all connectors have sent. */
  readonly sent: HttpRequest[]
  /** What came of them, as it is kept with an attempt. */
  readonly exchanges: Exchange[]
  connect(settings?: object, secrets?: object): IcenterConnector
  /** Creates the order for the seeded company customer. */
  place(order: CanonicalOrder, orderbridgeId?: string): ReturnType<IcenterConnector['createSalesDocument']>
}

export const useCompany = (options: Partial<ICenterOptions> = {}): (() => TestCompany) =>
  useOpened(() => openCompany(options))

async function openCompany(options: Partial<ICenterOptions>): Promise<TestCompany & { close(): Promise<void> }> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const random = seeded(7)
  const saop = await startICenter({ port: 0, clock, random, ...options })
  const { user, password, organisation, apiClientId } = saop.credentials
  const sent: HttpRequest[] = []
  const exchanges: Exchange[] = []
  const onExchange = (exchange: Exchange) => exchanges.push(exchange)
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock, onExchange })
  const connect = (settings: object = {}, secrets: object = {}) =>
    icenter.create({
      connection: 'saop',
      settings: {
        ...sampleSettings,
        url: saop.url,
        organisation,
        apiClientId,
        timeoutSeconds: 5,
        walk: { from: 501 },
        ...settings,
      },
      secrets: { user, password, ...secrets },
      send: request => {
        sent.push(request)
        return over(request)
      },
      clock,
      random: Math.random,
    })
  const erp = connect()
  const place = (order: CanonicalOrder, orderbridgeId = `demo-${order.magentoId}`) =>
    erp.createSalesDocument(erp.planSalesDocument(inputFor(order, { orderbridgeId })).request)
  return { saop, erp, clock, sent, exchanges, connect, place, close: () => saop.close() }
}
