import { type Amount, add, compare, isZero, ZERO } from '../domain/amount.ts'
import type { CanonicalOrder, TotalsCheck } from '../domain/order.ts'
import type { ErpRequest } from '../erp/connector.ts'
import type { OrderPreview } from '../flows/order/preview-order.ts'
import { indent, moment, money, numberTable } from './words.ts'

/**
 * The preview for people: the order, what is asked and sent, whether it adds up, and the verdict last.
 * @param origin where the settings come from. @param imagined nothing was looked up.
 */
export function describePreview(preview: OrderPreview, origin: string, imagined: boolean): string[] {
  const { order, totals, connection, requests, erpTotal, warnings } = preview
  // 0: settings of a file, which have no revision.
  const revision = connection && connection.revision > 0 ? `configuration ${connection.revision}, ` : ''
  const target = connection ? `${connection.name} (${connection.code}), ${revision}${origin}` : origin
  return [
    ...(order ? [...describeOrder(order), `To     ${target}`, ''] : []),
    ...(order ? [...describeLines(order), ''] : []),
    ...describeTotals(totals, order?.currency, connection?.name, erpTotal),
    ...describeRequests(requests, imagined),
    ...(warnings.length > 0 ? ['Warnings', ...indent(warnings), ''] : []),
    ...verdict(preview),
  ]
}

const describeOrder = (order: CanonicalOrder): string[] => [
  `Order  ${order.number}, ${order.state} (${order.status}), placed ${moment(new Date(order.placedAt))} UTC`,
  `From   ${order.customer.firstName} ${order.customer.lastName}`.trimEnd() +
    (order.customer.id === undefined ? ', guest' : `, customer ${order.customer.id}`),
]

function describeLines(order: CanonicalOrder): string[] {
  const discounts = add(...order.lines.map(line => line.discount), order.shipping.discount)
  const rows = [
    ...order.lines.map(line => ({
      ...line,
      label: line.sku,
      quantity: line.quantity as string,
      discount: line.discount,
    })),
    {
      ...order.shipping,
      label: order.shipping.method ?? 'no shipping',
      quantity: '',
      discount: order.shipping.discount,
    },
    ...order.fees.map(fee => ({ ...fee, label: fee.code, quantity: '', discount: undefined })),
  ]
  const sum = (pick: (row: { net: Amount; tax: Amount; gross: Amount }) => Amount) => money(add(...rows.map(pick)))
  return numberTable(
    ['', 'quantity', 'tax %', 'discount', 'net', 'tax', `gross ${order.currency}`],
    [
      ...rows.map(row => [
        row.label,
        row.quantity,
        row.taxRate,
        row.discount === undefined || isZero(row.discount) ? '' : money(row.discount),
        money(row.net),
        money(row.tax),
        money(row.gross),
      ]),
      ['Sum', '', '', isZero(discounts) ? '' : money(discounts), sum(r => r.net), sum(r => r.tax), sum(r => r.gross)],
    ],
    [1, 2, 3, 4, 5, 6],
  )
}

function describeTotals(
  totals: TotalsCheck | undefined,
  currency = '',
  erpName: string | undefined,
  erpTotal: Amount | undefined,
): string[] {
  if (!totals) return []
  const rows = [
    ['Magento', money(totals.magento)],
    ['Sum of the parts', money(totals.sum)],
    ['Difference', money(totals.difference)],
    ...(erpTotal === undefined ? [] : [[`${erpName ?? 'ERP'} will compute`, money(erpTotal)]]),
  ]
  return [...numberTable(['Totals', currency], rows, [1]), '']
}

function describeRequests(requests: readonly ErpRequest[], imagined: boolean): string[] {
  if (requests.length === 0) return []
  const lookUps = requests.filter(({ method }) => method === 'GET')
  const writes = requests.filter(({ method }) => method !== 'GET')
  const note = imagined ? ' (not made: every item is taken as known, the customer as new)' : ''
  return [
    ...(lookUps.length > 0
      ? [`Look-ups${note}`, ...indent(lookUps.map(each => `GET ${readable(each.path)}`)), '']
      : []),
    ...writes.flatMap(({ method, path, body }) => [
      `${method} ${path}`,
      ...indent((JSON.stringify(body, null, 2) ?? '').split('\n')),
      '',
    ]),
  ]
}

/** Filters as people read them; --json has them as they are sent. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function verdict({ order, held, existing, connection, erpTotal }: OrderPreview): string[] {
  if (held) return [`Held: ${held.message}`, `To do: ${held.remedy}`]
  const name = connection?.name ?? 'the ERP'
  const number = order?.number ?? ''
  if (existing)
    return [`Order ${number} is in ${name} already, as ${existing.erpNumber}: it would not be sent a second time.`]
  const total = erpTotal ?? ZERO
  const amounts =
    order && compare(total, order.grandTotal) === 0
      ? `${money(total)} ${order.currency} on both sides`
      : `${money(total)} ${order?.currency} there, ${order ? money(order.grandTotal) : ''} in Magento, which its tolerance allows`
  return [`Order ${number} would be sent to ${name}: ${amounts}.`]
}
