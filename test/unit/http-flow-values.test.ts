import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../../src/erp/http-flow/conditions.ts'
import { readAmount, readDate, readFlag, readText, Unfit } from '../../src/erp/http-flow/fields.ts'
import { decodeText, encodeBody, parseJson } from '../../src/erp/http-flow/formats.ts'
import { formatMoment, formatSpan, readDay } from '../../src/erp/http-flow/times.ts'
import { at, rowsAt } from '../../src/erp/paths.ts'

describe('places in answers', () => {
  it('lead through maps and lists, and to nothing else', () => {
    const answer = { data: { orders: [{ id: 7 }, { id: 8 }], 'a/b': 1 } }
    expect(at(answer, 'data/orders/1/id')).toBe(8)
    expect(at(answer, '/data/orders/id')).toBe(7)
    expect(at(answer, 'data/a~1b')).toBe(1)
    expect(at(answer, 'data/constructor')).toBeUndefined()
    expect(at(answer, 'data/orders/length')).toBeUndefined()
  })

  it('give rows of one, of many and of none alike', () => {
    expect(rowsAt({ o: { id: 1 } }, 'o')).toEqual([{ id: 1 }])
    expect(rowsAt({ o: [1, 2] }, 'o')).toEqual([1, 2])
    expect([rowsAt({ o: '' }, 'o'), rowsAt({}, 'o'), rowsAt({ o: null }, 'o'), rowsAt({}, '')]).toEqual([
      [],
      [],
      [],
      [],
    ])
  })
})

describe('values', () => {
  it('are mapped, with a word for all others, or are fixed', () => {
    expect(readText({ s: 'Z' }, { path: 's', values: { Z: 'closed' } })).toBe('closed')
    expect(readText({ s: 'Q' }, { path: 's', values: { Z: 'closed' }, otherwise: 'open' })).toBe('open')
    expect(readText({}, { otherwise: 'EUR' })).toBe('EUR')
    expect(readFlag({ c: 'Yes' }, 'c')).toBe(true)
  })

  it('are amounts in the ERP’s way of writing, never anything else', () => {
    expect(readAmount({ t: '1.234,50' }, 't', true)).toBe('1234.5')
    expect(readAmount({ t: '-12,46' }, 't', true)).toBe('-12.46')
    expect(readAmount({ t: 12.46 }, 't', false)).toBe('12.46')
    // A JSON number has no way of writing: a hundred of these would be made of one.
    expect(readAmount({ t: 12.46 }, 't', true)).toBe('12.46')
    expect(() => readAmount({ t: '12.46' }, 't', true)).toThrow(Unfit)
    expect(() => readAmount({ t: '1,234.50' }, 't', true)).toThrow(Unfit)
    expect(() => readAmount({ t: '12 EUR' }, 't', false)).toThrow(Unfit)
    expect(() => readAmount({ t: 'Infinity' }, 't', false)).toThrow(Unfit)
  })

  it('keep numbers that a double cannot hold', () => {
    expect(parseJson('{"id": 1234567890123456789, "n": 0.1, "s": "1e999"}')).toEqual({
      id: '1234567890123456789',
      n: 0.1,
      s: '1e999',
    })
    expect(parseJson('['.repeat(5000))).toBeUndefined()
  })

  it('are dates of the ERP’s own day', () => {
    expect(readDate({ d: '31.01.2026 10:00' }, { path: 'd', format: 'dd.MM.yyyy' }, 'UTC')).toBe('2026-01-31')
    expect(readDay('2026-01-31T23:30:00Z', undefined, 'Europe/Ljubljana')).toBe('2026-02-01')
    expect(readDay('2026-01-31T23:30:00', undefined, 'Europe/Ljubljana')).toBe('2026-01-31')
    expect(readDay('1769900000', 'unix', 'UTC')).toBe('2026-01-31')
    expect(() => readDate({ d: '2026-13-77' }, 'd', 'UTC')).toThrow(Unfit)
  })

  it('decide conditions that all have to hold', () => {
    const answer = { status: 200, body: { code: 12, text: 'Naročilo ŽE obstaja', rows: [] } }
    expect(holds({ statuses: [200], path: 'code', is: ['12'] }, answer)).toBe(true)
    expect(holds({ statuses: [500], path: 'code', is: ['12'] }, answer)).toBe(false)
    expect(holds({ path: 'text', contains: ['že obstaja'] }, answer)).toBe(true)
    expect([holds({ path: 'rows', present: false }, answer), holds({ path: 'none', is: ['x'] }, answer)]).toEqual([
      true,
      false,
    ])
  })

  it('come in the encoding that header or XML declaration say', () => {
    const text = '<?xml version="1.0" encoding="windows-1250"?><a>č</a>'
    const bytes = Buffer.from([...text].map(letter => (letter === 'č' ? 0xe8 : letter.charCodeAt(0))))
    expect(decodeText(bytes, 'text/xml')).toBe(text)
    expect(decodeText(Buffer.from('\uFEFF{"č":1}'), 'application/json')).toBe('{"č":1}')
    expect(encodeBody({ a: 'ž &', b: ['1', 2], c: undefined }, 'form')).toBe('a=%C5%BE+%26&b=1&b=2')
  })
})

describe('moments on the ERP’s wall clock', () => {
  it('are written as it wants them', () => {
    const moment = new Date('2026-07-01T10:20:30.456Z')
    const zone = 'Europe/Ljubljana'
    expect(formatMoment(moment, 'iso', zone)).toBe('2026-07-01T10:20:30.456Z')
    expect(formatMoment(moment, 'yyyy-MM-ddTHH:mm:ss.SSSxxx', zone)).toBe('2026-07-01T12:20:30.456+02:00')
    expect(formatMoment(moment, 'unix', zone)).toBe('1782901230')
    expect(formatMoment(moment, 'dd.MM.yyyy HH:mm', 'America/New_York')).toBe('01.07.2026 06:20')
  })

  it('of a span hold every moment in it, also while the clocks change', () => {
    const zone = 'Europe/Ljubljana'
    const format = 'yyyy-MM-dd HH:mm:ss'
    const around = fc.integer({ min: -6 * 3600, max: 6 * 3600 })
    const change = fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z')
    fc.assert(
      fc.property(change, around, around, around, (at, a, b, c) => {
        const [from, moment, to] = [a, b, c].sort((x, y) => x - y).map(s => new Date(Date.parse(at) + s * 1000))
        if (!from || !moment || !to) return
        const { since, until } = formatSpan(from, to, format, zone)
        const text = formatMoment(moment, format, zone)
        expect(since <= text && text <= until).toBe(true)
      }),
    )
  })
})
