import type { CanonicalOrder } from '../../domain/order.ts'
import type { FoundItem, FoundSubject, Subject } from '../../domain/subject.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'

type Policies = Pick<ConnectionSetup, 'policies'>

/** What orders need of the ERP before they can be sent: each customer and each item once. */
export interface MasterDataNeeds {
  readonly subjects: ReadonlyMap<string, Subject>
  /** ERP item code by Magento SKU. */
  readonly codes: ReadonlyMap<string, string>
}

/** What the ERP has of it. */
export interface MasterData {
  /** ERP key by subject key. */
  readonly subjects: ReadonlyMap<string, string>
  /** Subjects of which the ERP has more than one: a person decides. */
  readonly ambiguous: ReadonlyMap<string, FoundSubject>
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
  readonly blockedItems: ReadonlyMap<string, FoundItem>
}

/** What the item is called in the ERP, by the connection's rule. */
export const itemCode = ({ policies }: Policies, sku: string): string =>
  (policies.missingItems === 'map' ? policies.itemMap[sku] : undefined) ?? sku

export function needsOf(connection: Policies, orders: readonly CanonicalOrder[]): MasterDataNeeds {
  const subjects = new Map<string, Subject>()
  const codes = new Map<string, string>()
  for (const order of orders) {
    const choice = chooseSubject(order, connection.policies)
    if (choice.kind === 'own') subjects.set(choice.subject.key, choice.subject)
    for (const line of order.lines) codes.set(line.sku, itemCode(connection, line.sku))
  }
  return { subjects, codes }
}

/** The ERP's answer, by subject key and by item code. */
export interface FoundMasterData {
  readonly subjects: ReadonlyMap<string, FoundSubject>
  readonly items: ReadonlyMap<string, FoundItem>
}

/** Asks the ERP for all of it in as few calls as it allows. Reads only. */
export async function askForMasterData(
  erp: Pick<ErpConnector, 'findSubjects' | 'findItems'>,
  { subjects, codes }: MasterDataNeeds,
): Promise<FoundMasterData> {
  const [foundSubjects, foundItems] = await Promise.all([
    subjects.size > 0 ? erp.findSubjects([...subjects.values()]) : new Map<string, FoundSubject>(),
    codes.size > 0 ? erp.findItems([...new Set(codes.values())]) : new Map<string, FoundItem>(),
  ])
  return { subjects: foundSubjects, items: foundItems }
}

/** What can be used of the answer, and what a person has to decide. Pure. */
export function judgeMasterData({ codes }: MasterDataNeeds, found: FoundMasterData): MasterData {
  const items = [...codes].flatMap(([sku, code]) => {
    const item = found.items.get(code)
    return item ? [[sku, item] as const] : []
  })
  const certain = [...found.subjects].filter(([, subject]) => subject.ambiguousWith.length === 0)
  return {
    subjects: new Map(certain.map(([key, subject]) => [key, subject.erpId])),
    ambiguous: new Map([...found.subjects].filter(([, subject]) => subject.ambiguousWith.length > 0)),
    items: new Map(items.filter(([, item]) => !item.blocked).map(([sku, item]) => [sku, item.erpId])),
    blockedItems: new Map(items.filter(([, item]) => item.blocked)),
  }
}
