import { type DocumentKey, idOf, type Order } from '../../sandbox/icenter/company.ts'
import { createContact, createCustomer } from '../../sandbox/icenter/customers.ts'
import { confirmOrder, makeDispatch, postDispatch, reverseDispatch } from '../../sandbox/icenter/dispatching.ts'
import { printInvoice } from '../../sandbox/icenter/invoices.ts'
import { makeCredit, makeInvoice, readInvoice, reverseInvoice } from '../../sandbox/icenter/invoicing.ts'
import { readOrder, toDispatch, toInvoice } from '../../sandbox/icenter/open-pieces.ts'
import { cancelOrder } from '../../sandbox/icenter/order-status.ts'
import { takeNumber } from '../../sandbox/icenter/references.ts'
import { type ICenter, type ICenterOptions, startICenter } from '../../sandbox/icenter/server.ts'
import { amount } from '../../src/domain/amount.ts'
import type { HttpRequest, HttpSend } from '../../src/domain/http.ts'
import type { Bench, ConnectAs, Facts, Harness, People } from '../../src/erp/conformance/bench.ts'
import { type CallKind, createNetwork } from '../../src/erp/conformance/network.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import { icenter } from '../../src/erp/icenter/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { sampleSettings } from '../unit/icenter-sample.ts'
import { movableClock } from './movable-clock.ts'

/** A site of iCenter: how its server behaves in the points in which servers differ, and the settings that go with it. */
export interface Site {
  readonly variants: NonNullable<ICenterOptions['variants']>
  readonly settings: object
  /** The ways to send prices that are gone through; absent: all of them. How an order is found makes no difference to its prices. */
  readonly priceVariants?: readonly string[]
  readonly lacks?: Harness['lacks']
}

/** The simulated SAOP iCenter for the cases of the conformance kit. */
export const icenterHarness = (site: Site): Harness => ({
  open: () => open(site),
  lacks: {
    payments: 'captured money goes with the order; no later call books it',
    callbacks: 'it calls nobody',
    sessions: 'every call carries its log-in',
    approvals: 'orders wait for nobody',
    'refusal of doubles': 'nothing keeps two orders from having one reference',
    'collective invoices': 'the simulated company invoices each order by itself',
    ...site.lacks,
  },
})

async function open(site: Site): Promise<Bench> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const random = seeded(7)
  const saop = await startICenter({ port: 0, clock, random, variants: site.variants })
  const { user, password, organisation, apiClientId } = saop.credentials
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  // The web server under the simulator dates its answers by our machine; the ERP lives by the bench's clock.
  const dated: HttpSend = async request => {
    const answer = await over(request)
    return { ...answer, headers: { ...answer.headers, date: clock.now().toUTCString() } }
  }
  const network = createNetwork(dated, kindOfCall)
  const connect = (as: ConnectAs = {}): ErpConnector =>
    icenter.create({
      connection: 'saop',
      settings: { ...sampleSettings, url: saop.url, organisation, apiClientId, ...site.settings, ...settingsFor(as) },
      secrets: { user, password: as.password === 'wrong' ? 'not-the-password' : password },
      send: as.send ?? network.send,
      clock,
      random: Math.random,
    })
  return {
    kind: icenter,
    facts: factsOf(saop, site.priceVariants ?? ['', ...Object.keys(VARIANTS)]),
    clock,
    network,
    people: peopleOf(saop),
    erp: connect(),
    connect,
    loseSessions: () => {},
    close: () => saop.close(),
  }
}

/** Printing makes a file and changes nothing else. */
const kindOfCall = ({ method, url }: HttpRequest): CallKind =>
  method === 'GET' || url.includes('/PrintInvoiceToPDF') ? 'read' : 'write'

const VARIANTS: Readonly<Record<string, object>> = {
  'net prices': { priceMode: 'net' },
  'two decimals': { priceDecimals: 2 },
}

const settingsFor = ({ mapping, pageSize, variant = '' }: ConnectAs): object => ({
  ...VARIANTS[variant],
  ...(mapping && { shippingItem: 'NIMA-987' }),
  ...(pageSize !== undefined && { catalog: { ...sampleSettings.catalog, pageSize } }),
})

const factsOf = ({ credentials }: ICenter, variants: readonly string[]): Facts => ({
  currency: 'EUR',
  foreignCurrency: 'USD',
  country: 'SI',
  taxRates: [amount(22), amount('9.5'), amount(0)],
  items: ['S-001', 'S-002', 'S-003', 'S-004', 'S-006', 'S-007'],
  subjectId: '0000002',
  paymentMethod: 'checkmo',
  shippingMethod: 'flatrate_flatrate',
  fees: ['cod'],
  deduction: 'gift_card',
  fractions: true,
  tolerance: amount(0),
  variants,
  // One call for each key and year, and one for each document that is found; there are no batches.
  readsPerHundred: { salesDocuments: 201, subjects: 402, items: 110 },
  missingCode: 'NIMA-987',
  secrets: [credentials.password],
})

function keyOf(id: string): DocumentKey {
  const [year, book = '', number] = (id.split('@')[0] ?? '').split('/')
  return { year: Number(year), book, number: Number(number) }
}

function peopleOf(saop: ICenter): People {
  const order = (id: string): Order => saop.transact(work => readOrder(work, keyOf(id)))
  const followUp = (document: DocumentKey, id: string) => `${idOf(document)}@${id}`
  const change = (id: string, header: Order['header']) =>
    saop.transact(work => {
      const before = readOrder(work, keyOf(id))
      work.put('orders', id, { ...before, header: { ...before.header, ...header }, modified: work.now })
    })
  let remarks = 0
  return {
    createItem: async (code, name) => saop.createItem(code, name, 12.2),
    blockItem: async code => saop.changeItem(code, { IsActive: 'N' }),
    createCustomer: async ({ name, vatId, email }) =>
      saop.transact(work => {
        const row = { Name: name, Country: 'SI', ...(vatId && { TaxNumber: vatId }), SuggestFirstFreeCode: 1 }
        const code = String(createCustomer(work, row).Code)
        if (email) createContact(work, { CustomerID: code, ContactEMail: email })
        return code
      }),
    confirm: async id => saop.transact(work => confirmOrder(work, keyOf(id))),
    cancel: async id => saop.transact(work => cancelOrder(work, keyOf(id))),
    touch: async id => {
      remarks += 1
      change(id, { Comment: `Opomba ${remarks}` })
    },
    ship: async (id, pieces, tracking) =>
      saop.transact(work => {
        const wanted = pieces?.map(({ erpLine, quantity }) => ({ orderLine: erpLine, quantity: amount(quantity) }))
        const open = wanted ?? toDispatch(work, readOrder(work, keyOf(id)))
        const { key } = makeDispatch(work, keyOf(id), Number(work.now.slice(0, 4)), open)
        postDispatch(work, key, tracking)
        return followUp(key, id)
      }),
    invoice: async id =>
      saop.transact(work =>
        followUp(makeInvoice(work, keyOf(id), toInvoice(work, readOrder(work, keyOf(id)))).key, id),
      ),
    print: async id => saop.transact(work => void printInvoice(work, keyOf(id))),
    textsOf: async (entity, id) =>
      strings(entity === 'subject' ? saop.transact(work => work.get('customers', id)) : order(id)),
    dateOf: async id => String(order(id).header.OrderDate).slice(0, 10),
    countCustomers: async () => saop.list('customers').length,
    countDocuments: async key =>
      saop.list('orders').filter(({ header, status }) => header.OrderReference === key && status !== 'X').length,
    credit: async id =>
      saop.transact(work => {
        const { order: of, lines } = readInvoice(work, keyOf(id))
        const orderLine = lines[0]?.orderLine ?? 0
        const { key } = makeCredit(work, keyOf(id), [{ orderLine, quantity: amount(1) }])
        return followUp(key, of ? idOf(of) : '')
      }),
    undo: async (kind, id) =>
      saop.transact(work => (kind === 'shipment' ? reverseDispatch : reverseInvoice)(work, keyOf(id))),
    duplicate: async id =>
      saop.transact(work => {
        const copied = readOrder(work, keyOf(id))
        const key = takeNumber(work, 'order', copied.key.year, copied.key.book, 501)
        work.put('orders', idOf(key), { ...copied, key, inserted: work.now, modified: work.now })
        return idOf(key)
      }),
    setStock: async (code, quantity) => saop.setStock(code, '001', quantity),
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
