import { and, eq, ne } from 'drizzle-orm'
import { transfers } from '../../db/schema/transfers.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ErpConnector, ErpSource, SalesDocumentPlan, SourceRow } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { findObstacles, totalsObstacle } from '../order/find-obstacles.ts'
import { lookUpMasterData } from '../order/look-up-master-data.ts'
import { inputOf } from '../order/plan-sales-document.ts'
import type { ProblemText } from '../problem/open-problem.ts'
import { isAway } from '../problem/report-remote-failure.ts'
import { SourceAway } from './ask-source.ts'
import { holdTransfer, lockTransfer, releaseTransfer, type TransferRow } from './hold-transfer.ts'
import { owe, WRITE } from './owe-effects.ts'
import { orderFromSource } from './source-order.ts'
import { transferKeyOf } from './transfer-key.ts'

export interface Planning {
  readonly connection: ConnectionSetup
  readonly erp: ErpConnector
  readonly source: ErpSource
}

/**
 * Reads one waiting order, and decides its sales document or writes down what keeps it.
 * @returns what came of it, for the counts of the run
 * @throws SourceAway when the source cannot be asked, RemoteError when the ERP cannot
 */
export async function planTransfer(
  ctx: FlowContext,
  planning: Planning,
  row: TransferRow,
  listed: SourceRow,
): Promise<'planned' | 'held'> {
  const { connection, source, erp } = planning
  const json = await readOrder(source, listed)
  if (json instanceof RemoteError) return await hold(ctx, row, [unfit(connection, row, json.message)])
  const read = orderFromSource(json, row)
  if (!read.ok) return await hold(ctx, row, [unfit(connection, row, read.reason)])
  const { order } = read
  const found = await lookUpMasterData(ctx, connection, [{ order }])
  const choice = chooseSubject(order, connection.policies)
  const subjectId = choice.kind === 'collective' ? '' : found.subjects.get(choice.subject.key)
  const obstacles = findObstacles(connection, order, found)
  if (obstacles.length > 0) return await hold(ctx, row, obstacles, booked(order))
  if (subjectId === undefined) return await hold(ctx, row, [withoutCustomer(connection, row)], booked(order))
  const { settings } = await ctx.remotes.store(connection.store)
  const orderbridgeId = transferKeyOf(connection.store, row.number)
  const input = inputOf(connection, { order, subjectId, items: found.items, timezone: settings.timezone })
  const plan = await erp.planSalesDocument({ ...input, orderbridgeId })
  const obstacle = holdOf(connection, plan) ?? totalsObstacle(connection, order, plan)
  if (obstacle) return await hold(ctx, row, [obstacle])
  return await inTransaction(ctx, tx => push(tx, connection, row.id, { order, orderbridgeId, plan }))
}

/** What is wrong with this order alone is given back, not thrown. */
async function readOrder(source: ErpSource, listed: SourceRow): Promise<unknown> {
  try {
    return await source.read(listed)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    if (isAway(error)) throw new SourceAway(error)
    return error
  }
}

/** What the ledger knows of it, from the moment that it could be read. */
const booked = ({ placedAt, currency, grandTotal }: CanonicalOrder) => ({
  placedAt: new Date(placedAt),
  currency,
  total: grandTotal,
})

const hold = async (
  ctx: FlowContext,
  row: TransferRow,
  obstacles: readonly ProblemText[],
  known: Partial<ReturnType<typeof booked>> = {},
): Promise<'held'> =>
  await inTransaction<'held'>(ctx, async tx => {
    const current = await lockTransfer(tx, row.id)
    // Another process has planned it meanwhile, with what it found.
    if (isOpen(current)) await holdTransfer(tx, current, obstacles, known)
    return 'held'
  })

const isOpen = ({ state }: TransferRow): boolean => state === 'heard' || state === 'held'

export const unfit = (
  { store, code, name }: ConnectionSetup,
  { number }: Pick<TransferRow, 'number'>,
  detail: string,
): ProblemText => ({
  store,
  connection: code,
  cause: `transfer_fails:${code}:${number}`,
  title: `Order ${number} waits for ${name} and cannot be prepared: ${detail.slice(0, 300)}`,
  remedy: 'Mend the settings of the connection, or the order where it waits. It is read again by itself.',
  detail,
})

/** Customers are made for orders of the shop; here a flow takes them with the order, or they are there. */
const withoutCustomer = ({ store, code, name }: ConnectionSetup, { number }: TransferRow): ProblemText => ({
  store,
  connection: code,
  cause: `transfer_customer:${code}:${number}`,
  title: `The customer of order ${number} is not in ${name}.`,
  remedy: 'Create the customer in the ERP, or set policies.guests to collective. It is looked at again by itself.',
})

function holdOf({ store, code }: ConnectionSetup, { hold }: SalesDocumentPlan): ProblemText | undefined {
  return hold && { store, connection: code, cause: `${hold.code}:${code}`, title: hold.message, remedy: hold.remedy }
}

interface Planned {
  readonly order: CanonicalOrder
  readonly orderbridgeId: string
  readonly plan: SalesDocumentPlan
}

/** One transaction: the order as it was planned, its key, and the message that writes it. */
async function push(
  ctx: FlowContext,
  connection: ConnectionSetup,
  id: number,
  { order, orderbridgeId, plan }: Planned,
): Promise<'planned' | 'held'> {
  const row = await lockTransfer(ctx, id)
  if (!isOpen(row)) return 'planned'
  const [other] = await ctx.db
    .select({ key: transfers.key, connection: transfers.connection })
    .from(transfers)
    .where(and(eq(transfers.orderbridgeId, orderbridgeId), ne(transfers.id, id)))
  if (other) {
    await holdTransfer(ctx, row, [sameNumber(connection, row, other)], booked(order))
    return 'held'
  }
  const payload = {
    transferId: id,
    number: row.number,
    orderbridgeId,
    request: plan.request,
    total: order.grandTotal,
    currency: order.currency,
    warnings: plan.warnings,
  }
  if (!(await owe(ctx, WRITE, row, payload))) return 'planned'
  await releaseTransfer(ctx, row, {
    state: 'planned',
    reason: `on its way to ${connection.name}`,
    orderbridgeId,
    canonical: order,
    ...booked(order),
    plans: row.plans + 1,
    dueAt: null,
  })
  return 'planned'
}

/** Adopting what is found under the number would give one order the other's sales document. */
const sameNumber = (
  { store, code }: ConnectionSetup,
  { number }: TransferRow,
  other: { readonly key: string; readonly connection: string },
): ProblemText => ({
  store,
  connection: code,
  cause: `transfer_number:${code}:${number}`,
  title: `Order ${number} has the number of another order, which came as ${other.key} by ${other.connection}.`,
  remedy: 'Let source.number name something that no two orders share. It is looked at again by itself.',
})
