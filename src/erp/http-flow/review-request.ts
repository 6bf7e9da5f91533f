import { isDeepStrictEqual } from 'node:util'
import type { ErpRequest, RequestReview } from '../connector.ts'
import { at, isRecord, textOf } from '../paths.ts'
import type { FlowSettings } from './settings.ts'
import { placesOf } from './step-places.ts'

/**
 * An order that a person has edited, before it is sent. Address, method and what judges the answer stay; our key stays
 * where it was, because the order is found by it. What the ERP would come to only the ERP knows. Pure.
 */
export function reviewRequest(edited: ErpRequest, planned: ErpRequest, { orders }: FlowSettings): RequestReview {
  if (edited.method !== planned.method || edited.path !== planned.path)
    return { refusal: 'Method and address have to stay as they are.' }
  if (!isDeepStrictEqual(edited.context, planned.context))
    return { refusal: 'The context has to stay as it is: it tells how the answer is understood.' }
  if (typeof edited.body !== 'object' || edited.body === null) return { refusal: 'The body has to be a map or a list.' }
  const key = keysIn(planned.context, orders).find(one => isElsewhere(one, planned.body, edited.body))
  if (key === undefined) return {}
  return { refusal: `${key} is the key by which the order is found again: it has to stay.` }
}

/** Our key, and what else of the order the existence query of the flow asks for. */
function keysIn(context: unknown, { find }: FlowSettings['orders']): string[] {
  const asked = find ? placesOf(find).filter(place => place === 'reference' || place === 'order.number') : []
  return ['orderbridgeId', ...asked].flatMap(place => textOf(at(context, place.replace('.', '/'))) ?? [])
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
