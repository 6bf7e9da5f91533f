import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBody } from '../../src/erp/icenter/decode.ts'
import { element, integer, rows, text } from '../../src/erp/icenter/fields.ts'
import { ORDER_HEADER } from '../../src/erp/icenter/models.ts'
import { readXml, writeXml } from '../../src/erp/icenter/xml.ts'

describe('reading XML', () => {
  it('goes by local names and keeps codes as they are written', () => {
    const read = readXml(
      '<?xml version="1.0" encoding="utf-8"?><a:Customer xmlns:a="urn:x" xmlns:xsi="urn:y"><a:Code> 0000003 </a:Code><Notes xsi:nil="true"/></a:Customer>',
    )
    expect(read).toEqual({ root: 'Customer', content: { Code: '0000003', Notes: '' } })
  })

  it('understands the five entities, numbers and CDATA, each once', () => {
    const { content } = readXml('<A>&amp;lt; &lt;&gt;&quot;&apos; &#269;&#x10D;<![CDATA[&amp; <b>]]>&unknown;</A>')
    expect(content).toBe(`&lt; <>"' čč&amp; <b>&unknown;`)
  })

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an answer that was cut', '<ArrayOfItem><Item><ItemID>1</ItemID></Item>'],
    ['crossed elements', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['a text', 'Service Unavailable'],
    ['nothing', ''],
    ['elements in elements without end', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`],
    ['a name that is no name of data', '<a><__proto__>1</__proto__></a>'],
  ])('refuses %s', (_, xml) => {
    expect(() => readXml(xml)).toThrowError(expect.objectContaining({ name: 'XmlProblem' }))
  })

  it('takes the rows of a list whatever they are called, and an empty list', () => {
    const list = rows(element({ ItemID: text, Qty: integer }))
    const parse = (xml: string) => list.parse(readXml(xml).content)
    expect(
      parse('<ArrayOfItem><Item><ItemID>1</ItemID><Qty>2</Qty></Item><Item><ItemID>2</ItemID></Item></ArrayOfItem>'),
    ).toEqual([
      { ItemID: '1', Qty: 2 },
      { ItemID: '2', Qty: undefined },
    ])
    expect(parse('<ArrayOfStockItem><StockItem><ItemID>1</ItemID></StockItem></ArrayOfStockItem>')).toHaveLength(1)
    expect(parse('<ArrayOfItem/>')).toEqual([])
  })
})

describe('writing XML', () => {
  it('follows the order of the documentation, whatever the order of the object', () => {
    const header = {
      OrderLines: { OrderLine: [{ Qty: '2', ItemID: 'A', OrderLineNo: 1 }] },
      Comment: 'x',
      OrderYear: 2026,
      OrderBook: 'VNK',
    }
    expect(writeXml('OrderHeader', header, ORDER_HEADER)).toBe(
      '<?xml version="1.0" encoding="utf-8"?><OrderHeader><OrderYear>2026</OrderYear><OrderBook>VNK</OrderBook><Comment>x</Comment>' +
        '<OrderLines><OrderLine><OrderLineNo>1</OrderLineNo><ItemID>A</ItemID><Qty>2</Qty></OrderLine></OrderLines></OrderHeader>',
    )
  })

  it('leaves out what is not said, and refuses elements that it does not know', () => {
    expect(writeXml('A', { B: undefined, C: null }, ['B', 'C'])).toBe('<?xml version="1.0" encoding="utf-8"?><A></A>')
    expect(() => writeXml('A', { Hidden: '1' }, ['B'])).toThrow('A has no element Hidden')
    expect(() => writeXml('A', { B: { C: '1' } }, ['B'])).toThrow('A.B is a text')
  })

  it('says the same when it is read again, for every text that XML can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), value => {
        const held = value.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
        const { content } = readXml(writeXml('A', { B: `|${value}|` }, ['B']))
        expect(content).toEqual({ B: `|${held}|` })
      }),
      { seed: 5 },
    )
  })
})

describe('decoding an answer', () => {
  const utf8 = new TextEncoder()

  it('drops the byte order mark', () => {
    expect(decodeBody(utf8.encode('\uFEFF<a>č</a>'), 'application/xml; charset=utf-8')).toBe('<a>č</a>')
  })

  it('goes by the charset, then by what the bytes can be', () => {
    // "že obstaja" in windows-1250
    const cp1250 = Uint8Array.of(0x9e, 0x65, 0x20, 0x6f, 0x62, 0x73, 0x74, 0x61, 0x6a, 0x61)
    for (const type of [
      'text/xml; charset=windows-1250',
      'text/xml',
      'application/xml; charset=utf-8',
      'a; charset=nonsense',
      undefined,
    ])
      expect(decodeBody(cp1250, type)).toBe('že obstaja')
    expect(decodeBody(utf8.encode('že'), undefined)).toBe('že')
  })
})
