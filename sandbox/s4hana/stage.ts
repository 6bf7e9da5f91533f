import { policyOf } from '../clerk.ts'
import type { SimulatedErp, StartErpOptions } from '../erp.ts'
import type { SalesOrder } from './books.ts'
import { startClerk } from './clerk.ts'
import { connectionTo } from './connection.ts'
import { ROOT } from './http.ts'
import { officeOf } from './office.ts'
import { startS4hana } from './server.ts'

/** Starts the simulated S/4 for the stage, for people and for a bridge of its own. */
export async function startOnStage({ ports, delays, ...options }: StartErpOptions): Promise<SimulatedErp> {
  const { clock, random } = options
  const s4 = await startS4hana({ ...options, port: ports.main ?? 0, latencyMs: delays?.latency ?? 0 })
  return {
    ...officeOf(s4.books),
    url: `${s4.url}/`,
    facts: [
      ['url', `${s4.url}${ROOT}`],
      ['page', `${s4.url}/`],
      ...Object.entries(s4.credentials),
      ['sandboxToken', s4.sandboxToken],
    ],
    connection: connectionTo(s4),
    startClerk: ({ intervalMs, ...asked }) => {
      const policy = policyOf(asked, ({ number, fields }: SalesOrder) => [number, fields.PurchaseOrderByCustomer])
      return startClerk(s4.books, { intervalMs, clock, random, policy })
    },
    close: () => s4.close(),
  }
}
