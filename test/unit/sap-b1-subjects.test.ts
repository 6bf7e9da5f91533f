import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { UserError } from '../../src/domain/errors.ts'
import type { Subject } from '../../src/domain/subject.ts'
import { connectorKinds, createConnector } from '../../src/erp/registry.ts'
import { groupClauses, keyOf, quote } from '../../src/erp/sap-b1/odata.ts'
import { cardCodeOf, describeSubject, vatIdOf } from '../../src/erp/sap-b1/subjects.ts'
import { cutText } from '../../src/erp/sap-b1/text.ts'
import { sampleOrder } from './sample-order.ts'
import { sampleSettings, settingsWith } from './sap-b1-sample.ts'

describe('the code of a customer', () => {
  it('shows the customer id, and is a hash for everybody else', () => {
    expect(cardCodeOf('customer:45', settingsWith())).toBe('WEB45')
    expect(cardCodeOf('guest:ana@example.com', settingsWith())).toMatch(/^WEB[0-9A-HJKMNP-TV-Z]{12}$/)
    expect(cardCodeOf('customer:45', settingsWith({ subjects: { cardCodePrefix: 'SI-' } }))).toBe('SI-45')
  })

  it('is the same for the same key in any case, at most 15 characters, and different for different keys', () => {
    const settings = settingsWith()
    fc.assert(
      fc.property(fc.emailAddress(), fc.emailAddress(), (one, two) => {
        const [first, second] = [cardCodeOf(`guest:${one}`, settings), cardCodeOf(`guest:${two}`, settings)]
        expect(first).toBe(cardCodeOf(`guest:${one.toUpperCase()}`, settings))
        expect(first.length).toBeLessThanOrEqual(15)
        expect(first === second).toBe(one.toLowerCase() === two.toLowerCase())
      }),
    )
  })

  it('never changes: documents in the ERP hang on it', () => {
    expect(cardCodeOf('guest:ana@example.com', settingsWith())).toBe('WEB9NNNBZH0N3MH')
  })
})

it('a VAT id is the same whatever stands between its characters', () => {
  expect(vatIdOf(' si 123.456-78 ')).toBe('SI12345678')
  expect(vatIdOf(undefined)).toBe('')
})

it('the request for a company has its group, VAT id, contact person and both addresses', () => {
  const { billing } = sampleOrder()
  const subject: Subject = {
    key: 'vat:SI12345678',
    kind: 'company',
    name: 'Podjetje d.o.o.',
    email: 'ana@example.com',
    phone: '040 111 222',
    vatId: 'SI12345678',
    billing: { ...billing, company: 'Podjetje d.o.o.', region: 'Osrednja' },
    shipping: billing,
  }
  expect(describeSubject(subject, settingsWith())).toEqual({
    method: 'POST',
    path: '/b1s/v2/BusinessPartners',
    body: {
      CardCode: cardCodeOf('vat:SI12345678', settingsWith()),
      CardName: 'Podjetje d.o.o.',
      CardType: 'cCustomer',
      CompanyPrivate: 'cCompany',
      Currency: '##',
      GroupCode: 100,
      EmailAddress: 'ana@example.com',
      Phone1: '040111222',
      FederalTaxID: 'SI12345678',
      BPAddresses: [
        {
          AddressName: 'Bill to',
          AddressType: 'bo_BillTo',
          AddressName2: 'Podjetje d.o.o.',
          AddressName3: 'Ana Novak',
          Street: 'Glavna ulica 1a',
          ZipCode: '1000',
          City: 'Ljubljana',
          County: 'Osrednja',
          Country: 'SI',
        },
        {
          AddressName: 'Ship to',
          AddressType: 'bo_ShipTo',
          AddressName2: 'Ana Novak',
          Street: 'Glavna ulica 1a',
          ZipCode: '1000',
          City: 'Ljubljana',
          Country: 'SI',
        },
      ],
      ContactEmployees: [{ Name: 'Ana Novak', FirstName: 'Ana', LastName: 'Novak', E_Mail: 'ana@example.com' }],
    },
  })
})

describe('texts', () => {
  it('are cut to size without leaving half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, size) => {
        const cut = cutText(text, size)
        expect(cut.length).toBeLessThanOrEqual(size)
        expect(cut.isWellFormed()).toBe(true)
        expect(text).toContain(cut)
      }),
    )
  })

  it('are quoted for OData', () => {
    expect(quote("O'Hara")).toBe("'O''Hara'")
    expect(keyOf('BusinessPartners', "C&'1")).toBe("BusinessPartners('C%26''1')")
  })

  it('of any number are asked for in groups that keep the address short and lose none', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 200 }), values => {
        const clause = (value: string) => `U_OrderbridgeId eq ${quote(value.replaceAll(/\p{Cs}/gu, ''))}`
        const groups = groupClauses(values, clause)
        expect(groups.flat()).toEqual(values)
        for (const group of groups)
          expect(encodeURIComponent(group.map(clause).join(' or ')).length).toBeLessThanOrEqual(3000)
      }),
    )
  })
})

describe('the connector', () => {
  const options = {
    connection: 'b1',
    settings: sampleSettings,
    secrets: { user: 'manager', password: 'secret-password' },
    send: () => Promise.reject(new Error('nothing is sent')),
    clock: { now: () => new Date(0) },
    random: () => 0,
  }
  it('says where settings and secrets are wrong, and never shows a secret', () => {
    const wrong = () =>
      createConnector('sap-b1', { ...options, settings: { ...sampleSettings, priceMode: 'both', colour: 1 } })
    expect(wrong).toThrow(UserError)
    expect(wrong).toThrow(/connection b1.*priceMode/)
    const secret = () =>
      createConnector('sap-b1', { ...options, secrets: { user: '', password: 'secret-password', extra: 1 } })
    expect(secret).toThrow(/secrets of connection b1/)
    expect(secret).not.toThrow(/secret-password/)
  })

  it('of an unknown kind is refused with the kinds that there are', () => {
    expect(() => createConnector('sap-b2', options)).toThrow(/sap-b2.*sap-b1/)
    expect(connectorKinds.map(({ kind }) => kind)).toContain('sap-b1')
  })

  it('does not log out of what it never logged in to', async () => {
    await expect(createConnector('sap-b1', options).close()).resolves.toBeUndefined()
  })
})

it('settings and secrets become a JSON Schema that explains every setting', () => {
  const [kind] = connectorKinds.filter(candidate => candidate.kind === 'sap-b1')
  if (!kind) throw new Error('the kind is not registered')
  const schema = z.toJSONSchema(kind.settingsSchema, { io: 'input' })
  expect(schema.required).toEqual(['url', 'companyDb'])
  expect(JSON.stringify(schema)).toContain('VAT group by tax rate')
  expect(z.toJSONSchema(kind.secretsSchema, { io: 'input' }).required).toEqual(['user', 'password'])
})
