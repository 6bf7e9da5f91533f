import type { CanonicalOrder, Price, TotalsCheck } from '../domain/order.ts'
import type { OrderPreview } from '../flows/order/preview-order.ts'
import { money } from './words.ts'

/** The preview for programs. Amounts are decimal strings in the order's currency; keys stay, new ones may come. */
export function previewAsJson(preview: OrderPreview) {
  const { order, totals, connection, requests, erpTotal, existing, warnings, held } = preview
  return {
    order: order ? orderAsJson(order) : null,
    requests: requests.map(({ method, path, body }) => ({ method, path, body: body ?? null })),
    totals: totalsAsJson(totals),
    warnings,
    ...(connection && {
      connection: {
        code: connection.code,
        kind: connection.kind,
        name: connection.name,
        ...(connection.revision > 0 && { revision: connection.revision }),
      },
    }),
    ...(erpTotal !== undefined && { erpTotal: money(erpTotal) }),
    ...(existing && {
      existing: { id: existing.erpId, number: existing.erpNumber, state: existing.state, total: money(existing.total) },
    }),
    ...(held && { held }),
  }
}

const orderAsJson = (order: CanonicalOrder) => ({
  number: order.number,
  currency: order.currency,
  grandTotal: money(order.grandTotal),
  lines: order.lines.map(line => ({
    sku: line.sku,
    quantity: line.quantity,
    ...priceAsJson(line),
    taxRate: line.taxRate,
    discount: money(line.discount),
  })),
  shipping: priceAsJson(order.shipping),
  fees: order.fees.map(fee => ({ code: fee.code, ...priceAsJson(fee) })),
})

const priceAsJson = ({ net, tax, gross }: Price) => ({ net: money(net), tax: money(tax), gross: money(gross) })

/** null: the order is too broken to say. */
const totalsAsJson = (totals: TotalsCheck | undefined) => ({
  magento: totals ? money(totals.magento) : null,
  sum: totals ? money(totals.sum) : null,
  difference: totals ? money(totals.difference) : null,
})
