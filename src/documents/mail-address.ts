import { domainToASCII } from 'node:url'

export interface MailAddress {
  /** "My Shop"; empty when there is none. */
  readonly name: string
  /** "orders@shop.example" */
  readonly address: string
}

/** RFC 5321 §4.5.3.1. */
const MAX_ADDRESS = 254
const MAX_LOCAL_PART = 64
const MAX_NAME = 200

/**
 * Exactly one address and nothing else: no list, no comment, no quoted local part, no line break that could become a
 * header. Stricter than RFC 5322 on purpose; whether the mailbox exists is for its server to say.
 * @returns what is wrong, as the end of a sentence ("has no @"); undefined for an address that can be used.
 */
export function addressProblem(text: string): string | undefined {
  if (text === '') return 'is missing'
  if (text.length > MAX_ADDRESS) return 'is too long'
  if (/[\s\p{C}]/u.test(text)) return 'contains a space or an invisible character'
  if (/[,;]/.test(text)) return 'looks like a list; one address is needed'
  if (/[<>()[\]\\:"]/.test(text)) return 'contains a character that mail addresses do not have'
  const parts = text.split('@')
  if (parts.length < 2) return 'has no @'
  const [local, domain] = parts
  if (parts.length > 2 || !local || !domain) return 'needs one @ with a name before it and a domain behind it'
  if (Buffer.byteLength(local) > MAX_LOCAL_PART) return 'is too long before the @'
  const labels = domain.split('.')
  const valid = labels.length > 1 && labels.every(label => /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u.test(label))
  return valid && domainToASCII(domain) !== '' ? undefined : 'has no valid domain behind the @'
}

/**
 * Reads a sender as settings have it: "My Shop <orders@shop.example>" or the bare address.
 * @returns the parts, or what is wrong with it.
 */
export function parseSender(text: string): MailAddress | { readonly problem: string } {
  const match = /^\s*(?:"([^"\\]*)"\s*|([^<>"]*))<([^<>]*)>\s*$/.exec(text)
  const address = (match ? (match[3] ?? '') : text).trim()
  const name = (match?.[1] ?? match?.[2] ?? '').trim()
  const problem = addressProblem(address) ?? (/\p{C}/u.test(name) || name.length > MAX_NAME ? 'has no usable name' : '')
  return problem ? { problem } : { name, address }
}

/**
 * @returns the domain of a sender, as DNS has it: for Message-IDs.
 * @throws RangeError when the sender is no address.
 */
export function domainOf(sender: string): string {
  const parsed = parseSender(sender)
  if ('problem' in parsed) throw new RangeError(`the sender ${parsed.problem}`)
  return domainToASCII(parsed.address.slice(parsed.address.lastIndexOf('@') + 1))
}
