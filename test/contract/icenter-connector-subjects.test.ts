import { afterEach, describe, expect, it } from 'vitest'
import { sampleSubject } from '../unit/icenter-sample.ts'
import { sampleAddress } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

const company = useCompany()
afterEach(() => company().saop.faults.clear())

const contactsOf = (code: string) =>
  company()
    .saop.list('contacts')
    .filter(({ CustomerID }) => CustomerID === code)

describe('a new customer', () => {
  it('gets its code from iCenter, carries our tag, and has its e-mail in a contact', async () => {
    const { saop, erp } = company()
    const subject = sampleSubject({ key: 'customer:1', name: 'Žiga ß 漢字 & <Sin>' })
    const code = await erp.createSubject(subject)
    expect(code).toMatch(/^\d{7}$/)
    const stored = saop.list('customers').find(({ Code }) => Code === code)
    expect(stored).toMatchObject({
      Name: 'Žiga ß 漢字 & <Sin>',
      SearchTag: 'WEB1',
      ExternalID: 'WEB1',
      Currency: '978',
      EntityType: 'F',
      CustomerType: 'K',
    })
    expect(contactsOf(code)).toMatchObject([{ ContactEMail: 'ana@example.com', ContactPhoneNo: '+38640123456' }])
    expect((await erp.findSubjects([subject])).get('customer:1')).toEqual({
      erpId: code,
      name: 'Žiga ß 漢字 & <Sin>',
      by: 'our_key',
      ambiguousWith: [],
    })
  })

  it('is made once, however often it is asked for', async () => {
    const { erp, connect } = company()
    const subject = sampleSubject({ key: 'guest:twice@example.com', email: 'twice@example.com' })
    const code = await erp.createSubject(subject)
    expect(await connect().createSubject(subject)).toBe(code)
    expect(contactsOf(code)).toHaveLength(1)
  })

  it('whose answer was lost is found by its tag', async () => {
    const { saop, erp } = company()
    const subject = sampleSubject({ key: 'customer:3', email: 'three@example.com' })
    saop.faults.add({ kind: 'commitThenDrop', match: { path: '/AddCustomerContacts' } })
    await expect(erp.createSubject(subject)).rejects.toMatchObject({ errorClass: 'unknown' })
    expect((await erp.findSubjects([subject])).get('customer:3')?.by).toBe('our_key')
  })

  it('without its contact, after a crash between the two writes, counts as not there and is completed', async () => {
    const { saop, erp } = company()
    const subject = sampleSubject({ key: 'customer:4', email: 'four@example.com' })
    saop.faults.add({ kind: 'commitThenDrop', match: { path: '/AddCustomer' } })
    await expect(erp.createSubject(subject)).rejects.toMatchObject({ errorClass: 'unknown' })
    const [half] = saop.list('customers').filter(({ ExternalID }) => ExternalID === 'WEB4')
    expect(half).toBeDefined()
    expect((await erp.findSubjects([subject])).size).toBe(0)
    expect(await erp.createSubject(subject)).toBe(half?.Code)
    expect(contactsOf(String(half?.Code))).toHaveLength(1)
    expect((await erp.findSubjects([subject])).get('customer:4')?.erpId).toBe(half?.Code)
  })

  it('is found among the latest by ExternalID where people have changed SearchTag', async () => {
    const { saop, erp } = company()
    const subject = sampleSubject({ key: 'customer:5', email: 'five@example.com' })
    const code = await erp.createSubject(subject)
    saop.transact(work => work.put('customers', code, { ...work.get('customers', code), SearchTag: 'NOVAK' }))
    expect((await erp.findSubjects([subject])).get('customer:5')).toMatchObject({ erpId: code, by: 'our_key' })
  })
})

describe('a customer that is there already', () => {
  it('is found by its VAT id, with and without the country', async () => {
    const { erp } = company()
    const firm = sampleSubject({
      key: 'vat:SI12345678',
      kind: 'company',
      vatId: 'SI 12345678',
      email: 'x@kovac.example',
    })
    expect((await erp.findSubjects([firm])).get('vat:SI12345678')).toMatchObject({
      name: 'Kovač & Sinovi d.o.o.',
      by: 'vat_id',
    })
  })

  it('is found by e-mail in any case, but never a company for a person who writes from it', async () => {
    const { saop, erp } = company()
    const code = saop.transact(work => {
      const row = { Code: '0000900', Name: 'Bine Kos', CustomerStatus: true }
      work.put('customers', '0000900', row)
      work.put('contacts', '0000900:001:1', {
        CustomerID: '0000900',
        ContactEMail: 'Bine@Example.com',
        ContactActive: true,
      })
      return row.Code
    })
    const person = sampleSubject({ key: 'guest:bine@example.com', email: 'bine@example.com' })
    const clerk = sampleSubject({ key: 'guest:racuni@kovac.example', email: 'racuni@kovac.example' })
    const found = await erp.findSubjects([person, clerk])
    expect(found.get(person.key)).toMatchObject({ erpId: code, by: 'email' })
    expect(found.has(clerk.key)).toBe(false)
  })

  it('is a question for a person when there are two', async () => {
    const { saop, erp } = company()
    saop.transact(work => {
      for (const code of ['0000801', '0000802'])
        work.put('customers', code, { Code: code, Name: 'Dvojnik', TaxNumber: '87654321', CustomerStatus: true })
    })
    const firm = sampleSubject({ key: 'vat:SI87654321', kind: 'company', vatId: 'SI87654321' })
    const found = (await erp.findSubjects([firm])).get(firm.key)
    expect([found?.erpId, ...(found?.ambiguousWith ?? [])].toSorted()).toEqual(['0000801', '0000802'])
  })

  it('is never taken for one that is meant for a single order', async () => {
    const { erp } = company()
    const subject = sampleSubject({ key: 'order:123', vatId: 'SI12345678', email: 'racuni@kovac.example' })
    expect((await erp.findSubjects([subject])).size).toBe(0)
  })
})

describe('items', () => {
  it('are found by their exact code, leading zeros and all, and inactive ones are blocked', async () => {
    const { saop, erp } = company()
    saop.createItem('0000007', 'Z ničlami')
    saop.createItem('A & B/č', 'Poseben')
    saop.createItem('STAR', 'Star')
    saop.changeItem('STAR', { IsActive: 'N' })
    const found = await erp.findItems(['0000007', '7', 'A & B/č', 'STAR', 'NI-GA', ''])
    expect([...found.keys()].toSorted()).toEqual(['0000007', 'A & B/č', 'STAR'])
    expect(found.get('0000007')).toEqual({ erpId: '0000007', name: 'Z ničlami' })
    expect(found.get('STAR')?.blocked).toBe('is not active in iCenter')
  })
})

describe('a refusal', () => {
  it('of a customer is told in the words of iCenter', async () => {
    const billing = { ...sampleAddress, country: 'XX' }
    await expect(company().erp.createSubject(sampleSubject({ key: 'customer:9', billing }))).rejects.toMatchObject({
      errorClass: 'permanent',
      message: 'Država XX ne obstaja v šifrantu!',
    })
  })
})
