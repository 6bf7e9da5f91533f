import type { RequestStep } from './request-schema.ts'
import { placesIn } from './template.ts'

type Step = Pick<RequestStep, 'path' | 'query' | 'body'>

/** What the request of a step names: "order.number", "since". */
export const placesOf = ({ path, query, body }: Step): string[] =>
  [path, ...Object.values(query), ...textsIn(body)].flatMap(placesIn)

function textsIn(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree]
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(textsIn) : []
}

/** Whether the step asks for changes only; one that does not always gives everything. */
export const asksSince = (step: Step): boolean => placesOf(step).includes('since')

/** Whether the query for an order needs more than our key: only its planned request knows that. */
export const needsPlan = (step: Step): boolean =>
  placesOf(step).some(place => /^(order|attributes)\.|^reference$/.test(place))
