import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpId, idOf, namesDocument, parseFollowUpId, parseId } from '../../src/erp/icenter/document-id.ts'
import { icenter } from '../../src/erp/icenter/kind.ts'
import { orderKeyIn } from '../../src/erp/icenter/sales-documents.ts'
import { describeSubject, tagOf } from '../../src/erp/icenter/subjects.ts'
import { findTop } from '../../src/erp/icenter/walk-orders.ts'
import { sampleSettings, sampleSubject, settingsWith } from './icenter-sample.ts'
import { sampleAddress } from './sample-order.ts'

describe('the id of a document', () => {
  it('is year, book and number, and a follow-up is named with its order', () => {
    const order = { year: 2026, book: 'VNK', number: 512 }
    const invoice = { year: 2026, book: 'IR-1', number: 7 }
    expect(parseId(idOf(order))).toEqual(order)
    expect(followUpId({ document: invoice, order })).toBe('2026/IR-1/7@2026/VNK/512')
    expect(parseFollowUpId('2026/IR-1/7@2026/VNK/512')).toEqual({ document: invoice, order })
  })

  it.each([
    '',
    '1042',
    '2026/VNK',
    '2026/VNK/x',
    '26/VNK/1',
    '2026/V K/1',
    '2026//1',
    '2026/VNK/1@',
    "2026/VNK/1' or '1",
  ])('is not "%s"', id => {
    expect(parseId(id)).toBeUndefined()
    expect(parseFollowUpId(id)).toBeUndefined()
  })

  it('is told in every way of writing a reference', () => {
    const key = { year: 2026, book: 'IR', number: 33 }
    expect(['2026/IR/33', 'IR-2026-000033', '33 / IR / 2026'].every(text => namesDocument(text, key))).toBe(true)
    expect(['2026/IR/34', 'IR-2025-000033', '', undefined].some(text => namesDocument(text, key))).toBe(false)
  })
})

describe('the keys of a new order', () => {
  const keys = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }))
  const wanted = { year: 2026, book: 'VNK', number: 512 }

  it.each([
    ['their documented names', keys(['OrderYear', '2026'], ['OrderBook', 'VNK'], ['OrderNumber', '512'])],
    ['other names', keys(['Leto', '2026'], ['Knjiga', 'VNK'], ['Stevilka', '512'])],
    ['another order', keys(['Stevilka', '512'], ['Knjiga', 'VNK'], ['Leto', '2026'])],
    ['the number alone', keys(['x', '512'])],
  ])('are understood with %s', (_, given) => {
    expect(orderKeyIn(given, 'VNK', 2026)).toEqual(wanted)
  })

  it('are not guessed where there is no number', () => {
    expect(orderKeyIn([], 'VNK', 2026)).toBeUndefined()
    expect(orderKeyIn(keys(['Leto', '2026'], ['Knjiga', 'VNK']), 'VNK', 2026)).toBeUndefined()
  })
})

describe('the end of an order book', () => {
  it('is found in few questions, over gaps, from any number that is known', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 0, max: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (length, holes, known) => {
          // Up to three missing in a row, never more than the gap that is looked over.
          const has = (number: number) => number <= length && (number === length || number % 7 >= holes)
          let asked = 0
          const exists = async (number: number) => {
            asked += 1
            return has(number)
          }
          const start = Math.floor(length * known)
          expect(await findTop(exists, has(start) ? start : 0, 5)).toBe(length)
          expect(asked).toBeLessThan(250)
        },
      ),
      { seed: 17, numRuns: 60 },
    )
  })
})

describe('the tag of a customer', () => {
  it('is short, the same for the same key, and tells nothing of the person', () => {
    const settings = settingsWith()
    expect(tagOf('customer:45', settings)).toBe('WEB45')
    const guest = tagOf('guest:Ana@example.com', settings)
    expect(guest).toMatch(/^WEB[0-9A-HJKMNP-TV-Z]{12}$/)
    expect(tagOf('guest:ana@example.com', settings)).toBe(guest)
    expect(tagOf('guest:bine@example.com', settings)).not.toBe(guest)
    expect(tagOf('guest:ana@example.com', settingsWith({ limits: { tag: 10 } }))).toBe(guest.slice(0, 10))
  })
})

describe('the request for a new customer', () => {
  it('lets iCenter give the code, and maps country and currency', () => {
    const firm = sampleSubject({
      kind: 'company',
      name: 'Kovač d.o.o.',
      vatId: 'DE123456789',
      billing: { ...sampleAddress, country: 'DE' },
    })
    const settings = settingsWith({
      countries: { DE: '276' },
      subjects: { group: 'A', companyGroup: 'B' },
      houseNumber: 'separate',
    })
    expect(describeSubject(firm, settings)).toEqual({
      method: 'POST',
      path: '/api/Customers/AddCustomer',
      body: {
        Customer: {
          Name: 'Kovač d.o.o.',
          Address: 'Glavna ulica 1a',
          Country: '276',
          PostalCode: '1000',
          City: 'Ljubljana',
          TaxNumber: 'DE123456789',
          Currency: '978',
          FirstGroupCode: 'B',
          Street: 'Glavna ulica',
          HomeNumber: '1a',
          SubjectToVAT: '1',
          SuggestFirstFreeCode: 1,
          CustomerType: 'K',
          EntityType: 'P',
          SearchTag: 'WEB45',
          ExternalID: 'WEB45',
        },
      },
    })
  })
})

describe('a connection', () => {
  it('names the place of a mistake, never what stands there', () => {
    const options = { connection: 'saop', send: icenter.imagined(), clock: { now: () => new Date() }, random: () => 0 }
    const make = (settings: object, secrets: object) => () => icenter.create({ ...options, settings, secrets })
    expect(make({ ...sampleSettings, organisation: 'x' }, { user: 'u', password: 'p' })).toThrow(
      /settings of connection saop .*organisation/,
    )
    expect(make(sampleSettings, { user: 'u', password: { secret: 1 } })).toThrow(
      /secrets of connection saop .*password/,
    )
  })

  it('to an imagined company finds the items that are asked for, no customer, and takes the new one', async () => {
    const erp = icenter.create({
      connection: 'saop',
      settings: sampleSettings,
      secrets: { user: 'u', password: 'p' },
      send: icenter.imagined(),
      clock: { now: () => new Date('2026-01-31T12:00:00Z') },
      random: () => 0,
    })
    expect([...(await erp.findItems(['A & B', '007'])).keys()]).toEqual(['A & B', '007'])
    expect((await erp.findSalesDocuments(['main-1'])).size).toBe(0)
    expect((await erp.findSubjects([sampleSubject()])).size).toBe(0)
    expect(await erp.createSubject(sampleSubject())).toBe('new')
  })
})
