import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { isRecord } from '../paths.ts'

/**
 * XML as plain values: attributes as "@name", text beside attributes as "#text", name spaces left away, repeated
 * elements as lists, everything as text so that leading zeros stay. No entities but the five of XML and numbers.
 */

const MAX_DEPTH = 64

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  cdataPropName: '#cdata',
  maxNestedTags: MAX_DEPTH,
  tagValueProcessor: (_name, text) => decode(text),
  attributeValueProcessor: (_name, text) => decode(text),
})

/** @returns undefined for what is not XML, names a document type, or is nested deeper than 64. */
export function parseXml(text: string): unknown {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return undefined
  try {
    return plain(parser.parse(text))
  } catch {
    return undefined
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (found, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? found
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : found
  })

/** Raw character data is text like any other; an element that says nil holds nothing. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isRecord(value)) return value
  if (value['@nil'] === 'true' || value['@nil'] === '1') return undefined
  const { '#cdata': raw, ...rest } = value
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, plain(one)]))
  if (raw === undefined) return inner
  const text = `${inner['#text'] ?? ''}${[raw].flat().join('')}`
  return Object.keys(inner).every(key => key === '#text') ? text : { ...inner, '#text': text }
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  tagValueProcessor: (_name, value) => encode(String(value)),
  attributeValueProcessor: (_name, value) => encode(String(value)),
})

/** @throws RangeError when the value is not one element, or a name is none of XML. */
export function buildXml(value: unknown): string {
  if (!isRecord(value) || Object.keys(value).length !== 1)
    throw new RangeError('XML needs one element around all others')
  checkNames(value, 0)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(value)}`
}

function checkNames(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new RangeError(`XML is nested deeper than ${MAX_DEPTH}`)
  if (Array.isArray(value)) {
    for (const inner of value) checkNames(inner, depth + 1)
    return
  }
  if (!isRecord(value)) return
  for (const [name, inner] of Object.entries(value)) {
    if (name !== '#text' && !/^@?[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name))
      throw new RangeError(`"${name.slice(0, 40)}" cannot be the name of an XML element`)
    checkNames(inner, depth + 1)
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Characters that XML 1.0 cannot hold in any form are left away. */
const encode = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g, '')
    .replace(/[<>&"']/g, character => ESCAPES[character] ?? character)
