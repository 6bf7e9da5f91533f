import type { SimulatedErpKind } from '../../sandbox/erp.ts'
import { simulatedErp, simulatedErps } from '../../sandbox/erps.ts'
import { UserError } from '../domain/errors.ts'

/**
 * The ERP that the sandbox plays with.
 * @param wanted name on the command line
 * @param before name of the one that this sandbox has played with: its orders are in the database, so it stays with it
 * @throws UserError for an unknown one, and for another one than before
 */
export function chooseErp(wanted: string | undefined, before: string | undefined): SimulatedErpKind {
  const name = wanted ?? before ?? simulatedErps[0].name
  const found = simulatedErp(name)
  if (!found) {
    const known = simulatedErps.map(each => each.name).join(', ')
    throw new UserError(`There is no simulated ERP called "${name}". There are: ${known}.`)
  }
  if (before === undefined || before === name) return found
  const label = simulatedErp(before)?.label ?? before
  throw new UserError(
    `This sandbox plays with ${label}, and its orders are there. Leave --erp out to go on with it; to play with ` +
      `${found.label}, set ORDERBRIDGE_HOME to a folder of its own (and DATABASE_URL to a database of its own, if you use it).`,
  )
}

interface Connected {
  readonly store: string
  readonly code: string
  readonly kind: string
}

/** @returns name of the simulated ERP that a connection of the sandbox's store is to (sandbox/configuration.ts). */
export const playedWith = (connections: readonly Connected[], sandbox: string): string | undefined =>
  connections.find(({ store, code, kind }) => store === sandbox && simulatedErp(code)?.kind === kind)?.code
