import { policyOf } from '../clerk.ts'
import type { SimulatedErp, StartErpOptions } from '../erp.ts'
import { startClerk } from './clerk.ts'
import { idOf, type Order } from './company.ts'
import { connectionTo } from './connection.ts'
import { text } from './fields.ts'
import { officeOf } from './office.ts'
import { startICenter } from './server.ts'

/** Starts the simulated SAOP iCenter for the stage, for people and for a bridge of its own. */
export async function startOnStage({ ports, delays, ...options }: StartErpOptions): Promise<SimulatedErp> {
  const { clock, random } = options
  const icenter = await startICenter({
    ...options,
    port: ports.main ?? 0,
    latencyMs: delays?.latency ?? 0,
  })
  return {
    ...officeOf(icenter),
    url: icenter.pageUrl,
    facts: [
      ['url', icenter.url],
      ['page', icenter.pageUrl],
      ...Object.entries(icenter.credentials).map(([name, value]) => [name, String(value)] as const),
      ['sandboxToken', icenter.sandboxToken],
    ],
    connection: connectionTo(icenter),
    startClerk: ({ intervalMs, ...asked }) => {
      const policy = policyOf(asked, ({ key, header }: Order) => [
        idOf(key),
        text(header, 'OrderReference') || undefined,
      ])
      return startClerk(icenter, { intervalMs, clock, random, policy })
    },
    close: () => icenter.close(),
  }
}
