import { createHmac } from 'node:crypto'
import { createBusinessPartner } from '../../sandbox/sap-b1/business-partners.ts'
import { cancelDocument } from '../../sandbox/sap-b1/document-actions.ts'
import { createDocument, updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, type DocumentSet, kindOf, readDocument, targetsOf } from '../../sandbox/sap-b1/documents.ts'
import { type SapB1, startSapB1 } from '../../sandbox/sap-b1/server.ts'
import { type Item, moveStock } from '../../sandbox/sap-b1/stock.ts'
import { amount } from '../../src/domain/amount.ts'
import type { FollowUpKind } from '../../src/domain/fulfilment.ts'
import type { HttpRequest, HttpSend } from '../../src/domain/http.ts'
import type { Bench, ConnectAs, Facts, Harness, People, Pieces } from '../../src/erp/conformance/bench.ts'
import { type CallKind, createNetwork } from '../../src/erp/conformance/network.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import { sapB1 } from '../../src/erp/sap-b1/kind.ts'
import { createSend } from '../../src/outbound/send.ts'
import { seeded } from '../support/seeded.ts'
import { sampleSettings } from '../unit/sap-b1-sample.ts'
import { movableClock } from './movable-clock.ts'

/** The simulated SAP Business One for the cases of the conformance kit. */
export const sapB1Harness: Harness = { open, lacks: {} }

const CUSTOMER = 'C00001'
const FIELD = 'U_OrderbridgeId'

async function open(): Promise<Bench> {
  const clock = movableClock('2026-01-31T12:00:00Z')
  const random = seeded(7)
  const b1 = await startSapB1({ port: 0, gatewayPort: 0, clock, random })
  b1.setExchangeRate('USD', 0.92)
  const over = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  // The web server under the simulator dates its answers by our machine; the ERP lives by the bench's clock.
  const dated: HttpSend = async request => {
    const answer = await over(request)
    return { ...answer, headers: { ...answer.headers, date: clock.now().toUTCString() } }
  }
  const network = createNetwork(dated, kindOfCall)
  const connectors: ErpConnector[] = []
  const connect = (as: ConnectAs = {}): ErpConnector => {
    const erp = sapB1.create({
      connection: 'b1',
      settings: { ...sampleSettings, url: b1.url, gatewayUrl: b1.gatewayUrl, ...settingsFor(as) },
      secrets: {
        user: b1.credentials.user,
        password: as.password === 'wrong' ? 'not-the-password' : b1.credentials.password,
        webhookKey: b1.webhookKey,
      },
      send: as.send ?? network.send,
      clock,
      random: Math.random,
    })
    connectors.push(erp)
    return erp
  }
  const erp = connect()
  await erp.diagnose({ fix: true })
  network.forget()
  return {
    kind: sapB1,
    facts: factsOf(b1),
    clock,
    network,
    people: peopleOf(b1),
    erp,
    connect,
    loseSessions: () => b1.sessions.clear(),
    close: async () => {
      await Promise.all(connectors.map(one => one.close()))
      await b1.close()
    },
  }
}

/** POSTs of the Service Layer that only ask; the reporting service prints, which changes nothing. */
const ASKING = /\/(QueryService_PostQuery|CompanyService_Get\w+|ExportPDFData)(\?|$)/

function kindOfCall({ method, url }: HttpRequest): CallKind {
  if (/\/(login|logout)$/i.test(url)) return 'log-in'
  return method === 'GET' || ASKING.test(url) ? 'read' : 'write'
}

const VARIANTS: Readonly<Record<string, object>> = {
  'net prices': { priceMode: 'net' },
  'six decimals': { priceDecimals: 6 },
  'OData 3': { version: 'v1' },
}

const settingsFor = ({ mapping, pageSize, variant = '', pdfs }: ConnectAs): object => ({
  ...VARIANTS[variant],
  ...(mapping && { shippingExpense: 987 }),
  ...(pageSize !== undefined && { pageSize }),
  ...(pdfs && { pdfSource: 'attachment' }),
})

const factsOf = (b1: SapB1): Facts => ({
  currency: 'EUR',
  foreignCurrency: 'USD',
  country: 'SI',
  taxRates: [amount(22), amount('9.5'), amount(0)],
  items: ['S-001', 'S-002', 'S-003', 'S-004', 'S-006', 'S-007'],
  subjectId: CUSTOMER,
  paymentMethod: 'checkmo',
  shippingMethod: 'flatrate_flatrate',
  fees: ['cod'],
  deduction: 'gift_card',
  fractions: true,
  tolerance: amount(0),
  variants: ['', ...Object.keys(VARIANTS)],
  readsPerHundred: { salesDocuments: 6, subjects: 6, items: 3 },
  missingCode: '987',
  secrets: [b1.credentials.password, b1.webhookKey],
})

const SETS: Readonly<Record<FollowUpKind, DocumentSet>> = {
  shipment: 'DeliveryNotes',
  invoice: 'Invoices',
  credit_note: 'CreditNotes',
}
const DRAFT = 'draft:'

function peopleOf(b1: SapB1): People {
  const read = (set: DocumentSet, id: string): B1Document =>
    b1.transact(work => readDocument(work, set, Number(id.replace(DRAFT, ''))))
  const make = (set: DocumentSet, lines: readonly object[], header: object = {}): string =>
    b1.transact(work => {
      const rows = lines.map(line => ({ ...line }))
      return String(createDocument(work, kindOf(set), { CardCode: CUSTOMER, ...header, DocumentLines: rows }).DocEntry)
    })
  const change = (id: string, changes: object) =>
    b1.transact(work => {
      updateDocument(work, kindOf('Orders'), 'Orders', readDocument(work, 'Orders', Number(id)), { ...changes }, false)
    })
  let remarks = 0
  return {
    createItem: async (code, name) => b1.createItem(code, name, 12.2),
    blockItem: async code =>
      b1.transact(work => {
        const item = work.get<Item & Record<string, unknown>>('Items', code)
        work.put('Items', code, { ...item, Frozen: 'tYES', Valid: 'tNO' })
      }),
    createCustomer: async ({ name, vatId, email }) => {
      const CardCode = `P${b1.list('BusinessPartners').length}`
      const more = { ...(vatId && { FederalTaxID: vatId }), ...(email && { EmailAddress: email }) }
      b1.transact(work => createBusinessPartner(work, { CardCode, CardName: name, GroupCode: 100, ...more }))
      return CardCode
    },
    confirm: async id => change(id, { Confirmed: 'tYES' }),
    cancel: async id =>
      b1.transact(work => cancelDocument(work, kindOf('Orders'), readDocument(work, 'Orders', Number(id)))),
    touch: async id => {
      remarks += 1
      change(id, { Comments: `Remark ${remarks}` })
    },
    ship: async (id, pieces, tracking) =>
      make('DeliveryNotes', openLines(read('Orders', id), 17, pieces), {
        CardCode: read('Orders', id).CardCode,
        ...(tracking && { TrackingNumber: tracking }),
      }),
    invoice: async id => {
      const order = read('Orders', id)
      const deliveries = b1.transact(work => targetsOf(work, order, 'DeliveryNotes'))
      const lines = [...deliveries.flatMap(one => openLines(one, 15)), ...openLines(order, 17)]
      return make('Invoices', lines, { CardCode: order.CardCode })
    },
    textsOf: async (entity, id) =>
      strings(entity === 'subject' ? b1.transact(work => work.get('BusinessPartners', id)) : read('Orders', id)),
    dateOf: async id => String(read('Orders', id).DocDate).slice(0, 10),
    countCustomers: async () => b1.list('BusinessPartners').length,
    countDocuments: async key =>
      b1.list<B1Document>('Orders').filter(one => one[FIELD] === key && one.CancelStatus === 'csNo').length,
    credit: async invoiceId => {
      const [line] = read('Invoices', invoiceId).DocumentLines
      const row = { BaseType: 13, BaseEntry: Number(invoiceId), BaseLine: line?.LineNum, Quantity: 1 }
      return make('CreditNotes', [row], { CardCode: read('Invoices', invoiceId).CardCode })
    },
    undo: async (kind, id) =>
      b1.transact(work => cancelDocument(work, kindOf(SETS[kind]), readDocument(work, SETS[kind], Number(id)))),
    invoiceTogether: async ids =>
      make(
        'Invoices',
        ids.flatMap(id => openLines(read('Orders', id), 17)),
      ),
    duplicate: async id => {
      const { CardCode, NumAtCard, DocDueDate, [FIELD]: key, DocumentLines: lines } = read('Orders', id)
      const rows = lines.map(({ ItemCode, Quantity }) => ({ ItemCode, Quantity }))
      return make('Orders', rows, { CardCode, NumAtCard, DocDueDate, [FIELD]: key })
    },
    refuseDoubles: () => b1.faults.add({ kind: 'numAtCardUnique', times: 1000 }),
    approval: {
      holdNext: () => b1.faults.add({ kind: 'approvalDraft' }),
      approve: async id => String(b1.approveDraft(Number(id.replace(DRAFT, ''))).DocEntry),
      reject: async id => b1.rejectDraft(Number(id.replace(DRAFT, ''))),
    },
    setStock: async (code, quantity) =>
      b1.transact(work => {
        const rows = work.get<Item>('Items', code)?.ItemWarehouseInfoCollection ?? []
        const there = rows.find(({ WarehouseCode }) => WarehouseCode === '01')?.InStock ?? 0
        moveStock(work, code, '01', quantity - there, 0)
      }),
    callback: id => {
      const event = { id: `event-${id}`, type: 'sap.b1.Orders.Updated', subject: id, data: { DocEntry: id } }
      const body = new TextEncoder().encode(JSON.stringify([event]))
      const signature = createHmac('sha256', b1.webhookKey).update(body).digest('hex')
      return { method: 'POST', headers: { 'x-b1-webhook-signature': signature }, body }
    },
  }
}

/** Lines of a document as bases of the next one. */
function openLines(document: B1Document, BaseType: number, pieces?: readonly Pieces[]): object[] {
  return document.DocumentLines.flatMap(line => {
    const wanted = pieces?.find(({ erpLine }) => erpLine === line.LineNum)?.quantity
    const Quantity = pieces ? (wanted ?? 0) : line.RemainingOpenQuantity
    return Quantity > 0 ? [{ BaseType, BaseEntry: document.DocEntry, BaseLine: line.LineNum, Quantity }] : []
  })
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
