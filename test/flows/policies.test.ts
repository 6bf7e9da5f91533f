import { describe, expect, test } from 'vitest'
import type { Order } from '../../sandbox/magento/records.ts'
import type { OrderKind } from '../../sandbox/magento/shopper.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { receiveHints } from '../../src/flows/inbox/receive-hints.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { ensureSchedules } from '../../src/flows/schedule/ensure-schedules.ts'
import { changeSettings } from '../../src/flows/settings/change-settings.ts'
import { readSettings } from '../../src/flows/settings/read-settings.ts'
import { sidesOf } from '../support/both-sides.ts'
import { confirm, erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

/** Places an order with changes to what the sandbox makes of the kind. */
function placeWith(world: World, kind: OrderKind, change: (order: Order) => Partial<Order>): number {
  const id = world.place(kind)
  const order = world.magento.order(id)
  if (!order) throw new Error('no order')
  world.magento.importOrder({ ...order, ...change(order) })
  return id
}
const same = (email: string) => (partner: { EmailAddress?: string }) =>
  partner.EmailAddress?.toLowerCase() === email.toLowerCase()
const buyer = (world: World, id: number): string => String(erpOrder(world, id).CardCode)

describe('who the customer is', () => {
  const email = () => ({ customer_email: 'Ana@Example.com' })

  test('guests per e-mail: the same address is the same customer, whatever its case', async () => {
    await using world = await createWorld()
    const ids = [
      placeWith(world, 'guest-simple', email),
      placeWith(world, 'guest-simple', () => ({ customer_email: 'ana@example.com' })),
      world.place('german-guest'),
    ]
    await world.runUntilQuiet()
    const [a, b, c] = ids.map(id => buyer(world, id))
    expect(a).toBe(b)
    expect(c).not.toBe(a)
  })

  test('a customer who orders as a guest and signed in at the same time is one customer in the ERP', async () => {
    await using world = await createWorld()
    const signedIn = world.place('customer')
    const known = world.magento.order(signedIn)?.customer_email ?? ''
    const guest = placeWith(world, 'guest-simple', () => ({ customer_email: known.toUpperCase() }))
    await world.runUntilQuiet()
    expect(buyer(world, guest)).toBe(buyer(world, signedIn))
    expect(world.b1.list<{ EmailAddress?: string }>('BusinessPartners').filter(same(known))).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('guests per order: each one is another customer', async () => {
    await using world = await createWorld({ policies: { guests: 'per_order' } })
    const ids = [placeWith(world, 'guest-simple', email), placeWith(world, 'guest-simple', email)]
    await world.runUntilQuiet()
    expect(new Set(ids.map(id => buyer(world, id))).size).toBe(2)
  })

  test('guests collective: all on the one that the settings name, registered customers on their own', async () => {
    await using world = await createWorld({
      policies: { guests: 'collective' },
      settings: { subjects: { collective: 'C-WEB' } },
    })
    const [guest, other, registered] = [
      world.place('guest-simple'),
      world.place('german-guest'),
      world.place('customer'),
    ]
    await world.runUntilQuiet()
    expect([guest, other].map(id => buyer(world, id))).toEqual(['C-WEB', 'C-WEB'])
    expect(buyer(world, registered)).not.toBe('C-WEB')
  })

  test('a customer who comes back from elsewhere, or makes an account later, is the same one, whose data stay', async () => {
    await using world = await createWorld()
    const guest = placeWith(world, 'guest-simple', email)
    await world.runUntilQuiet()
    const partners = () => world.b1.list<{ CardCode: string }>('BusinessPartners')
    const before = partners()
    const elsewhere = (order: Order) => ({
      ...email(),
      billing_address: { ...order.billing_address, street: ['Nova ulica 7 '], city: ' Celje' },
      updated_at: '2026-03-10 09:30:00',
    })
    const [moved, signedIn] = [placeWith(world, 'guest-simple', elsewhere), placeWith(world, 'customer', elsewhere)]
    await world.runUntilQuiet()
    expect([moved, signedIn].map(id => buyer(world, id))).toEqual([buyer(world, guest), buyer(world, guest)])
    expect(partners()).toEqual(before)
    expect(erpOrder(world, moved).AddressExtension).toMatchObject({
      BillToStreet: 'Nova ulica 7',
      BillToCity: 'Celje',
    })
  })

  const asCompany = (vatId: string) => (order: Order) => ({
    billing_address: { ...order.billing_address, company: 'Kovač d.o.o.', vat_id: vatId },
  })

  test('a company is found by its VAT id, however it is written', async () => {
    await using world = await createWorld()
    const id = placeWith(world, 'company-vat', asCompany('si 1234-5678'))
    await world.runUntilQuiet()
    expect(buyer(world, id)).toBe('C00001')
  })

  test('two customers with the VAT id: a person decides, nothing is guessed', async () => {
    await using world = await createWorld()
    const twin = world.b1.list<{ CardCode: string }>('BusinessPartners').find(({ CardCode }) => CardCode === 'C00001')
    world.b1.transact(work => work.put('BusinessPartners', 'C00002', { ...twin, CardCode: 'C00002' }))
    const id = placeWith(world, 'company-vat', asCompany('SI12345678'))
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^subject_ambiguous:b1:/)])
    expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/C00001.*C00002/))
    expect(sidesOf(world, id).salesDocuments).toEqual([])
  })

  test('missing customers are held where the connection does not create them', async () => {
    await using world = await createWorld({ policies: { missingSubjects: 'hold' } })
    const [unknown, known] = [world.place('guest-simple'), placeWith(world, 'company-vat', asCompany('SI12345678'))]
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^subject_missing:b1:/)])
    expect([await phaseOf(world, unknown), await phaseOf(world, known)]).toEqual(['held', 'open'])

    // Nobody has to press a button for each of them once the policy is another one.
    const ctx = world.context({ kind: 'admin_user', id: 'main:7', name: 'Jan', roles: ['view', 'configure'] })
    const place = { of: 'connection', code: CONNECTION } as const
    const { revision: base } = await readSettings(ctx, place)
    await changeSettings(ctx, { ...place, base, fields: { missingSubjects: 'create' }, reason: 'it takes too long' })
    await world.pass(300)
    expect(await openCauses(world)).toEqual([])
    expect(await phaseOf(world, unknown)).toBe('open')
  })
})

test('store views go to ERPs of their own, each with its own reference and its own rule for taking the money', async () => {
  await using world = await createWorld({ policies: { views: ['default'], capture: { default: 'none' } } })
  const { settings, secrets, kind } = await world.remotes.connection(CONNECTION)
  const policies = {
    allowPrivateNetwork: true,
    views: ['usd'],
    reference: 'US-{number}',
    capture: { default: 'offline' },
  }
  const text = JSON.stringify({
    connections: [{ code: 'us', store: STORE, kind, name: 'SAP of the USA', settings, secrets, policies }],
  })
  await applyConfiguration(world.context({ kind: 'cli', user: 'ada' }), {
    text,
    fileName: 'us.yaml',
    variables: {},
    dryRun: false,
  })
  await world.remotes.refresh()
  await ensureSchedules(world.ctx)
  const [here, there] = [world.place('guest-simple'), world.place('store-usd')]
  await world.runUntilQuiet()
  const rows = await world.database.sql`
    select o.magento_id, d.connection from orders o join sales_documents d on d.order_id = o.id order by o.id`
  expect(rows.map(row => [Number(row.magento_id), row.connection])).toEqual([
    [here, CONNECTION],
    [there, 'us'],
  ])
  expect(erpOrder(world, there).NumAtCard).toBe(`US-${sidesOf(world, there).order.increment_id}`)
  for (const id of [here, there]) make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
  await world.runUntilQuiet()
  const captures = await world.database.sql`
    select payload ->> 'capture' as capture from outbox where kind = 'magento.invoice.create' order by order_id`
  expect(captures.map(({ capture }) => capture)).toEqual(['none', 'offline'])
})

test('what an extension of the shop adds to an order is in the remarks of its sales document', async () => {
  await using world = await createWorld({
    store: { orders: { fields: { day: 'extension_attributes.delivery_date' } } },
    settings: { comments: 'Magento {number}, deliver on {field:day}' },
  })
  const id = placeWith(world, 'guest-simple', order => ({
    extension_attributes: { ...order.extension_attributes, delivery_date: '2026-03-20' },
  }))
  await world.runUntilQuiet()
  const number = sidesOf(world, id).order.increment_id
  expect(erpOrder(world, id).Comments).toBe(`Magento ${number}, deliver on 2026-03-20`)
})

describe('when an order is sent', () => {
  test('only in the statuses that are configured', async () => {
    await using world = await createWorld({ store: { orders: { statuses: ['processing'] } } })
    const [pending, paid] = [world.place('guest-simple'), world.place('card-captured')]
    await world.runUntilQuiet()
    expect([await phaseOf(world, pending), await phaseOf(world, paid)]).toEqual(['waiting', 'open'])
    const order = world.magento.order(pending)
    if (order)
      world.magento.importOrder({
        ...order,
        state: 'processing',
        status: 'processing',
        updated_at: '2026-03-10 10:00:00',
      })
    await world.runUntilQuiet()
    expect(await phaseOf(world, pending)).toBe('open')
  })

  test('after the hold time, to the minute', async () => {
    await using world = await createWorld({ store: { orders: { holdMinutes: 15 } } })
    const id = world.place('guest-simple')
    for (let minute = 0; minute < 14; minute += 1) await world.pass(60)
    expect(await phaseOf(world, id)).toBe('waiting')
    await world.pass(59)
    expect(await phaseOf(world, id)).toBe('waiting')
    await world.pass(1)
    expect(await phaseOf(world, id)).toBe('open')
  })

  test('not when it was placed before the store was added, and no cut-over day is set, whatever happens to it now', async () => {
    await using world = await createWorld()
    const old = world.place('guest-simple', new Date('2026-02-01T10:00:00Z'))
    const key = String(old)
    await receiveHints(world.ctx, 'main', [
      { source: 'module', dedupeKey: 'old', entity: 'order', entityKey: key, eventType: 'order.updated' },
    ])
    await world.runUntilQuiet()
    expect(await orderRow(world, old)).toMatchObject({
      phase: 'skipped',
      phaseReason: 'placed before the store was added, and no cut-over date is set',
    })
    expect(world.b1.list('Orders')).toEqual([])
  })

  test('not before the cut-over day, which begins at midnight of the store', async () => {
    await using world = await createWorld({ store: { orders: { since: '2026-03-10' } } })
    const before = world.place('guest-simple', new Date('2026-03-09T22:59:00Z'))
    const after = world.place('guest-simple', new Date('2026-03-09T23:01:00Z')) // 00:01 in Ljubljana
    await world.runUntilQuiet()
    expect([await phaseOf(world, before), await phaseOf(world, after)]).toEqual(['skipped', 'open'])
    expect((await orderRow(world, before)).phaseReason).toBe('placed before the cut-over date 2026-03-10')
  })

  test('never of a store view that is left out, unless a person sends it', async () => {
    await using world = await createWorld({ store: { orders: { views: { usd: { skip: true } } } } })
    const id = world.place('store-usd')
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('skipped')
    const ada = world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })
    await pushOrderNow(ada, { store: STORE, orderId: (await orderRow(world, id)).id })
    await world.runUntilQuiet()
    expect(await phaseOf(world, id)).toBe('open')
    expect(await storyOf(world, id)).toContain('Ada sent the order by hand.')
  })

  test('not while it waits for its payment or the review of it', async () => {
    await using world = await createWorld()
    const ids = ['pending_payment', 'payment_review'].map(state =>
      placeWith(world, 'guest-simple', () => ({ state, status: state })),
    )
    await world.runUntilQuiet()
    expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['waiting', 'waiting'])
  })
})

describe('money', () => {
  test('capture follows the payment method: a card is charged with the invoice, a bank transfer is not', async () => {
    await using world = await createWorld({
      policies: { capture: { default: 'none', methods: { testcard_auth: 'online' } }, mailInvoices: false },
    })
    const [card, transfer] = [world.place('card-authorized'), world.place('guest-simple')]
    await world.runUntilQuiet()
    for (const id of [card, transfer]) make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    expect(sidesOf(world, card).invoices.map(invoice => invoice.transaction_id)).toEqual([expect.any(String)])
    expect(sidesOf(world, transfer).invoices.map(invoice => invoice.transaction_id)).toEqual([undefined])
    expect(world.mailbox.messages()).toEqual([])
    for (const id of [card, transfer]) expect(sidesOf(world, id).files.map(file => file.kind)).toEqual(['invoice'])
  })

  test('captured money is booked in the ERP once, an offline payment is left to accountants', async () => {
    await using world = await createWorld({ policies: { payments: { book: 'captured' } } })
    const [card, transfer] = [world.place('card-captured'), world.place('guest-simple')]
    await world.runUntilQuiet()
    const payments = world.b1.list<{ CardCode: string; TransferSum: number; TransferReference: string }>(
      'IncomingPayments',
    )
    const { order } = sidesOf(world, card)
    expect(payments).toMatchObject([
      {
        CardCode: buyer(world, card),
        TransferSum: order.grand_total,
        TransferReference: String(order.payment.last_trans_id).slice(0, 27),
      },
    ])
    expect(await statesOf(world, transfer)).not.toContainEqual(expect.stringMatching(/^payment/))
  })

  test('a card that is charged with the invoice is booked after it', async () => {
    await using world = await createWorld({
      policies: {
        payments: { book: 'captured' },
        capture: { default: 'offline', methods: { testcard_auth: 'online' } },
      },
    })
    const id = world.place('card-authorized')
    await world.runUntilQuiet()
    expect(world.b1.list('IncomingPayments')).toEqual([])
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(world.b1.list('IncomingPayments')).toHaveLength(1)
    expect(await phaseOf(world, id)).toBe('done')
  })

  test('a total to which the ERP comes otherwise is told; beyond the tolerance it is a problem', async () => {
    await using world = await createWorld({ policies: { tolerance: '0.02' } })
    const ids = [world.place('guest-simple'), world.place('guest-simple')]
    world.b1.faults.add({ kind: 'commitThenDrop', times: 2, match: { method: 'POST', path: '/Orders' } })
    await world.pass(61)
    // A price list with other decimals: the documents are a little less than what was sent.
    for (const [index, id] of ids.entries()) {
      const document = erpOrder(world, id)
      const DocTotal = Math.round((document.DocTotal - (index + 1) * 0.02) * 100) / 100
      world.b1.transact(work => work.put('Orders', document.DocEntry, { ...document, DocTotal }))
    }
    await world.runUntilQuiet()
    for (const id of ids) expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/came to .*Magento to/))
    expect(await openCauses(world)).toEqual([`erp_total:b1:${sidesOf(world, ids[1] ?? 0).order.increment_id}`])
  })
})

describe('what Magento and the customer see', () => {
  test('a status of the shop for each step of the sales document', async () => {
    await using world = await createWorld({ policies: { statuses: { open: 'processing', confirmed: 'processing' } } })
    const id = world.place('card-captured')
    await world.runUntilQuiet()
    expect(await statesOf(world, id)).toContain('magento.status delivered')
    confirm(world, erpOrder(world, id))
    await world.runUntilQuiet()
    expect((await statesOf(world, id)).filter(state => state === 'magento.status delivered')).toHaveLength(2)
  })

  test('a status that does not belong to the state is a problem of that order, not a jump of its state', async () => {
    await using world = await createWorld({ policies: { statuses: { open: 'complete' } } })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    expect(sidesOf(world, id).order.state).toBe('new')
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:magento:magento.status/)])
  })

  test('a credit note is left to people where the connection says so', async () => {
    await using world = await createWorld({ policies: { creditNotes: 'problem', mailInvoices: false } })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos).toEqual([])
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^by_hand:b1:credit_note/)])
  })

  test('a credit note goes back through the card where the connection says so', async () => {
    await using world = await createWorld({
      module: false,
      policies: {
        creditNotes: 'online',
        mailInvoices: false,
        capture: { default: 'offline', methods: { testcard_auth: 'online' } },
      },
    })
    const id = world.place('card-authorized')
    await world.runUntilQuiet()
    finish(world, id, 'credit-after')
    await world.runUntilQuiet()
    expect(sidesOf(world, id).creditmemos.map(memo => memo.transaction_id)).toEqual([expect.any(String)])
  })

  test('a mail of unknown outcome is held for a person where the connection says so', async () => {
    await using world = await createWorld({ policies: { unknownMail: 'hold' } })
    world.mailbox.faults.add({ kind: 'dropAfterData' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(await statesOf(world, id)).toContain('mail.send held')
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^unknown_outcome:mail/)])
    expect(sidesOf(world, id).mails.map(mail => mail.suppressed)).toEqual([0])
  })
})
