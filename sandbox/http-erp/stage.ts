import { policyOf } from '../clerk.ts'
import type { SimulatedErp, StartErpOptions } from '../erp.ts'
import type { Order } from './books.ts'
import { startClerk } from './clerk.ts'
import { connectionTo } from './connection.ts'
import { officeOf } from './office.ts'
import { startHttpErp } from './server.ts'

/** Starts the made-up ERP for the stage, for people and for a bridge of its own. */
export async function startOnStage({ ports, delays, ...options }: StartErpOptions): Promise<SimulatedErp> {
  const { clock, random } = options
  const erp = await startHttpErp({
    ...options,
    port: ports.main ?? 0,
    latencyMs: delays?.latency ?? 0,
  })
  return {
    ...officeOf(erp),
    url: `${erp.url}/`,
    facts: [
      ['url', `${erp.url}/api/v1`],
      ['page', `${erp.url}/`],
      ...Object.entries(erp.credentials),
      ['sandboxToken', erp.sandboxToken],
    ],
    connection: connectionTo(erp),
    startClerk: ({ intervalMs, ...asked }) => {
      const policy = policyOf(asked, ({ id, externalId }: Order) => [String(id), externalId])
      return startClerk(erp.books, { intervalMs, clock, random, policy })
    },
    close: () => erp.close(),
  }
}
