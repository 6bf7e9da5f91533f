import { createHmac } from 'node:crypto'
import { type DocumentKind, type ErpDocument, type Order, transact } from '../../sandbox/http-erp/books.ts'
import { cancelDocument, credit, invoice, ship } from '../../sandbox/http-erp/documents.ts'
import { cancelOrder, confirmOrder, readOrder } from '../../sandbox/http-erp/orders.ts'
import { type HttpErp, startHttpErp } from '../../sandbox/http-erp/server.ts'
import { type Amount, amount, compare, subtract, ZERO } from '../../src/domain/amount.ts'
import type { HttpRequest, HttpSend } from '../../src/domain/http.ts'
import type { Bench, ConnectAs, Facts, Harness, People } from '../../src/erp/conformance/bench.ts'
import { type CallKind, createNetwork } from '../../src/erp/conformance/network.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { sandboxFlow } from './http-flow-erp.ts'
import { movableClock } from './movable-clock.ts'

const HOOK = 'hook-key-of-the-bench'

/** The made-up ERP of the sandbox behind its shipped flow, for the cases of the conformance kit. */
export const httpFlowHarness: Harness = {
  open,
  lacks: {
    payments: 'a flow books no payments',
    refunds: 'a flow makes no credit notes',
    subjects: 'the customer travels in the order',
    codes: 'a flow writes its mapping itself, in a template or a script',
    'codes to check': 'the mapping of this flow names no codes',
    closing: 'this ERP cancels whole orders only',
    'collective invoices': 'this ERP invoices each order by itself',
    approvals: 'orders wait for nobody',
  },
}

async function open(): Promise<Bench> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const erp = await startHttpErp({ port: 0, clock, random: seeded(7), tokenSeconds: 100 * 24 * 3600 })
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  // The web server under the simulator dates its answers by our machine; the ERP lives by the bench's clock.
  const dated: HttpSend = async request => {
    const answer = await over(request)
    return { ...answer, headers: { ...answer.headers, date: clock.now().toUTCString() } }
  }
  const network = createNetwork(dated, kindOfCall)
  const connect = (as: ConnectAs = {}) =>
    httpFlow.create({
      connection: 'erp',
      settings: settingsFor(erp, as),
      secrets: { ...erp.credentials, hook: HOOK, ...(as.password && { password: 'not-the-password' }) },
      send: as.send ?? network.send,
      clock,
      random: Math.random,
    })
  return {
    kind: httpFlow,
    facts: factsOf(erp),
    clock,
    network,
    people: peopleOf(erp, clock),
    erp: connect(),
    connect,
    loseSessions: () => erp.tokens.clear(),
    close: () => erp.close(),
  }
}

const kindOfCall = ({ method, url }: HttpRequest): CallKind =>
  url.endsWith('/token') ? 'log-in' : method === 'GET' ? 'read' : 'write'

interface Definition {
  readonly changes: readonly { readonly paging: object }[]
  readonly catalog: Readonly<Record<string, { readonly paging: object }>>
  readonly followUps: Readonly<Record<string, object>>
}

function settingsFor(erp: HttpErp, { pageSize, pdfs }: ConnectAs): object {
  const flow = sandboxFlow()
  const { changes, catalog, followUps } = flow as unknown as Definition // as it is shipped
  const paged = <T extends { readonly paging: object }>(step: T) => ({
    ...step,
    paging: { ...step.paging, ...(pageSize !== undefined && { size: pageSize }) },
  })
  const without = ([kind, step]: [string, object]) => [kind, { ...step, ...(pdfs && { pdf: undefined }) }]
  return {
    ...flow,
    url: `${erp.url}/api/v1`,
    timeoutSeconds: 2,
    changes: changes.map(paged),
    catalog: Object.fromEntries(Object.entries(catalog).map(([kind, step]) => [kind, paged(step)])),
    followUps: Object.fromEntries(Object.entries(followUps).map(without)),
    callbacks: {
      proof: { kind: 'hmac', header: 'X-Signature', secret: '{{secret.hook}}', timestampHeader: 'X-Time' },
      rows: 'events',
      fields: { entity: { path: 'type', values: { order: 'sales_document' } }, id: 'id', version: 'seq' },
    },
  }
}

const factsOf = ({ credentials }: HttpErp): Facts => ({
  currency: 'EUR',
  foreignCurrency: 'USD',
  country: 'SI',
  taxRates: [amount(22), amount('9.5'), amount(0)],
  items: ['S-001', 'S-002', 'S-003', 'S-004', 'S-006', 'S-007'],
  subjectId: 'customer:45',
  paymentMethod: 'checkmo',
  shippingMethod: 'flatrate_flatrate',
  fees: ['cod'],
  deduction: 'gift_card',
  fractions: true,
  tolerance: ZERO,
  variants: [''],
  readsPerHundred: { salesDocuments: 2, subjects: 0, items: 4 },
  missingCode: 'there is none',
  secrets: [credentials.password, HOOK],
})

const KINDS: Readonly<Record<string, DocumentKind>> = {
  shipment: 'shipments',
  invoice: 'invoices',
  credit_note: 'credit-notes',
}

function peopleOf(erp: HttpErp, clock: { now(): Date }): People {
  const { books } = erp
  const order = (id: string) => transact(books, work => readOrder(work, Number(id)))
  let remarks = 0
  const openPieces = (id: string, done: (line: Order['lines'][number]) => Amount) =>
    order(id)
      .lines.map(line => ({ line: line.line, quantity: subtract(line.quantity, done(line)) }))
      .filter(({ quantity }) => compare(quantity, ZERO) > 0)
  return {
    createItem: async (code, name) => erp.createItem(code, name, 12.2),
    blockItem: async code => erp.setActive(code, false),
    createCustomer: async ({ name }) => name,
    confirm: async id => void transact(books, work => confirmOrder(work, Number(id))),
    cancel: async id => void transact(books, work => cancelOrder(work, Number(id))),
    touch: async id => {
      remarks += 1
      transact(books, work => work.put('orders', id, { ...order(id), note: `Opomba ${remarks}`, updatedAt: work.now }))
    },
    ship: async (id, pieces, tracking) => {
      const wanted = pieces?.map(({ erpLine, quantity }) => ({ line: erpLine, quantity: amount(quantity) }))
      const open = wanted ?? openPieces(id, line => line.shipped)
      return String(transact(books, work => ship(work, Number(id), open, tracking ?? 'GLS0')).id)
    },
    invoice: async id =>
      String(
        transact(books, work =>
          invoice(
            work,
            Number(id),
            openPieces(id, line => line.invoiced),
          ),
        ).id,
      ),
    textsOf: async (_entity, id) => strings(order(id)),
    dateOf: async id => order(id).date,
    countCustomers: async () => 0,
    countDocuments: async key =>
      erp.list('orders').filter(one => one.externalId === key && one.status !== 'CANCELLED').length,
    credit: async id =>
      String(
        transact(books, work => {
          const document = work.get<ErpDocument>('invoices', id)
          const line = document?.lines[0]?.orderLine ?? 0
          return credit(work, document?.orderId ?? 0, [{ line, quantity: amount(1) }])
        }).id,
      ),
    undo: async (kind, id) => void transact(books, work => cancelDocument(work, KINDS[kind] ?? 'invoices', Number(id))),
    duplicate: async id =>
      transact(books, work => {
        const copy = work.next('orders', 1001)
        work.put('orders', copy, { ...order(id), id: copy, number: `SO-${copy}`, updatedAt: work.now })
        return String(copy)
      }),
    // Its people switch that on.
    refuseDoubles: () => void Object.assign(books, { uniqueExternalId: true }),
    callback: id => {
      const body = Buffer.from(JSON.stringify({ events: [{ type: 'order', id, seq: remarks }] }))
      const stamp = String(Math.floor(clock.now().getTime() / 1000))
      const signature = createHmac('sha256', HOOK).update(`${stamp}.`).update(body).digest('hex')
      return { method: 'POST', headers: { 'x-signature': signature, 'x-time': stamp }, body }
    },
    setStock: async (code, quantity) => erp.setStock(code, quantity),
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
