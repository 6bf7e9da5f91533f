import type { FollowUpFlow } from './follow-ups-schema.ts'
import type { RequestStep } from './request-schema.ts'
import type { FlowSettings } from './settings.ts'
import { placesIn } from './template.ts'

type Step = Pick<RequestStep, 'path' | 'query' | 'body'>

interface NamedStep {
  readonly path: readonly (string | number)[]
  readonly server: string | undefined
}

/** Every request of a flow, and where it stands. */
export function stepsOf(flow: FlowSettings): NamedStep[] {
  const { orders, subjects, items, followUps, changes, catalog, auth, csrf, source } = flow
  const steps: (readonly [readonly (string | number)[], Pick<RequestStep, 'server'> | undefined])[] = [
    [['auth', 'request'], 'request' in auth ? auth.request : undefined],
    [['csrf', 'request'], csrf?.request],
    [['orders', 'find'], orders.find],
    [['orders', 'write'], orders.write],
    [['orders', 'post', 'request'], orders.post?.request],
    [['orders', 'read'], orders.read],
    [['orders', 'cancel'], orders.cancel],
    [['subjects', 'find'], subjects?.find],
    [['subjects', 'create'], subjects?.create],
    [['items', 'find'], items?.find],
    ...Object.entries(followUps).flatMap(([kind, one]) => followUpSteps(['followUps', kind], one)),
    ...changes.map((feed, index) => [['changes', index], feed] as const),
    ...Object.entries(catalog ?? {}).map(([kind, one]) => [['catalog', kind], one] as const),
    [['source', 'auth', 'request'], source && 'request' in source.auth ? source.auth.request : undefined],
    ...(['waiting', 'acknowledge', 'acknowledged'] as const).map(name => [['source', name], source?.[name]] as const),
    ...Object.entries(source?.details ?? {}).map(([name, one]) => [['source', 'details', name], one] as const),
  ]
  return steps.flatMap(([path, step]) => (step ? [{ path, server: step.server }] : []))
}

const followUpSteps = (path: readonly string[], flow: FollowUpFlow | undefined) => [
  [[...path, 'ofOrder'], flow?.ofOrder] as const,
  [[...path, 'read'], flow?.read] as const,
  [[...path, 'pdf'], flow?.pdf] as const,
  ...Object.entries(flow?.details ?? {}).map(([name, one]) => [[...path, 'details', name], one] as const),
]

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
