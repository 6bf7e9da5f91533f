import { afterEach, describe, expect, it } from 'vitest'
import { amount } from '../../src/domain/amount.ts'
import type { FoundSubject, Subject } from '../../src/domain/subject.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()
afterEach(() => company().b1.faults.clear())

const subject = (changes: Partial<Subject> = {}): Subject => ({
  key: 'customer:45',
  kind: 'person',
  name: 'Ana Novak',
  email: 'ana@example.com',
  phone: '+386 (40) 111-222',
  billing: sampleOrder().billing,
  shipping: { ...sampleOrder().billing, street: ['Stranska 7'] },
  ...changes,
})
const firm = (changes: Partial<Subject> = {}) =>
  subject({ key: 'vat:SI99999990', kind: 'company', name: 'Podjetje d.o.o.', vatId: 'SI99999990', ...changes })

describe('subjects', () => {
  it('are created once under a code made of their key, and found by it', async () => {
    const { b1, erp } = company()
    expect(await erp.createSubject(subject())).toBe('WEB45')
    expect(await erp.createSubject(subject({ name: 'Somebody Else' }))).toBe('WEB45')
    const stored = b1.list<Record<string, unknown>>('BusinessPartners').find(({ CardCode }) => CardCode === 'WEB45')
    expect(stored).toMatchObject({
      CardName: 'Ana Novak',
      Phone1: '+38640111222',
      CompanyPrivate: 'cPrivate',
      GroupCode: 101,
    })
    expect(stored?.BPAddresses).toMatchObject([{ Street: 'Glavna ulica 1a' }, { Street: 'Stranska 7' }])
    const found = await erp.findSubjects([subject({ email: 'other@example.com' })])
    expect(found.get('customer:45')).toEqual({ erpId: 'WEB45', name: 'Ana Novak', by: 'our_key', ambiguousWith: [] })
  })

  it('whose creation got no answer are found afterwards', async () => {
    const { b1, erp } = company()
    const guest = subject({ key: 'guest:lost@example.com', email: 'lost@example.com' })
    b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/BusinessPartners' } })
    await expect(erp.createSubject(guest)).rejects.toMatchObject({ errorClass: 'unknown' })
    const found = (await erp.findSubjects([guest])).get(guest.key)
    expect(found?.by).toBe('our_key')
    expect(await erp.createSubject(guest)).toBe(found?.erpId)
  })

  it('are found by VAT id however it is written, and by e-mail in any case', async () => {
    const { erp } = company()
    const byVat = firm({ key: 'vat:SI12345678', vatId: 'si 123 456 78' })
    const found = await erp.findSubjects([byVat, firm()])
    expect(found.get('vat:SI12345678')).toMatchObject<Partial<FoundSubject>>({ erpId: 'C00001', by: 'vat_id' })
    expect(found.has('vat:SI99999990')).toBe(false)
    await erp.createSubject(subject({ key: 'customer:46', email: 'Bor@Example.com' }))
    const guest = subject({ key: 'guest:bor@example.com', email: 'bor@example.com' })
    expect((await erp.findSubjects([guest])).get(guest.key)).toMatchObject({ erpId: 'WEB46', by: 'email' })
  })

  it('are never found through the mailbox of a company', async () => {
    const private_ = subject({ key: 'guest:racuni@kovac.example', email: 'racuni@kovac.example' })
    expect((await company().erp.findSubjects([private_])).size).toBe(0)
  })

  it('that could be several are told with all of them', async () => {
    const { erp } = company()
    for (const key of ['customer:71', 'customer:72'])
      await erp.createSubject(subject({ key, email: 'two@example.com' }))
    const guest = subject({ key: 'guest:two@example.com', email: 'two@example.com' })
    expect((await erp.findSubjects([guest])).get(guest.key)).toMatchObject({ erpId: 'WEB71', ambiguousWith: ['WEB72'] })
  })

  it('for one order are somebody of their own, although the mailbox is known', async () => {
    const { erp } = company()
    await erp.createSubject(subject({ key: 'customer:73', email: 'three@example.com' }))
    const once = subject({ key: 'order:123', email: 'three@example.com' })
    expect((await erp.findSubjects([once])).size).toBe(0)
    expect(await erp.createSubject(once)).toMatch(/^WEB[0-9A-Z]{12}$/)
  })

  it('are looked for in three calls, however many they are', async () => {
    const { erp, sent } = company()
    const many = Array.from({ length: 20 }, (_, index) =>
      subject({ key: `guest:${index}@example.com`, email: `${index}@example.com` }),
    )
    sent.length = 0
    expect((await erp.findSubjects([...many, firm()])).size).toBe(0)
    expect(sent).toHaveLength(3)
  })

  it('with texts longer than SAP takes are created all the same', async () => {
    const long = 'š'.repeat(300)
    const billing = { ...sampleOrder().billing, street: [long, long], city: long, company: long, postcode: long }
    const key = 'customer:81'
    const code = await company().erp.createSubject(
      subject({ key, name: long, billing, email: `${long}@example.com`, phone: long }),
    )
    expect(code).toBe('WEB81')
  })
})

describe('items', () => {
  it('are found in one call, with the reason why one cannot be sold', async () => {
    const { b1, erp, connect, sent } = company()
    b1.createItem('FROZEN', 'Old')
    b1.createItem('BOM', 'Set')
    b1.transact(work => {
      work.put('Items', 'FROZEN', { ...work.get<object>('Items', 'FROZEN'), Frozen: 'tYES' })
      work.put('Items', 'BOM', { ...work.get<object>('Items', 'BOM'), TreeType: 'iSalesTree' })
    })
    sent.length = 0
    const found = await erp.findItems(['S-001', 'FROZEN', 'BOM', "O'NE", 'x'.repeat(60)])
    expect(sent).toHaveLength(1)
    expect([...found.keys()].sort()).toEqual(['BOM', 'FROZEN', 'S-001'])
    expect(found.get('S-001')).not.toHaveProperty('blocked')
    expect(found.get('FROZEN')?.blocked).toMatch(/inactive/)
    expect(found.get('BOM')?.blocked).toMatch(/salesBoms/)
    expect((await connect({ salesBoms: { BOM: 2 } }).findItems(['BOM'])).get('BOM')).not.toHaveProperty('blocked')
  })
})

describe('payments', () => {
  const payment = (key: string, salesDocumentId: string) => ({
    key,
    subjectId: 'C00001',
    salesDocumentId,
    amount: amount('12.2'),
    currency: 'EUR',
    date: '2026-01-31',
    reference: 'pi_3NxYkRthree-and-some-more-letters',
  })

  it('are booked on the invoice and found again by their key, unless cancelled', async () => {
    const { b1, erp, place, work } = company()
    const { erpId } = await place(sampleOrder(), 'paid')
    work(erpId, 'invoice-only')
    const [invoice] = await erp.findFollowUps([erpId])
    b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/IncomingPayments' } })
    const input = { ...payment('pay-1', erpId), invoiceId: invoice?.erpId ?? '' }
    await expect(erp.payments.create(input)).rejects.toMatchObject({ errorClass: 'unknown' })
    const found = await erp.payments.find('pay-1')
    const stored = b1.list<Record<string, unknown>>('IncomingPayments')
    expect(stored).toHaveLength(1)
    expect(stored[0]).toMatchObject({ TransferSum: 12.2, TransferAccount: '110100', DocEntry: Number(found?.erpId) })
    expect(b1.list<{ DocumentStatus: string }>('Invoices').at(-1)?.DocumentStatus).toBe('bost_Close')
    expect(await erp.payments.find('pay-2')).toBeUndefined()
  })

  it('without an account are refused before SAP is asked', async () => {
    const { connect, sent } = company()
    const erp = connect({ paymentAccount: undefined })
    sent.length = 0
    await expect(erp.payments.create(payment('pay-3', '1'))).rejects.toMatchObject({ code: 'sap-b1:payment-account' })
    expect(sent).toHaveLength(0)
  })
})

describe('webhooks', () => {
  it('are subscribed once, renewed afterwards, and shake hands', async () => {
    const { b1, connect } = company()
    const erp = connect({ webhook: { enabled: true } })
    expect(await erp.callbacks.subscribe('https://bridge.example/erp/b1')).toBe(true)
    expect(await erp.callbacks.subscribe('https://bridge.example/erp/b1-new')).toBe(true)
    const own = b1
      .list<Record<string, unknown>>('EventSubscriptions')
      .filter(({ WebhookID }) => WebhookID === 'orderbridge-b1')
    expect(own).toHaveLength(1)
    expect(own[0]).toMatchObject({ WebhookURL: 'https://bridge.example/erp/b1-new', AuthenticationType: 'HMAC' })
  })

  it('are left alone when they are off, on v1, and without a key', async () => {
    const { erp, connect } = company()
    expect(await erp.callbacks.subscribe('https://bridge.example/x')).toBe(false)
    expect(
      await connect({ webhook: { enabled: true }, version: 'v1' }).callbacks.subscribe('https://bridge.example/x'),
    ).toBe(false)
    const keyless = connect({ webhook: { enabled: true } }, { webhookKey: undefined })
    expect(await keyless.callbacks.subscribe('https://bridge.example/x')).toBe(false)
  })
})

describe('diagnose', () => {
  it('tells a clock that is wrong', async () => {
    const findings = await company().erp.diagnose({ fix: false })
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({ ok: false })
  })

  it('finds nothing wrong with a company that is set up', async () => {
    // The simulated server's HTTP dates are of the machine's clock.
    const clock = { now: () => new Date() }
    const findings = await company()
      .connect({ webhook: { enabled: true } }, {}, clock)
      .diagnose({ fix: false })
    expect(findings.filter(({ ok }) => !ok)).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['log-in', 'user field', 'VAT groups', 'expenses', 'PDF', 'webhooks']),
    )
  })

  it('names every code of the mapping that SAP does not have, and rates that differ', async () => {
    const erp = company().connect({
      vatGroups: { '22': 'S19', '9.5': 'NOPE' },
      shippingExpense: 99,
      warehouses: { default: '77' },
      subjects: { collective: 'C-NONE', group: 5 },
      paymentAccount: '999',
      localCurrency: 'USD',
      gatewayUrl: undefined,
    })
    const wrong = (await erp.diagnose({ fix: false })).filter(({ ok }) => !ok)
    const details = wrong.map(({ detail }) => detail).join('\n')
    for (const text of ['S19 has 19 %, not 22 %', 'NOPE does not exist', '99', '77', 'C-NONE', '999', 'EUR']) {
      expect(details).toContain(text)
    }
    expect(wrong.every(({ remedy }) => remedy !== undefined)).toBe(true)
  })

  it('tells a wrong password from a server that cannot be reached, and stops there', async () => {
    const { connect } = company()
    const [wrong, ...none] = await connect({}, { password: 'wrong' }).diagnose({ fix: false })
    expect(wrong).toMatchObject({ check: 'log-in', ok: false, remedy: expect.stringContaining('password') })
    expect(none).toEqual([])
    const [away] = await connect({ url: 'http://127.0.0.1:9' }).diagnose({ fix: false })
    expect(away).toMatchObject({ ok: false, remedy: expect.stringContaining('address of the Service Layer') })
  })

  it('creates the user field when it may', async () => {
    const erp = company().connect({ udf: 'OtherKey' })
    const field = async (fix: boolean) => (await erp.diagnose({ fix })).find(({ check }) => check === 'user field')
    expect(await field(false)).toMatchObject({ ok: false, remedy: expect.stringContaining('--fix') })
    expect(await field(true)).toMatchObject({ ok: true })
    expect(await field(false)).toMatchObject({ ok: true })
  })
})
