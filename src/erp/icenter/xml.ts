import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** XML in and out. Elements only: iCenter puts nothing that we need into attributes; empty and xsi:nil mean the same. */

/** A leaf is its text, an element with children an object, a repeated one an array. */
export type XmlValue = string | XmlObject | readonly XmlValue[]
export interface XmlObject {
  readonly [name: string]: XmlValue
}

/** The elements of a type in the order of iCenter's documentation: some deserialisers drop what stands elsewhere. */
export type Model = readonly (string | { readonly name: string; readonly model: Model })[]

/** The text is not XML, or is not XML that we take. Carries none of it. */
export class XmlProblem extends Error {
  override readonly name = 'XmlProblem'
}

const DEEPEST = 24

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  // Codes are texts: "0000003" is not 3.
  parseTagValue: false,
  trimValues: true,
  maxNestedTags: DEEPEST,
  processEntities: true,
  entityDecoder: {
    decode: decodeEntities,
    reset: () => {},
    setExternalEntities: () => {},
    addInputEntities: () => {},
    setXmlVersion: () => {},
  },
})

/**
 * @returns the root element's local name and content
 * @throws XmlProblem for broken or cut XML, document types, and elements nested deeper than any answer of iCenter
 */
export function readXml(text: string): { readonly root: string; readonly content: XmlValue } {
  // The only way to declare entities, or to have the parser fetch something.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlProblem('it has a document type')
  try {
    if (XMLValidator.validate(text) !== true) throw new XmlProblem('it is not well-formed XML')
    const [entry, ...more] = Object.entries(parser.parse(text))
    if (!entry || more.length > 0) throw new XmlProblem('it has no single root element')
    // ignoreAttributes and parseTagValue leave nothing but texts, objects and arrays of them.
    return { root: entry[0], content: entry[1] as XmlValue }
  } catch (cause) {
    if (cause instanceof XmlProblem) throw cause
    throw new XmlProblem('it cannot be parsed', { cause })
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The five of XML and numbers; anything else stays as it is, because nothing can have declared it. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

/**
 * @param value its elements, in any order; undefined and null are left out
 * @throws XmlProblem for an element that the model does not have: it would be dropped without a word
 */
export const writeXml = (root: string, value: object, model: Model): string =>
  `<?xml version="1.0" encoding="utf-8"?>${element(root, write(value, model, root))}`

function write(value: object, model: Model, path: string): string {
  const known = new Map(
    model.map(entry => (typeof entry === 'string' ? [entry, undefined] : [entry.name, entry.model])),
  )
  const foreign = Object.keys(value).find(name => !known.has(name))
  if (foreign !== undefined) throw new XmlProblem(`${path} has no element ${foreign.slice(0, 60)}`)
  const given = new Map<string, unknown>(Object.entries(value))
  return [...known].map(([name, inner]) => writeField(name, given.get(name), inner, `${path}.${name}`)).join('')
}

function writeField(name: string, value: unknown, model: Model | undefined, path: string): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(item => writeField(name, item, model, path)).join('')
  if (typeof value !== 'object') {
    if (model) throw new XmlProblem(`${path} is not an element with elements in it`)
    return element(name, escapeText(String(value)))
  }
  if (!model) throw new XmlProblem(`${path} is a text`)
  return element(name, write(value, model, path))
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`

/** What XML 1.0 cannot hold in any form: control characters, half surrogate pairs. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export const escapeText = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
