import { absolute, amount, compare, fixed, subtract } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { SalesDocumentPlan } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { ProblemText } from '../problem/open-problem.ts'
import type { MasterData } from './master-data.ts'

/** Why an order cannot be sent yet, by what the ERP has; one problem for each item, so that orders with the same gap wait together. Pure. */
export function findObstacles(connection: ConnectionSetup, order: CanonicalOrder, found: MasterData): ProblemText[] {
  const base = { store: connection.store, connection: connection.code }
  const skus = [...new Set(order.lines.map(line => line.sku))].filter(sku => !found.items.has(sku))
  const items = skus.map((sku): ProblemText => {
    const blocked = found.blockedItems.get(sku)
    return blocked
      ? {
          ...base,
          cause: `item_blocked:${connection.code}:${sku}`,
          title: `${connection.name} does not sell item ${sku}.`,
          remedy: 'Release the item in the ERP, or map the SKU to another one; the orders go on by themselves.',
          detail: blocked.blocked ?? '',
        }
      : {
          ...base,
          cause: `item_missing:${connection.code}:${sku}`,
          title: `${connection.name} does not know item ${sku}.`,
          remedy: 'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.',
        }
  })
  const choice = chooseSubject(order, connection.policies)
  const double = choice.kind === 'own' ? found.ambiguous.get(choice.subject.key) : undefined
  if (double)
    items.push({
      ...base,
      cause: `subject_ambiguous:${connection.code}:${order.number}`,
      title: `Order ${order.number}: the ERP has more than one customer that fits (${[double.erpId, ...double.ambiguousWith].join(', ')}).`,
      remedy:
        'Merge the customers in the ERP, or give the right one the VAT id and take it from the others; then try again.',
    })
  if (
    choice.kind === 'own' &&
    !double &&
    !found.subjects.has(choice.subject.key) &&
    connection.policies.missingSubjects === 'hold'
  )
    items.push({
      ...base,
      cause: `subject_missing:${connection.code}:${order.number}`,
      title: `Order ${order.number}: its customer is not in ${connection.name}.`,
      remedy:
        'Create the customer in the ERP, then try again; or let the connection create customers (policies.missingSubjects): the order goes on by itself then.',
    })
  return items
}

/** The ERP would come to another total than Magento, by more than the connection tolerates. Pure. */
export function totalsObstacle(
  connection: ConnectionSetup,
  order: CanonicalOrder,
  plan: SalesDocumentPlan,
): ProblemText | undefined {
  const difference = subtract(plan.expectedTotal, order.grandTotal)
  if (compare(absolute(difference), amount(connection.policies.tolerance)) <= 0) return undefined
  return {
    store: connection.store,
    connection: connection.code,
    cause: `totals_differ:${connection.code}:${order.number}`,
    title: `Order ${order.number}: ${connection.name} would come to ${fixed(plan.expectedTotal, 2)} instead of ${fixed(order.grandTotal, 2)} ${order.currency}.`,
    remedy: 'Check the tax and freight mapping with "orderbridge order preview"; then try again.',
  }
}
