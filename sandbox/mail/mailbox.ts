import { createHash } from 'node:crypto'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { Journal, JournalChange } from '../journal.ts'

/** A mail as it lies in the mailbox of one recipient. */
export interface ReceivedMail {
  readonly id: number
  /** With angle brackets; empty when the mail had none. */
  readonly messageId: string
  /** Envelope addresses: whom the server was told, whatever the headers say. */
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Lower-case names, in the order of the mail. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly ReceivedFile[]
  /** ISO 8601. */
  readonly receivedAt: string
  /** How often the same mail came again and was not kept. */
  readonly suppressed: number
}

export interface ReceivedFile {
  readonly filename: string
  readonly contentType: string
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

export interface Mailbox {
  /**
   * Keeps one copy for every recipient. The same Message-ID for the same recipient is counted and dropped, as Cyrus
   * (duplicate delivery suppression) and Exchange do. On disk when the promise resolves.
   */
  receive(raw: Uint8Array, from: string, recipients: readonly string[]): Promise<void>
  /** Oldest first. */
  list(): readonly ReceivedMail[]
  get(id: number): ReceivedMail | undefined
  /** @returns the bytes of a mail's attachment by its place in the list. */
  file(id: number, index: number): Uint8Array | undefined
}

/** More than a sandbox needs to show; the oldest go. */
const MAX_MAILS = 20_000

export function openMailbox(journal: Journal, clock: { now(): Date }): Mailbox {
  const mails = new Map(journal.list<ReceivedMail>('mails').map(mail => [mail.id, mail]))
  const byIdentity = new Map([...mails.values()].map(mail => [identityOf(mail.messageId, mail.to), mail.id]))
  let lastId = Math.max(0, ...mails.keys())

  const changesFor = (email: Email, from: string, to: string): JournalChange[] => {
    const messageId = email.messageId ?? ''
    const known = messageId ? mails.get(byIdentity.get(identityOf(messageId, to)) ?? 0) : undefined
    if (known) return [put({ ...known, suppressed: known.suppressed + 1 })]
    const files = email.attachments.map(contentOf)
    const mail = mailOf(++lastId, email, from, to, files, clock.now())
    byIdentity.set(identityOf(messageId, to), mail.id)
    const contents = files.map((file, i) => fileChange(mail.id, i, file.content.toString('base64')))
    return [put(mail), ...contents, ...forgetOldest()]
  }
  const put = (mail: ReceivedMail): JournalChange => {
    mails.set(mail.id, mail)
    return { collection: 'mails', key: mail.id, value: mail }
  }
  const forgetOldest = (): JournalChange[] => {
    const oldest = mails.size > MAX_MAILS ? mails.values().next().value : undefined
    if (!oldest) return []
    mails.delete(oldest.id)
    byIdentity.delete(identityOf(oldest.messageId, oldest.to))
    const files = oldest.attachments.map((_, i) => fileChange(oldest.id, i, undefined))
    return [{ collection: 'mails', key: oldest.id, value: undefined }, ...files]
  }

  return {
    async receive(raw, from, recipients) {
      const email = await PostalMime.parse(raw)
      journal.commit(recipients.flatMap(to => changesFor(email, from, to)))
    },
    list: () => [...mails.values()],
    get: id => mails.get(id),
    file(id, index) {
      const content = journal.get<string>('files', `${id}/${index}`)
      return content === undefined ? undefined : Buffer.from(content, 'base64')
    },
  }
}

const identityOf = (messageId: string, recipient: string): string => `${recipient.toLowerCase()} ${messageId}`

const fileChange = (id: number, index: number, value: string | undefined): JournalChange => ({
  collection: 'files',
  key: `${id}/${index}`,
  value,
})

interface FileContent {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

function contentOf({ filename, mimeType, content }: Attachment): FileContent {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))
  return { filename: filename ?? 'unnamed', contentType: mimeType, content: bytes }
}

function mailOf(
  id: number,
  email: Email,
  from: string,
  to: string,
  files: readonly FileContent[],
  now: Date,
): ReceivedMail {
  return {
    id,
    messageId: email.messageId ?? '',
    from,
    to,
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? '',
    headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    attachments: files.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    receivedAt: now.toISOString(),
    suppressed: 0,
  }
}
