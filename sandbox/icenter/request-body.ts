import { BadRequest } from './answer.ts'
import type { Element } from './xml.ts'

/**
 * @returns the document element when it is the model that the call takes; an array of one model is accepted with its
 *   first row.
 * @throws BadRequest for anything else: the framework could not bind it
 */
export function bodyOf(body: Element | undefined, model: string): Element {
  if (body?.name === model) return body
  const [first] = body?.name === `ArrayOf${model}` ? body.children : []
  if (first?.name === model) return first
  throw new BadRequest('The request is invalid.')
}
