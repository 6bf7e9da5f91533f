import { isRecord } from '../paths.ts'
import type { ReadStep } from './request-schema.ts'
import type { FlowSettings } from './settings.ts'
import { needsPlan, placesOf, stepsOf } from './step-places.ts'
import { placesIn, TemplateError } from './template.ts'
import { isZone } from './times.ts'

/** What each setting alone does not show. Messages are for people who write flows. */
export interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly message: string
}

export function contradictions(flow: FlowSettings): Contradiction[] {
  const templates = templateMistakes(flow)
  if (templates.length > 0) return templates // the others read what templates name
  return [
    ...accessMistakes(flow),
    ...orderMistakes(flow),
    ...followUpMistakes(flow),
    ...feedMistakes(flow),
    ...zoneMistakes(flow),
  ]
}

/** Names of the secrets that the flow's templates use. */
export const secretsIn = (flow: unknown): string[] => [
  ...new Set(
    textsIn(flow).flatMap(({ text }) => {
      const names = [...text.matchAll(/\{\{\s*secret\.(\w+)/g)]
      return names.map(([, name = '']) => name)
    }),
  ),
]

interface Text {
  readonly path: readonly (string | number)[]
  readonly text: string
}

function textsIn(value: unknown, path: readonly (string | number)[] = []): Text[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((inner, index) => textsIn(inner, [...path, index]))
  return isRecord(value) ? Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key])) : []
}

/** Languages of their own, in which {{ means something else. */
const isCode = ({ path }: Text): boolean => ['script', 'expression', 'spec'].some(name => path.includes(name))
/** Requests are kept and shown, but for headers and log-ins. */
const mayHoldSecret = ({ path }: Text): boolean =>
  path[path[0] === 'source' ? 1 : 0] === 'auth' ||
  path.includes('headers') ||
  (path[0] === 'callbacks' && path.includes('proof'))

function templateMistakes(flow: FlowSettings): Contradiction[] {
  return textsIn(flow).flatMap(text => {
    if (isCode(text)) return []
    try {
      const isOpen = placesIn(text.text).some(place => place.startsWith('secret.')) && !mayHoldSecret(text)
      return isOpen
        ? [
            {
              path: text.path,
              message:
                'a secret may stand in auth, headers and callbacks.proof only: what is sent here is kept and shown',
            },
          ]
        : []
    } catch (cause) {
      if (!(cause instanceof TemplateError)) throw cause
      return [{ path: text.path, message: cause.message }]
    }
  })
}

function accessMistakes(flow: FlowSettings): Contradiction[] {
  const wrong: Contradiction[] = []
  const add = (path: readonly (string | number)[], message: string) => wrong.push({ path, message })
  for (const [name, server] of Object.entries(flow.servers))
    if (flow.url.startsWith('https:') && !server.startsWith('https:'))
      add(['servers', name], 'has to be https, as url is: our credentials go there')
  for (const { path, server } of stepsOf(flow)) {
    const known = path[0] === 'source' ? [] : Object.keys(flow.servers)
    if (server !== undefined && !known.includes(server))
      add([...path, 'server'], `is ${server}, and there is no servers.${server}`)
  }
  for (const [path, auth] of [
    [['auth'], flow.auth],
    [['source', 'auth'], flow.source?.auth],
  ] as const)
    if (auth?.kind === 'oauth2' && (auth.clientSecret === undefined) === (auth.assertion === undefined))
      add([...path, 'clientSecret'], 'or assertion is needed, one of the two')
  return wrong
}

function orderMistakes({ orders }: FlowSettings): Contradiction[] {
  const { find, write, read } = orders
  const wrong: Contradiction[] = []
  const add = (path: (string | number)[], message: string) => wrong.push({ path: ['orders', ...path], message })
  if (!find && write.idempotencyHeader === undefined)
    add(
      ['find'],
      'is missing: after a lost answer nobody could tell whether the order is in the ERP. Describe the query, or name the header by which the ERP keeps a repeated write from making a second order (write.idempotencyHeader)',
    )
  const { id, idHeader, script } = write.check
  if (!find && id === undefined && idHeader === undefined && script === undefined)
    add(['write', 'check', 'id'], 'is missing: without find nothing else tells the key of the new order')
  if (find && find.paging.kind !== 'none')
    add(['find', 'paging'], 'has to be none: the answer is about the keys that were asked for')
  if (find && find.fields.total === undefined && !read)
    add(
      ['find', 'fields', 'total'],
      'is missing, and there is no orders.read that tells it: totals could not be compared',
    )
  if (find && find.perCall > 1 && find.fields.orderbridgeId === undefined)
    add(['find', 'fields', 'orderbridgeId'], 'is missing: with several keys in one call each row has to tell its own')
  if (find && find.perCall > 1 && needsPlan(find))
    add(['find', 'perCall'], 'is above 1: then the query may name {{keys}} only, not the order or its reference')
  for (const [name, step, places] of [
    ['find', find, ['keys']],
    ['read', read, ['ids']],
  ] as const)
    if (step && step.perCall > 1 && !names(step, places))
      add([name, 'perCall'], `is above 1, and the request does not use {{${places.join()}}}`)
  return wrong
}

const names = (step: ReadStep, places: readonly string[]): boolean =>
  placesOf(step).some(place => places.includes(place))

const KINDS = ['shipment', 'invoice', 'credit_note'] as const

function followUpMistakes({ followUps, orders }: FlowSettings): Contradiction[] {
  const wrong: Contradiction[] = []
  for (const kind of KINDS) {
    const flow = followUps[kind]
    if (!flow) continue
    const add = (path: string[], message: string) => wrong.push({ path: ['followUps', kind, ...path], message })
    const { lines, pdf } = flow
    if (lines?.line === undefined && orders.read?.fields.lines === undefined)
      add(['lines'], 'has no line: then orders.read has to tell the lines of the order (fields.lines)')
    if (lines && lines.line === undefined && lines.item === undefined)
      add(['lines'], 'needs line or item: by one of them a line is found in the order')
    if (flow.ofOrder.key !== undefined && !flow.read)
      add(['ofOrder', 'key'], 'names documents that are read by read, and there is no read')
    if (flow.read && flow.fields.order === undefined && lines?.order === undefined)
      add(['fields', 'order'], 'is missing: read by its own key, a document has to tell its sales document')
    if (pdf && pdf.source !== 'body' && pdf.field === undefined)
      add(['pdf', 'field'], `is missing: where the answer has the ${pdf.source === 'url' ? 'address' : 'base64 text'}`)
  }
  return wrong
}

function feedMistakes({ changes, followUps, orders }: FlowSettings): Contradiction[] {
  return changes.flatMap((feed, index) => {
    const wrong: Contradiction[] = []
    const add = (path: (string | number)[], message: string) =>
      wrong.push({ path: ['changes', index, ...path], message })
    const { entity } = feed
    if (entity === 'sales_document') {
      if (!orders.read) add(['entity'], 'is sales_document, and there is no orders.read to look at what changed')
      for (const [place, kind] of feed.followUps.entries())
        if (!followUps[kind]) add(['followUps', place], `is ${kind}, and there is no followUps.${kind}`)
      return wrong
    }
    const flow = followUps[entity]
    if (!flow) add(['entity'], `is ${entity}, and there is no followUps.${entity} to look at what changed`)
    if (flow && !flow.read && feed.order === undefined)
      add(['order'], `is missing: followUps.${entity} is read through the sales document`)
    return wrong
  })
}

function zoneMistakes(flow: FlowSettings): Contradiction[] {
  const zones = [
    { path: ['zone'], zone: flow.zone },
    ...flow.changes.map(({ moments }, index) => ({ path: ['changes', index, 'moments', 'zone'], zone: moments.zone })),
    ...(['items', 'stock', 'prices'] as const).map(kind => ({
      path: ['catalog', kind, 'moments', 'zone'],
      zone: flow.catalog?.[kind]?.moments.zone,
    })),
  ]
  return zones.flatMap(({ path, zone }) =>
    zone === undefined || isZone(zone) ? [] : [{ path, message: 'must be a name like Europe/Vienna' }],
  )
}
