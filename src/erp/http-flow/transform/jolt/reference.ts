import { JoltError } from './json.ts'

/** `&(up,group)`: the key that matched `up` levels above, whole (group 0) or what its n-th star stood for. */
export interface Reference {
  readonly up: number
  readonly group: number
}

/** Stands in the shape for a character that was escaped. */
const ESCAPED = '\0'

/** @returns the text without escapes, and its shape: the same, with every escaped character blanked. */
export function readEscapes(raw: string): { readonly text: string; readonly shape: string } {
  if (!raw.includes('\\')) return { text: raw, shape: raw }
  let text = ''
  let shape = ''
  for (let at = 0; at < raw.length; at++) {
    const escaped = raw[at] === '\\'
    if (escaped) at += 1
    text += raw[at] ?? ''
    shape += at < raw.length && escaped ? ESCAPED : (raw[at] ?? '')
  }
  return { text, shape }
}

/** @param text as "&", "&2", "&(2)" or "&(2,1)", or with another sign. @throws JoltError. */
export function parseReference(sign: string, text: string): Reference {
  const digits = text.startsWith(sign) ? text.slice(1) : 'x'
  const found = /^(\d*)$|^\((\d+)(?:,(\d+))?\)$/.exec(digits)
  if (!found) throw new JoltError(`"${text}" is not a reference: write ${sign}, ${sign}1 or ${sign}(1,2).`)
  return { up: Number(found[1] || found[2] || 0), group: Number(found[3] ?? 0) }
}

/** Splits "tag-&(0,1)-x" into its texts and references. */
export function findReferences(text: string, shape: string): (string | Reference)[] {
  const parts: (string | Reference)[] = []
  let from = 0
  for (const found of shape.matchAll(/&(?:\([\d,]*\)|\d*)/g)) {
    if (found.index > from) parts.push(text.slice(from, found.index))
    parts.push(parseReference('&', found[0]))
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}
