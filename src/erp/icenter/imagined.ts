import type { HttpAnswer, HttpSend } from '../../domain/http.ts'
import { escapeText } from './xml.ts'

/**
 * An iCenter that has every item that is asked for, no order and nothing else, and takes whatever is written. A connector
 * on top of it sends what it would send to a company in this state; nothing is kept and nothing leaves the process.
 */
export function imaginedIcenter(): HttpSend {
  return async ({ method, url }) => {
    const { pathname, searchParams } = new URL(url)
    if (method !== 'GET') return answer(`<CreateResult>${KEYS}<ResultCode>Created</ResultCode></CreateResult>`)
    const item = pathname.endsWith('/Item/GetItems') ? searchParams.get('searchQuery.itemID') : null
    if (item) return answer(`<ArrayOfItem><Item><ItemID>${escapeText(item)}</ItemID></Item></ArrayOfItem>`)
    // One order of somebody else, so that looking for ours by its reference is known to work.
    const reference = searchParams.get('searchQuery.orderReference')
    const isProof = pathname.endsWith('/Order/GetOrderStatus') && (reference === null || reference === PROOF)
    return answer(isProof ? `<ArrayOfOrdersStatus>${STATUS}</ArrayOfOrdersStatus>` : '<ArrayOfNothing />')
  }
}

const PROOF = 'imagined'
const STATUS = `<OrdersStatus><OrderYear>2026</OrderYear><OrderNumber>1</OrderNumber><OrderReference>${PROOF}</OrderReference></OrdersStatus>`
const KEYS = '<Keys><EntityKeyField><Name>Code</Name><Value>new</Value></EntityKeyField></Keys>'

const answer = (xml: string): HttpAnswer => ({
  status: 200,
  headers: {},
  cookies: [],
  body: new TextEncoder().encode(xml),
})
