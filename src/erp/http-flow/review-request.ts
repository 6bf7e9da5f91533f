import { isDeepStrictEqual } from 'node:util'
import type { ErpRequest, RequestReview } from '../connector.ts'
import { isRecord } from './paths.ts'

/**
 * An order that a person has edited, before it is sent. Address, method and what judges the answer stay; our key stays
 * where it was, because the order is found by it. What the ERP would come to only the ERP knows. Pure.
 */
export function reviewRequest(edited: ErpRequest, planned: ErpRequest): RequestReview {
  if (edited.method !== planned.method || edited.path !== planned.path)
    return { refusal: 'Method and address have to stay as they are.' }
  if (!isDeepStrictEqual(edited.context, planned.context))
    return { refusal: 'The context has to stay as it is: it tells how the answer is understood.' }
  if (typeof edited.body !== 'object' || edited.body === null) return { refusal: 'The body has to be a map or a list.' }
  const key = isRecord(planned.context) ? planned.context.orderbridgeId : undefined
  const isLost = typeof key === 'string' && textsOf(planned.body).has(key) && !textsOf(edited.body).has(key)
  return isLost ? { refusal: `${key} is the key by which the order is found again: it has to stay.` } : {}
}

function textsOf(value: unknown): Set<string> {
  if (typeof value === 'string') return new Set([value])
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(Object.values(value).flatMap(inner => [...textsOf(inner)]))
}
