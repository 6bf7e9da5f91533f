import { type Mailbox, openMailbox } from '../../../sandbox/mail/mailbox.ts'
import type { Mail, Mailer } from '../../../src/documents/mailer.ts'
import { RemoteError } from '../../../src/domain/errors.ts'
import { MADE_UP } from './database.ts'
import type { Gate } from './gate.ts'
import type { Process } from './process.ts'
import { createSnapshotJournal } from './snapshot-journal.ts'
import type { Weather } from './weather.ts'

export const openSimulatedMailbox = (clock: { now(): Date }): Mailbox => openMailbox(createSnapshotJournal(), clock)

interface Options {
  readonly mailbox: Mailbox
  readonly process: Process
  readonly gate: Gate
  readonly weather: Weather
}

/** What nodemailer does for the bridge, without SMTP: the mail is in the mailbox, or the server or the connection fails. */
export function createSimulatedMailer({ mailbox, process, gate, weather }: Options): Mailer {
  const put = (mail: Mail) => mailbox.receive(messageOf(mail), mail.from, [mail.to])
  return {
    async send(mail) {
      const fault = weather.strikesOneOf(['mail greylisted', 'mail lost before', 'mail lost after'], 0.5)
      if (fault === 'mail greylisted') {
        await gate.pass(process, 'mail is greylisted', 0, () => {})
        throw failure('transient', '451 4.7.1 come back later')
      }
      if (fault === 'mail lost before') {
        await gate.pass(process, 'mail is lost', 0, () => {})
        throw failure('unknown', 'the connection broke after the last byte')
      }
      await gate.pass(process, 'mail', 0, () => put(mail))
      await gate.pass(process, 'mail answered', 0, () => {})
      if (fault === 'mail lost after') throw failure('unknown', 'the connection broke after the last byte')
      return { accepted: true, response: '250 2.0.0 queued' }
    },
    verify: async () => ({ check: 'mail server', ok: true, detail: 'it answers' }),
    close: () => {},
  }
}

const failure = (errorClass: 'transient' | 'unknown', text: string) =>
  new RemoteError({ errorClass, code: 'smtp:simulated', message: `${text} ${MADE_UP}` })

function messageOf(mail: Mail): Buffer {
  const boundary = 'a-boundary-that-no-file-contains'
  const files = mail.attachments.flatMap(({ filename, content, contentType }) => [
    `--${boundary}`,
    `Content-Type: ${contentType}; name="${filename}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${filename}"`,
    '',
    Buffer.from(content).toString('base64'),
  ])
  const lines = [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${mail.subject.replace(/[^\x20-\x7e]/g, '?')}`,
    `Message-ID: ${mail.messageId}`,
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain',
    '',
    'an invoice',
    ...files,
    `--${boundary}--`,
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}
