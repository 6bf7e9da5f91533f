import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPath, renderRequest } from '../../src/erp/http-flow/render-request.ts'
import { requestSchema } from '../../src/erp/http-flow/request-schema.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { renderText, renderTree, TemplateError, type Unmapped } from '../../src/erp/http-flow/template.ts'
import { buildXml, parseXml } from '../../src/erp/http-flow/xml.ts'

const settings = flowSettings.parse({
  flow: 'small',
  url: 'https://erp.example/api/',
  orders: { find: { path: '/o', fields: { id: 'id', total: 't' } }, write: { path: '/o', check: { id: 'id' } } },
})

describe('a template', () => {
  it('fills in places and passes them through filters', () => {
    const vars = {
      order: { number: '000000123', total: '1234.5', placedAt: '2026-01-31T23:30:00Z', street: ['A 1', 'B'] },
    }
    const filled = (text: string) => renderText(text, vars)
    expect(filled('WEB-{{order.number}}')).toBe('WEB-000000123')
    expect(filled('{{ order.total | fixed(2) | comma }}')).toBe('1234,50')
    expect(filled('{{order.total|cents}}')).toBe('123450')
    expect(filled('{{order.placedAt|date(dd.MM.yyyy, Europe/Ljubljana)}}')).toBe('01.02.2026')
    expect(filled('{{order.street|join(", ")}}')).toBe('A 1, B')
    expect(filled('{{order.none|default(-)}}')).toBe('-')
    expect(filled('{{order.none}}')).toBeUndefined()
    expect(filled("name eq {{order.name|default(O'Hara)|quoted}}")).toBe("name eq 'O''Hara'")
    expect(renderText('code in ({{codes|quoted|join(,)}})', { codes: ["A'1", 'B'] })).toBe("code in ('A''1','B')")
  })

  it('reaches nothing but data: no constructor, no prototype', () => {
    expect(renderText('{{order.constructor.name}}', { order: {} })).toBeUndefined()
    expect(renderText('{{__proto__.toString}}', {})).toBeUndefined()
    expect(() => renderText('{{order[0]}}', {})).toThrow(TemplateError)
  })

  it('never lets a value out of its place in an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const wanted = value.trim() === '' ? undefined : value.toWellFormed()
        if (wanted === undefined || /^\.{1,2}$/.test(wanted) || wanted !== value) return
        const [, segment = '', rest] = renderPath('/{{value}}/end', { value }).split('/')
        expect([decodeURIComponent(segment), rest]).toEqual([value, 'end'])
      }),
    )
    expect(renderPath('/{{value}}/end', { value: '..' })).toBe('//end')
    expect(() => renderPath('/{{value}}', {})).toThrow(/needs something that has no value/)
  })

  it('writes headers that can be sent, whatever the value', () => {
    const step = requestSchema.parse({ path: '/x', headers: { 'X-Who': '{{who}}' } })
    const { headers } = renderRequest(settings, step, { who: 'Šo\r\nfi: 1' })
    expect(headers?.['x-who']).toBe('%C5%A0o fi: 1')
  })

  it('leaves away parameters that come out empty, and encodes the others', () => {
    const step = requestSchema.parse({ path: '/x?a=1', query: { b: '{{b}}', c: '{{c}}' } })
    expect(renderRequest(settings, step, { b: 'ž &+' }).url).toBe('https://erp.example/api/x?a=1&b=%C5%BE%20%26%2B')
  })
})

describe('a tree of templates', () => {
  it('makes lists out of lists, joins them, and leaves away what has no value', () => {
    const order = { lines: [{ sku: 'A' }, { sku: 'B', note: 'x' }], shipping: { gross: '0' }, fees: [{ code: 'cod' }] }
    const tree = {
      rows: {
        $concat: [
          { $each: 'order.lines', $item: { no: '{{position}}', sku: '{{item.sku}}', note: '{{item.note}}' } },
          { $if: 'order.shipping.gross', $then: [{ sku: 'SHIP' }] },
          { $each: 'order.fees', $item: { sku: '{{item.code|upper}}' } },
        ],
      },
      same: '{{order.fees}}',
      constant: 7,
    }
    expect(renderTree(tree, { order })).toEqual({
      rows: [{ no: 1, sku: 'A' }, { no: 2, sku: 'B', note: 'x' }, { sku: 'COD' }],
      same: [{ code: 'cod' }],
      constant: 7,
    })
  })

  it('tells values that the map does not have', () => {
    const unmapped: Unmapped = []
    const tree = { pay: { $value: 'order.payment', $map: { checkmo: 'N' } } }
    expect(renderTree(tree, { order: { payment: 'checkmo' } }, unmapped)).toEqual({ pay: 'N' })
    renderTree(tree, { order: { payment: 'paypal' } }, unmapped)
    expect(unmapped).toEqual([{ place: 'order.payment', value: 'paypal' }])
  })
})

describe('XML', () => {
  it('keeps every text on its way there and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const kept = text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
        const there = parseXml(buildXml({ Order: { Text: `|${kept}|`, '@a': `|${kept}|` } }))
        expect(there).toEqual({ Order: { Text: `|${kept}|`, '@a': `|${kept}|` } })
      }),
    )
  })

  it('reads leading zeros, raw text, nil and repeated elements, and no entities of others', () => {
    const text = '<a xmlns:i="x"><k>007</k><k><![CDATA[1 &amp; 2]]></k><n i:nil="true"/><m z="č">&#x10D;&lt;</m></a>'
    expect(parseXml(text)).toEqual({ a: { k: ['007', '1 &amp; 2'], m: { '@z': 'č', '#text': 'č<' } } })
    expect(parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBeUndefined()
    expect(parseXml('<a>'.repeat(100) + '</a>'.repeat(100))).toBeUndefined()
    expect(parseXml('<html><p>unclosed</html>')).toBeUndefined()
  })

  it('refuses names that would break out of their element', () => {
    expect(() => buildXml({ 'a><b': 1 })).toThrow(RangeError)
    expect(() => buildXml({ a: 1, b: 2 })).toThrow(/one element/)
  })
})
