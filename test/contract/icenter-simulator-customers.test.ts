import { describe, expect, it } from 'vitest'
import { type Call, HEAD, keys, problems, record, rows, simulated } from '../fixtures/icenter/simulated.ts'

const customer = (elements: string) =>
  `${HEAD}<Customer>${elements}<SuggestFirstFreeCode>1</SuggestFirstFreeCode><CustomerType>K</CustomerType></Customer>`
const contact = (elements: string) => `${HEAD}<CustomerContacts>${elements}</CustomerContacts>`
const add = (call: Call, elements: string) => call('POST', 'api/Customers/AddCustomer', customer(elements))

describe('customers of the simulated iCenter', () => {
  it('get the first free code of seven digits when the ERP is asked to give one', async () => {
    const { call } = await simulated()
    const reply = await add(call, '<Code></Code><Name>Ana Novak &amp; sin ß 漢字</Name><Country>SI</Country>')
    expect(keys(reply)).toEqual(['0000003'])
    expect(record((await call('GET', 'api/Customers/0000003')).root)).toMatchObject({
      Code: '0000003',
      Name: 'Ana Novak & sin ß 漢字',
      Currency: '978',
      CustomerType: 'K',
    })
  })

  it('are not found under a code without its leading zeros: 200 with an empty element', async () => {
    const { call } = await simulated()
    const reply = await call('GET', 'api/Customers/2')
    expect([reply.status, reply.root.name, reply.root.children]).toEqual([200, 'Customer', []])
    expect(rows(await call('GET', 'api/Customers/GetCustomers?searchQuery.code=2'))).toEqual([])
  })

  it('are found by tax number, by code and by what changed, page by page', async () => {
    const { call, clock } = await simulated()
    clock.advance(60_000)
    for (const name of ['Ana', 'Bor', 'Cene']) await add(call, `<Name>${name}</Name>`)
    const of = async (query: string) =>
      rows(await call('GET', `api/Customers/GetCustomers?${query}`)).map(row => row.Name)
    expect(await of('searchQuery.taxNumber=SI12345678')).toEqual(['Kovač & Sinovi d.o.o.'])
    expect(await of('searchQuery.code=0000003')).toEqual(['Ana'])
    expect(await of('searchQuery.recordDtModifiedFrom=2026-01-31T10:01:00')).toEqual(['Ana', 'Bor', 'Cene'])
    expect(await of('searchQuery.page=2&searchQuery.pageSize=2')).toEqual(['Ana', 'Bor'])
    expect(await of('searchQuery.page=3&searchQuery.pageSize=2')).toEqual(['Cene'])
    expect(await of('searchQuery.page=4&searchQuery.pageSize=2')).toEqual([])
  })

  it('are refused with everything that is wrong with them', async () => {
    const { call } = await simulated()
    const taken = `${HEAD}<Customer><Code>0000002</Code><Name></Name><Country>XX</Country><Currency>999</Currency></Customer>`
    const reply = await call('POST', 'api/Customers/AddCustomer', taken)
    expect(reply.status).toBe(409)
    expect(problems(reply).map(({ message }) => message)).toEqual([
      'Naziv stranke je obvezen podatek!',
      'Država XX ne obstaja v šifrantu!',
      'Valuta 999 ne obstaja!',
      'Zapis/zapisi za stranko/stranke : 0000002 že obstaja/obstajajo!',
    ])
  })

  it('know countries by two letters or by number, as the site has it', async () => {
    const { call } = await simulated({ variants: { countryCodes: 'numeric' } })
    expect((await add(call, '<Name>Ana</Name><Country>705</Country>')).status).toBe(200)
    expect((await add(call, '<Name>Ana</Name><Country>DE</Country>')).status).toBe(409)
  })

  it('cut or refuse texts that are too long for their column, where limits are known', async () => {
    const long = '<Name>Ana Marija Novak Kovačič Žagar</Name>'
    const refusing = await simulated({ variants: { textLimits: { Name: 24 } } })
    expect(problems(await add(refusing.call, long))[0]?.message).toBe('Podatek Name je predolg (največ 24 znakov)!')
    const cutting = await simulated({ variants: { textLimits: { Name: 24 }, textTooLong: 'cut' } })
    expect((await add(cutting.call, long)).status).toBe(200)
    expect(record((await cutting.call('GET', 'api/Customers/0000003')).root).Name).toBe('Ana Marija Novak Kovačič')
  })

  it('change only what an update sends', async () => {
    const { call, clock } = await simulated()
    clock.advance(5000)
    const body = `${HEAD}<CustomerV2><Code>0000002</Code><City>Žalec</City></CustomerV2>`
    expect((await call('PATCH', 'api/V2/Customers/UpdateCustomer', body)).status).toBe(200)
    expect(record((await call('GET', 'api/Customers/0000002')).root)).toMatchObject({
      City: 'Žalec',
      PostalCode: '3000',
      RecordLastModified: '2026-01-31T10:00:05',
    })
  })

  it('have e-mail and phone in their contacts, where they are found by e-mail in any case', async () => {
    const { call } = await simulated()
    await add(call, '<Name>Ana Novak</Name>')
    const mail = contact('<CustomerID>0000003</CustomerID><ContactEMail>ana@kupci.example</ContactEMail>')
    expect(keys(await call('POST', 'api/Customers/AddCustomerContacts', mail))).toEqual(['0000003', '001', '1'])
    expect(keys(await call('POST', 'api/Customers/AddCustomerContacts', mail))).toEqual(['0000003', '001', '2'])
    const found = rows(
      await call('GET', 'api/Customers/GetCustomerContacts?searchQuery.contactEMail=ANA@kupci.example'),
    )
    expect(found.map(row => [row.CustomerID, row.Default])).toEqual([
      ['0000003', 'true'],
      ['0000003', 'false'],
    ])
    const changed = contact(
      '<CustomerID>0000003</CustomerID><ContactTypeID>001</ContactTypeID><ContactInTypeID>1</ContactInTypeID><ContactPhoneNo>041 000 000</ContactPhoneNo>',
    )
    expect((await call('POST', 'api/Customers/ModifyCustomerContacts', changed)).status).toBe(200)
    const [first] = rows(await call('GET', 'api/Customers/GetCustomerContacts?searchQuery.customerID=0000003'))
    expect(first).toMatchObject({ ContactEMail: 'ana@kupci.example', ContactPhoneNo: '041 000 000' })
  })

  it('take no contact for a customer that does not exist', async () => {
    const { call } = await simulated()
    const reply = await call('POST', 'api/Customers/AddCustomerContacts', contact('<CustomerID>3</CustomerID>'))
    expect([reply.status, problems(reply)[0]?.message]).toEqual([409, 'Stranka 3 ne obstaja!'])
  })
})
