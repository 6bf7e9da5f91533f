import assert from 'node:assert/strict'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpConnector, ErpRequest, SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import type { Bench } from './bench.ts'
import { inputOf, orderOf, PERSONAL } from './orders.ts'

/** What nearly every case does. */

export interface Placed {
  readonly key: string
  readonly plan: SalesDocumentPlan
  readonly document: SalesDocument
  readonly erpId: string
}

/** What was planned under which key: the push hands it to look-ups, as some ERPs can be asked for nothing else. */
const planned = new WeakMap<Bench, Map<string, ErpRequest>>()

/** The plan of an order that has to be possible to send. */
export async function planOf(
  bench: Bench,
  key: string,
  order: CanonicalOrder = orderOf(bench.facts),
  changes: Partial<SalesDocumentInput> = {},
): Promise<SalesDocumentPlan> {
  const plan = await bench.erp.planSalesDocument(inputOf(bench, order, { orderbridgeId: key, ...changes }))
  assert.equal(plan.hold, undefined, `the order was held: ${plan.hold?.message}`)
  planned.set(bench, (planned.get(bench) ?? new Map()).set(key, plan.request))
  return plan
}

/** Creates a sales document under our key. */
export async function place(
  bench: Bench,
  key: string,
  order?: CanonicalOrder,
  changes: Partial<SalesDocumentInput> = {},
): Promise<Placed> {
  const plan = await planOf(bench, key, order, changes)
  const document = await bench.erp.createSalesDocument(plan.request)
  return { key, plan, document, erpId: document.erpId }
}

/** Looks for our keys as the push does. */
export const find = (
  bench: Bench,
  keys: readonly string[],
  erp: ErpConnector = bench.erp,
): Promise<ReadonlyMap<string, SalesDocument>> => erp.findSalesDocuments(keys, planned.get(bench))

/** The document that the ERP has under the key. */
export async function found(bench: Bench, key: string): Promise<SalesDocument> {
  const document = (await find(bench, [key])).get(key)
  assert.ok(document, `${key} is not found`)
  return document
}

/** @returns the classified failure; everything else that may come of the call is wrong. */
export async function failureOf(bench: Bench, call: Promise<unknown>, what = 'the call'): Promise<RemoteError> {
  const outcome = await call.then(
    answer => ({ answer }),
    (error: unknown) => ({ error }),
  )
  if ('answer' in outcome) {
    assert.fail(`${what} should have failed, and answered ${JSON.stringify(outcome.answer)?.slice(0, 200)}`)
  }
  const { error } = outcome
  assert.ok(error instanceof RemoteError, `${what} threw ${String(error)}, which is not classified`)
  assertPresentable(bench, error, what)
  return error
}

/** Code and message can be shown, stored and grouped by. */
export function assertPresentable(bench: Bench, { code, message }: RemoteError, what: string): void {
  assert.match(code, new RegExp(`^${bench.kind.kind}:\\S`), `${what}: the code says which connector it is from`)
  assert.notEqual(message.trim(), '', `${what}: the message says what happened`)
  assert.ok(message.length <= 2_000, `${what}: the message is ${message.length} characters long`)
  assertDiscreet(bench, `${code} ${message}`, what)
}

/** No password, no key, nothing about the shopper. */
export function assertDiscreet({ facts }: Bench, text: string, what: string): void {
  for (const word of [...facts.secrets, ...PERSONAL]) {
    assert.ok(!text.includes(word), `${what}: a secret or personal word is in "${text}"`)
  }
}

/** What is stored as JSON comes back as it was: no dates, no maps, no numbers that JSON does not have. */
export function assertStorable(value: unknown, what: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${what}: ${value} is no number in JSON`)
  assert.ok(!/^(bigint|symbol|function)$/.test(typeof value), `${what}: a ${typeof value} is not kept in JSON`)
  if (typeof value !== 'object' || value === null) return
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  assert.ok(isPlain, `${what}: ${value.constructor.name} is not kept in JSON`)
  for (const part of Object.values(value)) assertStorable(part, what)
}

/** For optional acts of people that the case has asked for by `needs`. */
export function has<T>(part: T | undefined, what: string): T {
  assert.ok(part !== undefined, `the harness does not say that it lacks it, and has no ${what}`)
  return part
}
