import { type Amount, add } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { Hint } from '../../domain/hint.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { chooseConnection } from '../order/choose-connection.ts'
import { compareOrder } from './compare-order.ts'
import type { Difference } from './difference.ts'
import type { Strays } from './find-strays.ts'
import { orderHint } from './find-unheard.ts'
import { type Pair, pairDocuments } from './pair-documents.ts'
import { readErp } from './read-erp.ts'
import { readKnown } from './read-known.ts'
import { readMagento } from './read-magento.ts'
import type { ErpSide, Known, Sides } from './sides.ts'
import { writeDrifts } from './write-drifts.ts'
import { type ReadWhen, writePairs } from './write-pairs.ts'

export interface Comparison {
  readonly store: string
  /** Names the run in the keys of its hints. */
  readonly run: string
  /** Connections that are compared, with what carries our key and is not known, by key. */
  readonly strays: Map<string, Strays>
  /** Connections that failed in this run: they are left out from then on. */
  readonly failed: Map<string, unknown>
}

export interface PageResult {
  readonly read: number
  readonly healed: number
  readonly found: number
  readonly gone: number
}

/** Compares some orders: reads what we know, then Magento, then each ERP, and writes down what differs. */
export async function comparePage(ctx: FlowContext, run: Comparison, orderIds: readonly number[]): Promise<PageResult> {
  const { settings } = await ctx.remotes.store(run.store)
  // Before anything is read: what is written meanwhile is newer than what this page says of it.
  const readAt = ctx.clock.now()
  const known = await readKnown(ctx, orderIds)
  const magento = await readMagento(
    await ctx.remotes.magento(run.store),
    known.map(({ row }) => row.magentoId),
  )
  const connections = await connectionsByOrder(ctx, run.store, known)
  const erp = await readErps(ctx, run, known, connections)
  const orders = known.map(one => {
    const sides: Sides = {
      known: one,
      magento: magento.get(one.row.magentoId) ?? { kind: 'missing' },
      erp: (connections.get(one.row.id) ?? []).flatMap(({ code }) => erp.get(code)?.get(one.row.id) ?? []),
      now: ctx.clock.now(),
    }
    const isWhole = (connections.get(one.row.id) ?? []).every(({ code }) => erp.has(code))
    const pairs = pairDocuments(sides)
    return {
      row: one.row,
      isWhole,
      pairs,
      erpTotal: erpTotalOf(sides),
      differences: isWhole ? compareOrder(sides, pairs) : [],
    }
  })
  return await write(ctx, run, { timezone: settings.timezone, readAt }, orders)
}

interface ComparedOrder {
  readonly row: Known['row']
  /** Every ERP that has to do with it was read. */
  readonly isWhole: boolean
  readonly pairs: readonly Pair[]
  readonly erpTotal: Amount | undefined
  readonly differences: readonly Difference[]
}

const write = (ctx: FlowContext, run: Comparison, when: ReadWhen, orders: readonly ComparedOrder[]) =>
  inTransaction(ctx, async (tx): Promise<PageResult> => {
    const whole = orders.filter(({ isWhole }) => isWhole)
    const written = await writeDrifts(
      tx,
      run.store,
      whole.map(({ row, differences }) => ({ subject: `order:${row.id}`, orderId: row.id, differences })),
      [...run.strays.keys()],
    )
    await writePairs(tx, when, whole)
    const hints = whole.flatMap(({ differences }) => differences.flatMap(one => healing(one, run.run)))
    return { read: whole.length, healed: await receiveHints(tx, run.store, hints), ...written }
  })

/** Of the sales documents that are live; undefined without one, and when one is in another currency. */
function erpTotalOf({ known, erp }: Sides): Amount | undefined {
  const live = erp.flatMap(({ remembered }) => (remembered && remembered.state !== 'canceled' ? [remembered] : []))
  if (live.length === 0 || live.some(document => document.currency !== known.row.currency)) return undefined
  return add(...live.map(document => document.total))
}

/** Caught up by the normal way: the entity is heard of once more. */
function healing({ heal, connection }: Difference, run: string): Hint[] {
  if (!heal) return []
  if (heal.entity === 'order') return [orderHint(Number(heal.entityKey), run)]
  if (connection === undefined) return []
  return [
    {
      source: 'erp_poll',
      connection,
      dedupeKey: `${connection}:${heal.entity}:${heal.entityKey}@reconcile ${run}`,
      ...heal,
      eventType: `${heal.entity}.changed`,
    },
  ]
}

/** The connections that an order has a sales document in; one that was not sent yet would go to this one. */
async function connectionsByOrder(
  ctx: FlowContext,
  store: string,
  known: readonly Known[],
): Promise<Map<number, readonly ConnectionSetup[]>> {
  const setup = await ctx.remotes.store(store)
  const all = await ctx.remotes.connectionsOf(store)
  return new Map(
    known.map(({ row, salesDocuments }) => {
      const own = all.filter(({ code }) => salesDocuments.some(document => document.connection === code))
      const routed = chooseConnection(setup, all, row.storeViewId)
      return [row.id, own.length > 0 ? own : routed ? [routed] : []]
    }),
  )
}

/** @returns the orders by connection; one that fails is remembered and left out, so that the others are compared. */
async function readErps(
  ctx: FlowContext,
  run: Comparison,
  known: readonly Known[],
  connections: ReadonlyMap<number, readonly ConnectionSetup[]>,
): Promise<Map<string, ReadonlyMap<number, ErpSide>>> {
  const sides = new Map<string, ReadonlyMap<number, ErpSide>>()
  const involved = new Map([...connections.values()].flat().map(connection => [connection.code, connection]))
  for (const [code, connection] of involved) {
    const strays = run.strays.get(code)
    if (!strays) continue
    const page = known.filter(({ row }) => connections.get(row.id)?.includes(connection))
    try {
      sides.set(code, await readErp(await ctx.remotes.erp(code), connection, page, strays))
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error
      run.strays.delete(code)
      run.failed.set(code, error)
    }
  }
  return sides
}
