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
  const isLost = typeof key === 'string' && isElsewhere(key, planned.body, edited.body)
  return isLost ? { refusal: `${key} is the key by which the order is found again: it has to stay.` } : {}
}

/** In another field nobody looks for it. Where it is only a part of texts, those have to stay whole. */
function isElsewhere(key: string, planned: unknown, edited: unknown): boolean {
  const [before, after] = [textsIn(planned), textsIn(edited)]
  const alone = before.filter(({ text }) => text === key)
  const wanted = alone.length > 0 ? alone : before.filter(({ text }) => text.includes(key))
  return wanted.some(({ place, text }) => !after.some(one => one.place === place && one.text === text))
}

interface Text {
  /** "/lines[]/reference": a line may go, and those behind it come forward. */
  readonly place: string
  readonly text: string
}

function textsIn(value: unknown, place = ''): Text[] {
  if (typeof value === 'string') return [{ place, text: value }]
  if (Array.isArray(value)) return value.flatMap(inner => textsIn(inner, `${place}[]`))
  return isRecord(value) ? Object.entries(value).flatMap(([name, inner]) => textsIn(inner, `${place}/${name}`)) : []
}
