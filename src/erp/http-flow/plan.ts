import { createHash } from 'node:crypto'
import { type Amount, add, amount, multiply, round, ZERO } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import { rowsAt } from '../paths.ts'
import { rowsWhen } from './conditions.ts'
import type { FlowContext } from './context.ts'
import { needAmount, readAmount, Unfit } from './fields.ts'
import type { Mapping } from './orders-schema.ts'
import { renderPath } from './render-request.ts'
import { runTransform } from './run-transform.ts'
import type { FlowSettings } from './settings.ts'
import { renderText, renderTree, TemplateError, type Unmapped } from './template.ts'
import { limitTexts } from './text.ts'
import type { Cage } from './transform/cage.ts'
import { TransformError } from './transform/transform.ts'

type Hold = NonNullable<SalesDocumentPlan['hold']>

/** What scripts and mappings get: plain JSON, every amount a decimal string. docs/http-flow.md describes it. */
export const orderInput = (input: SalesDocumentInput) => ({
  order: {
    ...input.order,
    lines: input.order.lines.map((line, index) => ({
      ...line,
      position: index + 1,
      itemCode: input.items.get(line.sku) ?? line.sku,
    })),
  },
  orderbridgeId: input.orderbridgeId,
  reference: input.reference,
  subjectId: input.subjectId,
  documentDate: input.documentDate,
})

/** What `orderInput` adds to the canonical order, for editors. */
export const INPUT_PLACES = [
  'order.lines[].position',
  'order.lines[].itemCode',
  'orderbridgeId',
  'reference',
  'subjectId',
  'documentDate',
  'attributes',
] as const

interface Planning {
  readonly settings: FlowSettings
  readonly cage: Cage
  readonly input: SalesDocumentInput
  readonly warnings: string[]
  readonly log: (text: string) => void
  attributes: Readonly<Record<string, string>>
  /** Why the order cannot be sent; the first reason counts. */
  held?: Hold
}

/**
 * Script and mapping of the flow make the body of the write. The same order gives the same plan: scripts get the order's
 * own time and a seed of our key. Held with the reason when a filter, a script or a missing word stands in the way.
 */
export async function planSalesDocument(
  input: SalesDocumentInput,
  settings: FlowSettings,
  cage: Cage,
  log: (text: string) => void,
): Promise<SalesDocumentPlan> {
  const planning: Planning = { settings, cage, input, warnings: [], log, attributes: {} }
  checkFilters(planning)
  const body = await makeBody(planning)
  const { attributes, warnings } = planning
  for (const [name, text] of Object.entries(attributes)) if (name.startsWith('log.')) warnings.push(`${name}: ${text}`)
  const total = totalOf(planning, body)
  const { write, lineNumbers } = settings.orders
  return {
    request: { method: write.method, path: pathOf(planning), body, context: contextFor(planning, total) },
    lines: input.order.lines.map((line, index) => ({
      itemId: line.id,
      erpLine: lineNumbers.by === 'id' ? line.id : lineNumbers.first + index * lineNumbers.step,
    })),
    expectedTotal: total,
    warnings,
    ...(planning.held && { hold: planning.held }),
  }
}

function hold(planning: Planning, code: string, message: string, remedy: string): void {
  planning.held ??= { code, message: `Order ${planning.input.order.number}: ${message}`, remedy }
}

/** @param where orders that stop at the same place wait together */
function fail(planning: Planning, where: string, what: string): undefined {
  const message = `the flow ${planning.settings.flow} stopped, ${what.slice(0, 300)}.`
  const remedy = 'Mend script or mapping of the connection and apply it; the order goes on with what it says then.'
  hold(planning, `flow_failed:${where}`, message, remedy)
}

function checkFilters(planning: Planning): void {
  const { filters } = planning.settings.orders
  const { order } = planning.input
  const refuse = (what: string, value: string) => {
    const message = `its ${what.replace('_', ' ')} ${value} does not pass the filter of flow ${planning.settings.flow}.`
    const remedy = 'Add it to orders.filters of the connection, or skip the order.'
    hold(planning, `flow_filter:${what}`, message, remedy)
  }
  if (filters.views && !filters.views.includes(order.storeViewId)) refuse('store_view', String(order.storeViewId))
  if (filters.statuses && !filters.statuses.includes(order.status)) refuse('status', order.status)
  if (filters.payments && !filters.payments.includes(order.payment.method)) refuse('payment', order.payment.method)
}

async function makeBody(planning: Planning): Promise<unknown> {
  const { script, mapping } = planning.settings.orders
  let data: unknown = orderInput(planning.input)
  try {
    if (script !== undefined) data = await run(planning, { kind: 'script', source: script }, data)
    data = mapping === undefined ? data : await map(planning, mapping, data)
    if (typeof data !== 'object' || data === null) {
      return fail(planning, 'output', 'script and mapping gave nothing to send')
    }
    return limited(planning, data)
  } catch (cause) {
    if (!(cause instanceof TransformError || cause instanceof TemplateError)) throw cause
    if (cause instanceof TemplateError) return fail(planning, 'template', cause.message)
    const line = cause.line === undefined ? '' : `line ${cause.line}: `
    return fail(planning, `${cause.kind}:${cause.line ?? 0}`, `${line}${cause.message}`)
  }
}

/** A key that was cut would never be found again, and the order be written once more. */
function limited(planning: Planning, data: object): unknown {
  const { input, settings, warnings } = planning
  const body = limitTexts(data, settings.textLimits, warnings)
  const holds = (value: unknown) => JSON.stringify(value).includes(input.orderbridgeId)
  if (!holds(data) || holds(body)) return body
  const remedy = 'Raise textLimits of the connection for this field, or take a shorter store code.'
  hold(planning, 'key_too_long', `our key ${input.orderbridgeId} is longer than the textLimits of its field.`, remedy)
  return body
}

async function map(planning: Planning, mapping: Mapping, data: unknown): Promise<unknown> {
  if (mapping.kind === 'jsonata') return await run(planning, mapping, data)
  if (mapping.kind === 'jolt') return await run(planning, { kind: 'jolt', spec: mapping.spec }, data)
  const unmapped: Unmapped = []
  const vars = { ...(typeof data === 'object' && data), attributes: planning.attributes }
  const body = renderTree(mapping.body, vars, unmapped)
  const [first] = unmapped
  if (first) {
    const message = `"${first.value}" of ${first.place} is not mapped.`
    const remedy = 'Add it to the $map of the flow, or give an $otherwise.'
    hold(planning, `mapping_missing:${first.place}:${first.value}`, message, remedy)
  }
  return body
}

async function run(planning: Planning, transform: Parameters<Cage['run']>[0], data: unknown): Promise<unknown> {
  const { order, orderbridgeId } = planning.input
  const done = await runTransform(planning, transform, data, planning.attributes, {
    now: new Date(order.updatedAt),
    random: seedOf(orderbridgeId),
  })
  planning.attributes = done.attributes
  planning.warnings.push(
    ...done.log.filter(({ level }) => level === 'warn' || level === 'error').map(({ text }) => text),
  )
  return done.output
}

const seedOf = (key: string): number => createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32

/** As a script says, as the body adds up, or else what the order comes to: the flow hands its amounts over. */
function totalOf(planning: Planning, body: unknown): Amount {
  const { grandTotal } = planning.input.order
  const { addsUp } = planning.settings.orders
  const said = planning.attributes.expected_total
  try {
    if (said !== undefined) return amount(said)
    return addsUp === undefined || body === undefined ? grandTotal : addUp(body, addsUp, planning.settings)
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof Unfit)) throw cause
    fail(
      planning,
      'total',
      said === undefined ? `addsUp: ${cause.message}` : 'the attribute expected_total is not a number',
    )
    return grandTotal
  }
}

function addUp(
  body: unknown,
  parts: NonNullable<FlowSettings['orders']['addsUp']>,
  { decimalComma }: FlowSettings,
): Amount {
  const values = parts.flatMap(part =>
    rowsWhen(rowsAt(body, part.rows), part.when).map(row => {
      const value = needAmount(row, part.amount, decimalComma, 'an amount')
      const times = readAmount(row, part.times, decimalComma)
      return times === undefined ? value : round(multiply(value, times), 2)
    }),
  )
  return add(ZERO, ...values)
}

function pathOf(planning: Planning): string {
  const { write } = planning.settings.orders
  const vars = { ...orderInput(planning.input), attributes: planning.attributes }
  try {
    const query = new URLSearchParams()
    for (const [name, template] of Object.entries(write.query)) {
      const value = renderText(template, vars)
      if (value !== undefined && value !== '') query.set(name, value)
    }
    const path = renderPath(write.path, vars)
    return query.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause
    fail(planning, 'path', cause.message)
    return '/'
  }
}

function contextFor(planning: Planning, total: Amount): FlowContext {
  const { flow, version, orders } = planning.settings
  const { order, orderbridgeId, reference } = planning.input
  return {
    flow,
    version,
    orderbridgeId,
    reference,
    order: keyOf(order),
    total,
    currency: order.currency,
    attributes: planning.attributes,
    write: orders.write,
    ...(orders.post && { post: orders.post }),
  }
}

const keyOf = ({ number, magentoId }: CanonicalOrder) => ({ number, magentoId })
