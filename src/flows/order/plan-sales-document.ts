import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpConnector, SalesDocumentInput, SalesDocumentPlan } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'

/** Our key in the ERP: connection, store and Magento's identity, so that restored or moved databases find it again. */
export const orderbridgeIdOf = (store: string, magentoId: number): string => `${store}-${magentoId}`

export interface PlanInput {
  readonly order: CanonicalOrder
  /** "" is the collective customer. */
  readonly subjectId: string
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
  /** Of the store; decides the document date. */
  readonly timezone: string
}

/** By which people search for it in the ERP. */
export const referenceOf = (
  { store, policies }: Pick<ConnectionSetup, 'store' | 'policies'>,
  { number }: Pick<CanonicalOrder, 'number'>,
): string => policies.reference.replaceAll('{number}', number).replaceAll('{store}', store)

/** What a connector gets to plan from. */
export const inputOf = (
  connection: Pick<ConnectionSetup, 'store' | 'policies'>,
  { order, subjectId, items, timezone }: PlanInput,
): SalesDocumentInput => ({
  order,
  orderbridgeId: orderbridgeIdOf(connection.store, order.magentoId),
  reference: referenceOf(connection, order),
  subjectId,
  items,
  documentDate: dayIn(timezone, order.placedAt),
})

/** The sales document that the connection would get for the order. Pure. */
export const planSalesDocument = async (
  erp: Pick<ErpConnector, 'planSalesDocument'>,
  connection: Pick<ConnectionSetup, 'store' | 'policies'>,
  input: PlanInput,
): Promise<SalesDocumentPlan> => await erp.planSalesDocument(inputOf(connection, input))

/** The calendar day of a moment in a time zone, as ISO date ("sv" writes dates that way). */
export const dayIn = (timeZone: string, moment: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(new Date(moment))
