import { isRecord, textOf } from '../paths.ts'
import { buildXml, parseXml } from './xml.ts'

/** Bodies on the wire and back. */

export type Format = 'json' | 'xml' | 'form'

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  xml: 'application/xml; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
}

export const contentType = (format: Format): string => TYPES[format]

/** Of the answer to a step: as it says, or that of its body. */
export const languageOf = (
  step: { readonly answer?: 'json' | 'xml' | undefined; readonly format?: Format | undefined },
  flow: { readonly format: Format },
): 'json' | 'xml' => step.answer ?? ((step.format ?? flow.format) === 'xml' ? 'xml' : 'json')

/** @throws RangeError when the value cannot be written in this language. */
export function encodeBody(value: unknown, format: Format): string {
  if (format === 'json') return JSON.stringify(value)
  if (format === 'xml') return buildXml(value)
  if (!isRecord(value)) throw new RangeError('a form needs a map of fields')
  const form = new URLSearchParams()
  for (const [name, content] of Object.entries(value))
    for (const one of [content].flat()) {
      if (one === undefined || one === null) continue
      const text = typeof one === 'string' ? one : textOf(one)
      if (text === undefined) throw new RangeError(`the form field ${name.slice(0, 40)} is not text`)
      form.append(name, text)
    }
  return form.toString()
}

/** @returns undefined for what is not of this language, e.g. the HTML page of a proxy. */
export function decodeBody(body: Uint8Array, format: 'json' | 'xml', type: string | undefined): unknown {
  const text = decodeText(body, type)
  return format === 'xml' ? parseXml(text) : parseJson(text)
}

const MAX_JSON_DEPTH = 100

/** Numbers that a double cannot hold stay text: ids of 19 digits. @returns undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  if (isDeeper(text, MAX_JSON_DEPTH)) return undefined
  try {
    return JSON.parse(text, (_key, value, context?: { readonly source?: string }) =>
      typeof value === 'number' && (context?.source ?? '').replace(/\D/g, '').length > 15 ? context?.source : value,
    )
  } catch {
    return undefined
  }
}

function isDeeper(text: string, limit: number): boolean {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === 92) index++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 91 || code === 123) {
      if (++depth > limit) return true
    } else if (code === 93 || code === 125) depth--
  }
  return false
}

/** By the charset of the header, then of the XML declaration, then UTF-8; a byte order mark is no text. */
export function decodeText(body: Uint8Array, type: string | undefined): string {
  const declared = /<\?xml[^>]{0,100}encoding=["']([\w-]{1,40})["']/.exec(
    new TextDecoder('latin1').decode(body.subarray(0, 200)),
  )?.[1]
  const label = /charset=["']?([\w-]{1,40})/i.exec(type ?? '')?.[1] ?? declared ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}
