import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Invoice, Order } from '../../sandbox/magento/records.ts'
import { type RunningMagento, startMagento } from '../../sandbox/magento/server.ts'

interface Step {
  case: string
  method: string
  path: string
  body?: unknown
  status: number
  answer: unknown
}

interface Lifecycle {
  order: Order
  invoices?: Invoice[]
  steps: Step[]
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/magento-sandbox/${name}`, import.meta.url), 'utf8')) as T // trimmed recordings

/** Fields that are another number or time with every run. */
const RUN_DEPENDENT = new Set([
  'entity_id',
  'increment_id',
  'parent_id',
  'created_at',
  'updated_at',
  'transaction_id',
  'invoice_id',
  'value',
  'last_trans_id',
])
/** Not kept by the simulation: mails are off, and the void button is the admin's. */
const NOT_SIMULATED = new Set(['email_sent', 'can_void_flag', 'extension_attributes', 'parent_item'])

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value === 'string') return value.replace(/TX-[0-9A-F]{10}/, 'TX')
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !RUN_DEPENDENT.has(key) && !NOT_SIMULATED.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, comparable(inner)]),
  )
}

let magento: RunningMagento

beforeAll(async () => {
  magento = await startMagento({
    clock: { now: () => new Date() },
    random: Math.random,
    module: false,
    bearerAllowed: true,
  })
})
afterAll(() => magento.close())

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${magento.url}/rest${path}`, {
    method,
    headers: {
      authorization: `Bearer ${magento.credentials.accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, answer: text === '' ? '' : JSON.parse(text) }
}

describe('the recorded life of an order', () => {
  for (const { order, invoices, steps } of read<Lifecycle[]>('lifecycles.json')) {
    it(`goes the same way: order ${order.entity_id}, ${steps.map(step => step.case).join(', ')}`, async () => {
      magento.importOrder(order, invoices)
      const ids = new Map<string, string>()
      for (const step of steps) {
        const path = step.path.replace(
          /\/(invoices?|shipment|creditmemo)\/(\d+)/,
          (whole, kind: string, id: string) => {
            const known = ids.get(`${kind.replace(/s$/, '')} ${id}`)
            return known ? `/${kind}/${known}` : whole
          },
        )
        const { status, answer } = await call(step.method, path, withParent(step, ids))
        expect({ case: step.case, status, answer: comparable(documentId(step, answer, ids)) }).toEqual({
          case: step.case,
          status: step.status,
          answer: comparable(documentId(step, step.answer)),
        })
      }
    })
  }
})

/** A track names its shipment in the body. */
function withParent({ path, body }: Step, ids: ReadonlyMap<string, string>): unknown {
  if (!path.endsWith('/shipment/track')) return body
  const { entity } = body as { entity: { parent_id: number } } // the recorded body
  return { entity: { ...entity, parent_id: Number(ids.get(`shipment ${entity.parent_id}`)) } }
}

/** Document calls answer an id as a JSON string; which one differs, so remember it and compare only that it is one. */
function documentId(step: Step, answer: unknown, ids?: Map<string, string>): unknown {
  const kind = /\/(invoice|ship|refund)$/.exec(step.path)?.[1]
  if (!kind || step.status !== 200 || typeof answer !== 'string') return answer
  ids?.set(`${{ invoice: 'invoice', ship: 'shipment', refund: 'creditmemo' }[kind]} ${String(step.answer)}`, answer)
  return /^\d+$/.test(answer) ? 'an id' : answer
}
