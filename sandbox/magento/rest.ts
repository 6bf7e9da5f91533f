import { z } from 'zod'
import { internalError, MagentoError, wrongType } from './magento-error.ts'
import { type ListOptions, parseSearchCriteria, search } from './search-criteria.ts'
import type { Shop } from './shop.ts'

export interface RestRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  /** "default", "sl", "all"; undefined when the URL names none. */
  readonly storeCode: string | undefined
}

/** One REST route: below /rest/V1, /rest/<store>/V1 and /rest/all/V1. */
export interface Route {
  /** Below /rest/async/bulk/V1 and /rest/<store>/async/bulk/V1 instead, answered with 202. */
  readonly queued?: true
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** The ACL resource of webapi.xml; 'anonymous' needs no token. */
  readonly resource: string
  readonly handle: (request: RestRequest) => unknown
}

/**
 * A path id the way PHP casts it: "000000002" is 2, "abc" is refused (recordings order-get-increment-id-as-id,
 * order-get-id-text).
 */
export function idParameter(params: Readonly<Record<string, string>>, name = 'id'): number {
  const text = params[name] ?? ''
  if (!/^\d{1,15}$/.test(text)) throw wrongType(undefined, text, 'int')
  return Number(text)
}

/** PHP takes numbers in quotes for numbers. The message of a refusal is the name of the PHP type: parseBody says it. */
const numeric = (value: unknown) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value)
export const phpInt = z.preprocess(numeric, z.int('int'))
export const phpFloat = z.preprocess(numeric, z.number('float'))
export const phpBoolean = z.preprocess(
  value => (value === 1 || value === '1' ? true : value === 0 || value === '0' ? false : value),
  z.boolean(),
)

export const itemsSchema = z
  .array(z.strictObject({ order_item_id: phpInt, qty: phpFloat, extension_attributes: z.unknown().optional() }))
  .nullish()

export const documentCommentSchema = z
  .strictObject({
    comment: z.string(),
    is_visible_on_front: phpInt.nullish(),
    extension_attributes: z.unknown().optional(),
  })
  .nullish()

/**
 * Answers a search over rows in the shape of all Magento lists. Sales lists answer 500 for a field that does not exist
 * (orders-list-error-bad-field); others hand in their own error.
 */
export function answerList<T extends object>(
  shop: Shop,
  query: URLSearchParams,
  rows: readonly T[],
  output: (row: T) => unknown,
  options: Partial<ListOptions> = {},
): { items: unknown[]; search_criteria: unknown; total_count: number } {
  const criteria = parseSearchCriteria(query)
  checkPageSize(shop, criteria.page_size ?? 0)
  const { page, total } = search(rows, criteria, {
    isField: field => SALES_COLUMNS.has(field) || rows.some(row => field in row),
    unknownField: () => internalError(shop.random),
    ...options,
  })
  return { items: page.map(output), search_criteria: criteria, total_count: total }
}

/** Recording limits-on-orders-pagesize-300. */
function checkPageSize({ inputLimit: max }: Shop, size: number): void {
  if (max !== undefined && size > max) throw new MagentoError(400, 'Maximum SearchCriteria pageSize is %max', { max })
}

/** Comments come as a list that was searched by its parent (recordings order-comments-get-empty, invoice-comments). */
export const commentList = (parentId: number, items: readonly unknown[]) => ({
  items,
  search_criteria: {
    filter_groups: [{ filters: [{ field: 'parent_id', value: String(parentId), condition_type: 'eq' }] }],
  },
  total_count: items.length,
})

/** Columns that may be null in every row, so that no row shows them. */
const SALES_COLUMNS = new Set(
  `entity_id increment_id order_id store_id state status created_at updated_at grand_total base_grand_total total_due
  total_paid total_invoiced total_refunded total_canceled customer_id customer_email customer_firstname customer_lastname
  customer_taxvat customer_group_id customer_is_guest ext_order_id ext_customer_id coupon_code quote_id remote_ip
  hold_before_state hold_before_status is_virtual order_currency_code base_currency_code subtotal shipping_amount
  tax_amount discount_amount relation_parent_real_id original_increment_id transaction_id invoice_id total_qty
  parent_id comment item_id sku order_item_id track_number`.split(/\s+/),
)
