import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'

/** An element with its children in document order; names without their prefix. */
export interface Element {
  readonly name: string
  readonly nil: boolean
  readonly text: string
  readonly children: readonly Element[]
}

/** The body is not XML that the server can read. */
export class XmlError extends Error {}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
  maxNestedTags: 32,
})

/** What the parser makes of a node: one key that is the name, and ":@" for attributes. */
const nodeSchema = z.record(z.string(), z.unknown())
const nodesSchema = z.array(nodeSchema)

/** Strict where .NET is: one root, no DTD, known entities, no characters that XML 1.0 forbids. @throws XmlError */
export function parseXml(text: string): Element {
  if (/<!DOCTYPE/i.test(text)) throw new XmlError('DTD is prohibited in this XML document.')
  const valid = XMLValidator.validate(text)
  if (valid !== true) throw new XmlError(valid.err.msg)
  const roots = elementsOf(nodesOf(text))
  const [root] = roots.filter(({ name }) => name !== '?xml')
  if (!root) throw new XmlError('Root element is missing.')
  return root
}

/** No model is deeper than five levels. The parser counts, and throws errors without a class of their own. */
function nodesOf(text: string): Record<string, unknown>[] {
  try {
    return nodesSchema.parse(parser.parse(text))
  } catch (error) {
    throw new XmlError(error instanceof Error ? error.message : 'The XML document cannot be read.')
  }
}

function elementsOf(nodes: readonly Record<string, unknown>[]): Element[] {
  return nodes.flatMap(node => {
    const name = Object.keys(node).find(key => key !== ':@')
    if (name === undefined || name.startsWith('#')) return []
    const inside = nodesSchema.parse(node[name])
    const attributes = nodeSchema.optional().parse(node[':@']) ?? {}
    return [{ name, nil: attributes['@_nil'] === 'true', text: textOf(inside), children: elementsOf(inside) }]
  })
}

const textOf = (nodes: readonly Record<string, unknown>[]): string =>
  nodes
    .map(node => {
      if (typeof node['#text'] === 'string') return decodeEntities(node['#text'])
      return node['#cdata'] === undefined ? '' : nodesSchema.parse(node['#cdata']).map(rawText).join('')
    })
    .join('')
const rawText = (node: Record<string, unknown>): string => String(node['#text'] ?? '')

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** XML 1.0 §2.2: what may not occur, not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

function decodeEntities(raw: string): string {
  const text = raw.replace(/&([^;&<]*);?/g, (reference, name: string) => {
    const code = /^#x([0-9a-f]+)$/i.exec(name)?.[1] ?? /^#(\d+)$/.exec(name)?.[1]
    const value = code === undefined ? NAMED[name] : fromCode(Number.parseInt(code, /^#x/i.test(name) ? 16 : 10))
    if (value === undefined || !reference.endsWith(';')) throw new XmlError(`Reference to undeclared entity '${name}'.`)
    return value
  })
  if (FORBIDDEN.test(text)) throw new XmlError('The text has an invalid character.')
  return text
}

const fromCode = (code: number): string | undefined =>
  code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : undefined

/** @returns the text of a child element; undefined when it is absent or nil. */
export function childText(element: Element, name: string): string | undefined {
  const child = element.children.find(one => one.name === name)
  return child && !child.nil ? child.text : undefined
}

/** XML as text that is escaped already. */
export type Markup = string & { readonly __brand: 'Markup' }

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escapeText = (text: string) => text.replace(/[&<>]/g, sign => ESCAPES[sign] ?? sign)

/** An element with text, or without an end tag when there is none, as .NET writes it. */
export const leaf = (name: string, text: string): Markup =>
  (text === '' ? `<${name} />` : `<${name}>${escapeText(text)}</${name}>`) as Markup // escaped here
export const nil = (name: string): Markup => `<${name} xsi:nil="true" />` as Markup // no content
export const branch = (name: string, children: readonly Markup[]): Markup =>
  (children.length === 0 ? `<${name} />` : `<${name}>${children.join('')}</${name}>`) as Markup // children are markup
/** The document element, with the namespaces that .NET's XmlSerializer declares. */
export const root = (name: string, children: readonly Markup[]): Markup => {
  const head = `${name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`
  return (children.length === 0 ? `<${head} />` : `<${head}>${children.join('')}</${name}>`) as Markup // children are markup
}
