import { createHmac } from 'node:crypto'
import { PassThrough, pipeline } from 'node:stream'
import { createTransport } from 'nodemailer'
import { RemoteError } from '../domain/errors.ts'
import type { Finding } from '../domain/finding.ts'
import type { SmtpSettings } from '../domain/settings.ts'
import { addressProblem, type MailAddress, parseSender } from './mail-address.ts'
import { smtpError, withoutAddresses } from './smtp-errors.ts'

/** One mail to one person. */
export interface Mail {
  /** "My Shop <orders@shop.example>" or the bare address; so is `replyTo`. */
  readonly from: string
  readonly replyTo?: string
  /** One bare address each. */
  readonly to: string
  readonly bcc?: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** From messageIdFor: the same for every attempt, so that the recipient's server can drop a repetition. */
  readonly messageId: string
  readonly attachments: readonly Attachment[]
}

export interface Attachment {
  readonly filename: string
  readonly content: Uint8Array
  /** "application/pdf" */
  readonly contentType: string
}

export interface SentMail {
  /** Always true: a mail that the server does not take for its recipient is a RemoteError. */
  readonly accepted: true
  /** The server's last reply, addresses left out: "250 2.0.0 Ok: queued as 4XyZ". */
  readonly response: string
  /** The server took the mail for the recipient and refused the blind copy, in these words. */
  readonly copyRefused?: string
}

export interface Mailer {
  /**
   * @throws RemoteError: transient (nothing was delivered), permanent (address or mail refused), auth (credentials,
   * encryption or certificate), unknown (the connection broke after the last byte: the mail may be on its way).
   */
  send(mail: Mail): Promise<SentMail>
  /** Connects, encrypts and logs in; sends nothing. */
  verify(): Promise<Finding>
  /** Ends idle connections; those that are delivering finish first. */
  close(): void
}

export interface MailerOptions {
  /** For the Date header. */
  readonly clock?: { now(): Date }
  /** Until the greeting; default 15,000. */
  readonly connectMs?: number
  /** Silence in between; servers scan attachments before they answer. Default 120,000. */
  readonly idleMs?: number
  /** The whole delivery; default 300,000. */
  readonly totalMs?: number
}

/**
 * DR, RN and NRN (receipts), OOF and AutoReply are held back; non-delivery reports are not, the store needs those
 * (MS-OXCMAIL, X-Auto-Response-Suppress).
 */
const HEADERS = {
  'Auto-Submitted': 'auto-generated', // RFC 3834
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
}

/** @param smtp the mail server; with a password, never spoken to without encryption, except on this machine. */
export function createMailer(smtp: SmtpSettings, options: MailerOptions = {}): Mailer {
  const { clock = { now: () => new Date() }, totalMs = 300_000 } = options
  const transport = transportFor(smtp, options)
  const bodySent = watchBodies(transport)

  return {
    async send(mail) {
      const envelope = checkedAddresses(mail)
      const signal = AbortSignal.timeout(totalMs)
      try {
        const info = await transport.sendMail({ ...contentOf(mail, clock.now()), ...envelope, signal })
        // With a blind copy, one of the two may be refused alone.
        const refusals = info.rejectedErrors ?? []
        const own = refusals.find(error => error.recipient === envelope.to.address)
        if (own) throw own
        const response = withoutAddresses(info.response)
        const copyRefused = refusals[0]?.response
        return { accepted: true, response, ...(copyRefused ? { copyRefused: withoutAddresses(copyRefused) } : {}) }
      } catch (error) {
        throw smtpError(error, bodySent(signal))
      }
    },
    async verify() {
      const check = 'mail server'
      const where = `${smtp.host}:${smtp.port}`
      try {
        await transport.verify()
        return {
          check,
          ok: true,
          detail: `${where} answers${smtp.user === undefined ? '' : ' and accepts the log-in'}`,
        }
      } catch (error) {
        const failure = smtpError(error, false)
        return { check, ok: false, detail: `${where}: ${failure.message}`, remedy: remedyFor(failure) }
      }
    },
    close: () => transport.close(),
  }
}

type Transport = ReturnType<typeof transportFor>

function transportFor(smtp: SmtpSettings, { connectMs = 15_000, idleMs = 120_000 }: MailerOptions) {
  const local = isThisMachine(smtp.host)
  return createTransport({
    pool: true,
    maxConnections: 4,
    maxRequeues: 1, // only what it never began to send, on a connection that the server had closed meanwhile
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: smtp.password !== undefined && !smtp.secure && !local,
    ignoreTLS: local, // a mail server beside us often offers a certificate that it made itself
    tls: { minVersion: 'TLSv1.2' },
    ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: smtp.password ?? '' } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: idleMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/**
 * The same for the same document, recipient and copy, so that repeating an attempt repeats the Message-ID; nobody
 * without the key can tell the recipient from it.
 * @param copyNo 0 for the first mail of a document, 1 and up for each time that a person sends it again.
 */
export function messageIdFor(
  mail: { readonly documentId: string; readonly recipient: string; readonly copyNo: number },
  domain: string,
  key: string | Uint8Array,
): string {
  const identity = JSON.stringify(['message-id', mail.documentId, mail.recipient.trim().toLowerCase(), mail.copyNo])
  return `<${createHmac('sha256', key).update(identity).digest('base64url')}@${domain}>`
}

/**
 * Whether a mail was read to its end, and the closing dot may therefore have reached the server. The abort signal is the
 * one object of ours that nodemailer hands through, so it is what names the delivery.
 */
function watchBodies(transport: Transport): (signal: AbortSignal) => boolean {
  const bodies = new WeakMap<AbortSignal, PassThrough>()
  transport.use('stream', ({ data, message }, done) => {
    message.processFunc(input => {
      const body = new PassThrough()
      if (data.signal) bodies.set(data.signal, body)
      return pipeline(input, body, () => {}) // a failure arrives through the delivery itself
    })
    done()
  })
  return signal => bodies.get(signal)?.readableEnded === true
}

function contentOf(mail: Mail, date: Date) {
  return {
    subject: mail.subject.replace(/\p{Cc}+/gu, ' '),
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date,
    headers: HEADERS,
    xMailer: false as const,
    attachments: mail.attachments.map(({ filename, content, contentType }) => ({
      filename,
      contentType,
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
  }
}

/** @throws RemoteError, permanent: it would be refused anyway, or worse, be taken for several addresses. */
function checkedAddresses({ from, replyTo, to, bcc }: Mail) {
  const bare = (address: string, field: string): MailAddress => {
    const problem = addressProblem(address)
    if (problem) throw badAddress(field, problem)
    return { name: '', address }
  }
  const sender = (text: string, field: string): MailAddress => {
    const parsed = parseSender(text)
    if ('problem' in parsed) throw badAddress(field, parsed.problem)
    return parsed
  }
  return {
    from: sender(from, 'sender'),
    to: bare(to, 'recipient'),
    ...(replyTo === undefined ? {} : { replyTo: sender(replyTo, 'reply-to') }),
    ...(bcc === undefined ? {} : { bcc: bare(bcc, 'bcc') }),
  }
}

const badAddress = (field: string, problem: string): RemoteError =>
  new RemoteError({ errorClass: 'permanent', code: `mail:${field}`, message: `The ${field} address ${problem}.` })

const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/i.test(host)

function remedyFor({ errorClass, code }: RemoteError): string {
  if (code === 'smtp:certificate')
    return 'Use the host name that is in the certificate, or have the certificate renewed.'
  if (errorClass === 'auth') return 'Check user, password and encryption of the mail server in the settings.'
  return 'Check host and port of the mail server in the settings, and that it can be reached from here.'
}
