import { policyOf } from '../clerk.ts'
import type { SimulatedErp, StartErpOptions } from '../erp.ts'
import { startClerk } from './clerk.ts'
import { connectionTo, DAY_RATE } from './connection.ts'
import { officeOf } from './office.ts'
import { startSapB1 } from './server.ts'

interface B1Order {
  readonly DocEntry: number
  readonly U_OrderbridgeId?: unknown
}

/** Starts the simulated SAP Business One for the stage, for people and for a bridge of its own. */
export async function startOnStage({ ports, delays, ...options }: StartErpOptions): Promise<SimulatedErp> {
  const { clock, random } = options
  const b1 = await startSapB1({
    ...options,
    port: ports.main ?? 0,
    gatewayPort: ports.gateway ?? 0,
    latencyMs: delays?.latency ?? 0,
    loginMs: delays?.['login-latency'] ?? 0,
  })
  b1.setExchangeRate(DAY_RATE.currency, DAY_RATE.rate)
  return {
    ...officeOf(b1),
    url: `${b1.url}/`,
    facts: [
      ['url', b1.url],
      ['gatewayUrl', b1.gatewayUrl],
      ['page', `${b1.url}/`],
      ...Object.entries(b1.credentials),
      ['sandboxToken', b1.sandboxToken],
    ],
    connection: connectionTo(b1),
    startClerk: ({ intervalMs, ...asked }) => {
      const policy = policyOf(asked, ({ DocEntry, U_OrderbridgeId: key }: B1Order) => [
        String(DocEntry),
        typeof key === 'string' ? key : undefined,
      ])
      return startClerk(b1, { intervalMs, clock, random, policy })
    },
    close: () => b1.close(),
  }
}
