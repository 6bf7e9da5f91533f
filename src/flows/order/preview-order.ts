import type { Amount } from '../../domain/amount.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { CanonicalOrder, TotalsCheck } from '../../domain/order.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ErpRequest, SalesDocumentPlan } from '../../erp/connector.ts'
import { type Translation, translateOrder } from '../../magento/translate/order.ts'
import type { ConnectionSetup, StoreSetup } from '../config/read-setup.ts'
import type { Clock } from '../context.ts'
import { chooseConnection } from './choose-connection.ts'
import { type Decision, decideOrder } from './decide-order.ts'
import { findObstacles, totalsObstacle } from './find-obstacles.ts'
import { type ErpView, type LookUpWay, viewErp } from './view-erp.ts'

export interface PreviewInput {
  /** The order as Magento's REST gives it. */
  readonly raw: unknown
  /** SKUs by product id for productsToLookUp, where they were fetched. */
  readonly productSkus?: ReadonlyMap<number, string>
  readonly store: StoreSetup
  readonly connections: readonly ConnectionSetup[]
  /** Code of the connection that was asked for; it takes the order whatever its store view is. */
  readonly chosen?: string | undefined
  readonly clock: Clock
  readonly random: () => number
  /** "imagined": nothing is called; the ERP is taken to have every item and not the customer. */
  readonly lookUps: LookUpWay
}

export interface OrderPreview {
  /** Absent when it could not be translated. */
  readonly order: CanonicalOrder | undefined
  /** In order currency; absent when the order is too broken to add up. */
  readonly totals: TotalsCheck | undefined
  readonly connection: ConnectionSetup | undefined
  /** In the order in which they are sent: look-ups, the customer when it is new, the sales document. */
  readonly requests: readonly ErpRequest[]
  /** What the ERP will come to. */
  readonly erpTotal: Amount | undefined
  /** The ERP has it already: the bridge would adopt it instead of sending the last request. */
  readonly existing: SalesDocument | undefined
  /** Name of the customer that would be created; the request is the one before the last. */
  readonly newCustomer: string | undefined
  /** SKUs that the ERP does not know, or does not sell. */
  readonly missingItems: readonly string[]
  readonly warnings: readonly string[]
  /** Why it would not be sent; the requests are then for looking at only. */
  readonly held: Held | undefined
}

export interface Held {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/**
 * What the bridge would do with an order now, by the same steps as when it does it: translate, decide, look up, plan.
 * Reads only; nothing is written anywhere.
 * @throws UserError for a connection whose settings cannot be used, RemoteError when a real look-up fails.
 */
export async function previewOrder(input: PreviewInput): Promise<OrderPreview> {
  const translated = translateOrder(input.raw, input.productSkus, input.store.settings.orders.fields)
  if (!translated.ok) return refused(translated)
  const { order, check, warnings } = translated
  const decision = decideOrder(order, input.store, input.clock.now(), false)
  const connection = connectionFor(input, order)
  const nothing = { newCustomer: undefined, missingItems: [] }
  const known = { order, totals: check.order, connection, warnings, ...nothing }
  if (!connection) {
    const held = heldByDecision(order, decision) ?? withoutConnection(order)
    return { ...known, requests: [], erpTotal: undefined, existing: undefined, held }
  }
  const { lookUps, clock, random, store } = input
  const view = await viewErp({ order, connection, timezone: store.settings.timezone, lookUps, clock, random })
  return {
    ...known,
    requests: [...view.lookUps, ...(view.newSubject ? [view.newSubject] : []), view.plan.request],
    erpTotal: view.plan.expectedTotal,
    existing: view.existing,
    newCustomer: view.newSubject && nameOfSubject(order, connection),
    missingItems: [...new Set(order.lines.map(({ sku }) => sku))].filter(sku => !view.found.items.has(sku)),
    warnings: [...warnings, ...view.plan.warnings, ...pauses(store, connection)],
    held: heldByDecision(order, decision) ?? heldByErp(connection, order, view),
  }
}

function nameOfSubject(order: CanonicalOrder, connection: ConnectionSetup): string | undefined {
  const choice = chooseSubject(order, connection.policies)
  return choice.kind === 'own' ? choice.subject.name : undefined
}

function connectionFor({ store, connections, chosen }: PreviewInput, order: CanonicalOrder) {
  if (chosen !== undefined) return connections.find(({ code }) => code === chosen)
  return chooseConnection(store, connections, order.storeViewId)
}

const refused = ({ refusal, totals }: Extract<Translation, { ok: false }>): OrderPreview => ({
  order: undefined,
  totals,
  connection: undefined,
  requests: [],
  erpTotal: undefined,
  existing: undefined,
  newCustomer: undefined,
  missingItems: [],
  warnings: [],
  held: { code: refusal.code, ...splitRemedy(refusal.message) },
})

/** A refusal ends with the sentence that says what to do. */
function splitRemedy(text: string): { readonly message: string; readonly remedy: string } {
  const at = text.lastIndexOf('. ') + 1
  return { message: text.slice(0, at).trim(), remedy: text.slice(at).trim() }
}

const REMEDIES: Readonly<Record<Exclude<Decision['phase'], 'preparing'>, string>> = {
  canceled: 'Nothing has to be done.',
  skipped: 'Nothing has to be done, unless the books need it: then enter it in the ERP by hand.',
  waiting: 'It goes on by itself when Magento says so; "orderbridge order push" does not wait.',
}

function heldByDecision(order: CanonicalOrder, decision: Decision): Held | undefined {
  if (decision.phase === 'preparing') return undefined
  const message = `Order ${order.number}: ${decision.reason}.`
  return { code: decision.phase, message, remedy: REMEDIES[decision.phase] }
}

const withoutConnection = (order: CanonicalOrder): Held => ({
  code: `no_connection:${order.storeViewId}`,
  message: `Order ${order.number}: no connection takes orders of store view ${order.storeViewId}.`,
  remedy: 'Add the store view to policies.views of a connection, or take away that setting.',
})

function heldByErp(connection: ConnectionSetup, order: CanonicalOrder, { found, plan }: ErpView): Held | undefined {
  const obstacles = findObstacles(connection, order, found)
  const [first] = obstacles
  if (first) return { code: first.cause, message: obstacles.map(({ title }) => title).join(' '), remedy: first.remedy }
  return plan.hold ?? heldByTotals(connection, order, plan)
}

function heldByTotals(connection: ConnectionSetup, order: CanonicalOrder, plan: SalesDocumentPlan): Held | undefined {
  const obstacle = totalsObstacle(connection, order, plan)
  return obstacle && { code: obstacle.cause, message: obstacle.title, remedy: obstacle.remedy }
}

const pauses = (store: StoreSetup, connection: ConnectionSetup): string[] => [
  ...(store.paused ? [`Store ${store.code} is paused: nothing is sent until it is resumed.`] : []),
  ...(connection.paused ? [`Connection ${connection.code} is paused: nothing is sent until it is resumed.`] : []),
]
