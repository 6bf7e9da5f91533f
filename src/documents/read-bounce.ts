import { z } from 'zod'

/** One recipient of a mail of ours that did not get it after all. */
export interface Bounce {
  /** Of our mail, with its angle brackets; some reports name several. */
  readonly messageIds: readonly string[]
  /** Whom the far server could not reach: ours, or whoever it forwards to. Empty when it does not say. */
  readonly recipient: string
  /** Only "failed" is final. */
  readonly action: string
  /** "550 5.1.1 user unknown" */
  readonly answer: string
}

const MOST_BYTES = 1024 * 1024
const MOST_PARTS = 20
const MOST_RECIPIENTS = 50
const LONGEST_FIELD = 2_000

const text = (most: number) => z.string().max(most)
const told = z.strictObject({
  messageId: text(300).regex(/^<?[!-;=?-~]{3,290}>?$/, 'is no Message-ID'),
  recipient: text(254).default(''),
  action: text(20).default('failed'),
  status: text(20).default(''),
  diagnostic: text(LONGEST_FIELD).default(''),
})
const toldMany = z.union([told.transform(one => [one]), z.array(told).min(1).max(100)])

/** The small shape that a forwarder of a provider's webhook sends. @returns what is wrong with it as text. */
export function readBounceJson(body: Uint8Array): readonly Bounce[] | string {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return 'The body is no JSON.'
  }
  const parsed = toldMany.safeParse(json)
  if (!parsed.success)
    return 'The body has to be {"messageId", "recipient", "status", "diagnostic"}, or a list of up to 100.'
  return parsed.data.map(({ messageId, recipient, action, status, diagnostic }) => ({
    messageIds: [`<${messageId.replace(/^<|>$/g, '')}>`],
    recipient,
    action: action.toLowerCase(),
    answer: answerOf(status, diagnostic),
  }))
}

/** A delivery status notification (RFC 3464) as it came, header and all. @returns what is wrong with it as text. */
export function readBounceMail(body: Uint8Array): readonly Bounce[] | string {
  if (body.byteLength > MOST_BYTES) return `A report has ${MOST_BYTES} bytes at most.`
  // Its own fields are ASCII; what is not must only stay apart.
  const report = splitEntity(Buffer.from(body).toString('latin1').replaceAll('\r\n', '\n'))
  const type = report.headers.get('content-type') ?? ''
  const boundary = /boundary\s*=\s*(?:"([^"\n]{1,70})"|([^\s;"]{1,70}))/i.exec(type)
  if (!/^multipart\/report\b/i.test(type) || !boundary)
    return 'This mail is no delivery report: its content type is not multipart/report.'
  const parts = partsOf(report.body, boundary[1] ?? boundary[2] ?? '')
  const status = parts.find(part => /^message\/(global-)?delivery-status\b/i.test(typeOf(part)))
  if (!status) return 'This report has no part message/delivery-status.'
  const original = parts.filter(part =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)\b/i.test(typeOf(part)),
  )
  const named = [
    ...original.map(part => splitEntity(part.body).headers.get('message-id') ?? ''),
    report.headers.get('in-reply-to') ?? '',
    report.headers.get('references') ?? '',
  ]
  const messageIds = [...new Set(named.flatMap(words => words.match(/<[!-;=?-~]{3,290}>/g) ?? []))].slice(0, 10)
  return recipientsOf(status.body).map(fields => ({
    messageIds,
    recipient: addressIn(fields.get('original-recipient') ?? fields.get('final-recipient') ?? ''),
    action: (fields.get('action') ?? '').toLowerCase(),
    answer: answerOf(
      fields.get('status') ?? '',
      inUtf8(fields.get('diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, ''),
    ),
  }))
}

interface Entity {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

function splitEntity(source: string): Entity {
  const start = source.replace(/^\n+/, '')
  const end = start.indexOf('\n\n')
  return end < 0
    ? { headers: fieldsOf(start), body: '' }
    : { headers: fieldsOf(start.slice(0, end)), body: start.slice(end + 2) }
}

/** Folded lines are one field; of a field that comes twice the first one counts. */
function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of block
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .slice(0, 300)) {
    const [, name, value = ''] = /^([!-9;-~]{1,80}):(.*)$/.exec(line) ?? []
    const key = name?.toLowerCase()
    if (key && !fields.has(key)) fields.set(key, value.trim().slice(0, LONGEST_FIELD))
  }
  return fields
}

function partsOf(body: string, boundary: string): readonly Entity[] {
  const [, ...parts] = `\n${body}`.split(`\n--${boundary}`).slice(0, MOST_PARTS + 1)
  return parts.filter(part => !part.startsWith('--')).map(part => splitEntity(part.replace(/^[ \t]*\n/, '')))
}

const typeOf = ({ headers }: Entity): string => headers.get('content-type') ?? 'text/plain'

/** The first group is about the report, each further one about a recipient. */
const recipientsOf = (body: string): readonly ReadonlyMap<string, string>[] =>
  body
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsOf)
    .filter(fields => fields.has('final-recipient'))
    .slice(0, MOST_RECIPIENTS)

/** "rfc822; ana@example.com" */
const addressIn = (field: string): string =>
  field
    .replace(/^\s*[\w-]+\s*;\s*/, '')
    .replace(/^<|>$/g, '')
    .trim()
    .slice(0, 254)

const inUtf8 = (latin: string): string => Buffer.from(latin, 'latin1').toString('utf8')

/** The server's words with its code in front, where they do not begin with it. */
function answerOf(status: string, diagnostic: string): string {
  const code = /^[245]\.\d{1,3}\.\d{1,3}/.exec(status)?.[0] ?? ''
  return diagnostic.includes(code) ? diagnostic : `${code} ${diagnostic}`.trim()
}
