import type { SimulatedErpKind } from '../../sandbox/erp.ts'
import { simulatedErp, simulatedErps } from '../../sandbox/erps.ts'
import { UserError } from '../domain/errors.ts'

/**
 * The ERP that the sandbox plays with.
 * @param wanted kind on the command line
 * @param before kind that this sandbox has played with: its orders are in the database, so it stays with it
 * @throws UserError for an unknown kind, and for another one than before
 */
export function chooseErp(wanted: string | undefined, before: string | undefined): SimulatedErpKind {
  const kind = wanted ?? before ?? simulatedErps[0].kind
  const found = simulatedErp(kind)
  if (!found) {
    const known = simulatedErps.map(each => each.kind).join(', ')
    throw new UserError(`There is no simulated ERP of kind "${kind}". There are: ${known}.`)
  }
  if (before === undefined || before === kind) return found
  const label = simulatedErp(before)?.label ?? before
  throw new UserError(
    `This sandbox plays with ${label}, and its orders are there. Leave --erp out to go on with it; to play with ` +
      `${found.label}, set ORDERBRIDGE_HOME to a folder of its own (and DATABASE_URL to a database of its own, if you use it).`,
  )
}
