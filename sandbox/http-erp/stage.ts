import type { SimulatedErp, StartErpOptions } from '../erp.ts'
import type { Order } from './books.ts'
import { startClerk } from './clerk.ts'
import { connectionTo } from './connection.ts'
import { officeOf } from './office.ts'
import { startHttpErp } from './server.ts'

/** Starts the made-up ERP for the stage, for people and for a bridge of its own. */
export async function startOnStage(options: StartErpOptions): Promise<SimulatedErp> {
  const { ports, delays = {}, clock, random } = options
  const erp = await startHttpErp({
    port: ports.main ?? 0,
    ...(options.host !== undefined && { host: options.host }),
    ...(options.journalFile !== undefined && { journalFile: options.journalFile }),
    clock,
    random,
    latencyMs: delays.latency ?? 0,
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
    startClerk({ intervalMs, stepMs, weights, ignore }) {
      const policy = {
        stepMs,
        ...(weights && { weights }),
        ...(ignore && { ignore: ({ id, externalId }: Order) => ignore(String(id), externalId) }),
      }
      return startClerk(erp.books, { intervalMs, clock, random, policy })
    },
    close: () => erp.close(),
  }
}
