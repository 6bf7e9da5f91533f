import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import fc from 'fast-check'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { type MailboxOptions, startMailbox } from '../../sandbox/mail/server.ts'
import { createMailer, type Mail, type MailerOptions, messageIdFor } from '../../src/documents/mailer.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { SmtpSettings } from '../../src/domain/settings.ts'

const invoice = readFileSync(new URL('../fixtures/pdf/invoice-printed.pdf', import.meta.url))
const clock = { now: () => new Date('2026-01-31T13:02:11Z') }

const mail: Mail = {
  from: 'Čajna hiša <orders@shop.example>',
  to: 'ana.novak@example.com',
  subject: 'Račun 70 za naročilo 000000123',
  text: 'v priponki je račun 70\n.\nna svoji vrstici je pika\n',
  html: '<p>v priponki je račun 70</p>',
  messageId: '<abc123@shop.example>',
  attachments: [{ filename: 'racun-000000123-70.pdf', content: invoice, contentType: 'application/pdf' }],
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const start = async (options: Partial<MailboxOptions> = {}) => {
  const mailbox = await startMailbox({ clock, ...options })
  closing.push(mailbox.close)
  return mailbox
}

const mailerFor = (smtp: Partial<SmtpSettings> & { port: number }, options: MailerOptions = {}) => {
  const mailer = createMailer({ host: '127.0.0.1', secure: false, ...smtp }, { clock, ...options })
  closing.push(() => mailer.close())
  return mailer
}

const failure = async (attempt: Promise<unknown>): Promise<RemoteError> => {
  try {
    await attempt
  } catch (error) {
    if (error instanceof RemoteError) return error
    throw error
  }
  throw new Error('the mail was accepted')
}

/** A real SMTP server with a behaviour of its own. */
const smtpServer = async (options: SMTPServerOptions): Promise<number> => {
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, resolve))
  closing.push(() => new Promise<void>(resolve => server.close(resolve)))
  return (server.server.address() as AddressInfo).port // listening on TCP
}

/** Speaks the lines of a script, one for each line it hears, then breaks the connection. */
const scriptedServer = async (lines: readonly string[]): Promise<number> => {
  const server = createServer(socket => {
    const rest = [...lines]
    const next = () => {
      const line = rest.shift()
      if (line === undefined) socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    socket.on('error', () => {})
    socket.on('data', next)
    next()
  })
  await new Promise<void>(resolve => server.listen(0, resolve))
  closing.push(() => server.close())
  return (server.address() as AddressInfo).port // listening on TCP
}

describe('a mail that is delivered', () => {
  it('arrives as it was written, with the very bytes of the invoice', async () => {
    const mailbox = await start()
    const sent = await mailerFor({ port: mailbox.smtpPort }).send(mail)
    expect(sent).toEqual({ accepted: true, response: '250 2.0.0 Ok: queued' })
    const [received] = mailbox.messages()
    expect(received).toMatchObject({
      messageId: mail.messageId,
      from: 'orders@shop.example',
      to: mail.to,
      subject: mail.subject,
      receivedAt: '2026-01-31T13:02:11.000Z',
      attachments: [
        {
          filename: 'racun-000000123-70.pdf',
          contentType: 'application/pdf',
          size: invoice.length,
          sha256: createHash('sha256').update(invoice).digest('hex'),
        },
      ],
    })
    expect(received?.text.trimEnd()).toBe(mail.text.trimEnd())
    expect(received?.html.trimEnd()).toBe(mail.html)
  })

  it('says that a machine wrote it, keeps auto-replies away and asks for no receipt', async () => {
    const mailbox = await start()
    await mailerFor({ port: mailbox.smtpPort }).send({
      ...mail,
      replyTo: 'help@shop.example',
      bcc: 'archive@shop.example',
    })
    const headers = new Map(mailbox.messages()[0]?.headers.map(({ name, value }) => [name, value]))
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('x-auto-response-suppress')).toBe('DR, RN, NRN, OOF, AutoReply')
    expect(headers.get('date')).toBe('Sat, 31 Jan 2026 13:02:11 +0000')
    expect(headers.get('reply-to')).toBe('help@shop.example')
    expect(headers.has('bcc')).toBe(false)
    expect(headers.has('x-mailer')).toBe(false)
    expect(mailbox.messages().map(({ to }) => to)).toEqual([mail.to, 'archive@shop.example'])
  })

  it('goes out although the server closed the connection of the mail before', async () => {
    const first = await start()
    const mailer = mailerFor({ port: first.smtpPort })
    await mailer.send(mail)
    await first.close()
    const second = await start({ smtpPort: first.smtpPort })
    await mailer.send({ ...mail, messageId: '<second@shop.example>' })
    expect(second.messages()).toHaveLength(1)
  })
})

describe('a mail that is not delivered', () => {
  it('is to be repeated when the server is not ready for the recipient', async () => {
    const mailbox = await start()
    const mailer = mailerFor({ port: mailbox.smtpPort })
    mailbox.faults.add({ kind: 'greylist' })
    expect(await failure(mailer.send(mail))).toMatchObject({ errorClass: 'transient', code: 'smtp:451', status: 451 })
    expect(mailbox.messages()).toEqual([])
    await mailer.send(mail)
    expect(mailbox.messages()).toMatchObject([{ suppressed: 0 }])
  })

  it('needs a person when there is no such mailbox', async () => {
    const mailbox = await start()
    mailbox.faults.add({ kind: 'reject' })
    const error = await failure(mailerFor({ port: mailbox.smtpPort }).send(mail))
    expect(error).toMatchObject({ errorClass: 'permanent', code: 'smtp:550' })
    expect(error.message).toContain('User unknown')
    expect(mailbox.messages()).toEqual([])
  })

  it('is to be repeated when nobody listens', async () => {
    const mailbox = await start()
    await mailbox.close()
    const error = await failure(mailerFor({ port: mailbox.smtpPort }).send(mail))
    expect(error).toMatchObject({ errorClass: 'transient', code: 'smtp:ECONNREFUSED' })
  })

  it.each([
    ['before it greets', []],
    ['after the greeting', ['220 hello']],
    ['before it takes the sender', ['220 hello', '250 hello']],
    ['before it takes the recipient', ['220 hello', '250 hello', '250 sender']],
    ['before it takes the text', ['220 hello', '250 hello', '250 sender', '250 recipient']],
  ])('is to be repeated when the server breaks off %s', async (_, lines) => {
    const mailer = mailerFor({ port: await scriptedServer(lines) })
    expect(await failure(mailer.send(mail))).toMatchObject({ errorClass: 'transient' })
  })

  it('is to be repeated when the server refuses the text for now, and not when it refuses it for good', async () => {
    const refusing = (responseCode: number) =>
      smtpServer({
        onData: (stream, _, done) =>
          stream.on('end', () => done(Object.assign(new Error('no'), { responseCode }))).resume(),
      })
    const later = await failure(mailerFor({ port: await refusing(452) }).send(mail))
    expect(later).toMatchObject({ errorClass: 'transient', code: 'smtp:452' })
    const never = await failure(mailerFor({ port: await refusing(554) }).send(mail))
    expect(never).toMatchObject({ errorClass: 'permanent', code: 'smtp:554' })
  })

  it('needs a person when it is larger than the server takes', async () => {
    const error = await failure(mailerFor({ port: await smtpServer({ size: 5000, rejectOversized: true }) }).send(mail))
    expect(error.errorClass).toBe('permanent')
  })

  it('tells nobody who the recipient was', async () => {
    const port = await smtpServer({
      onRcptTo: ({ address }, _, done) =>
        done(
          Object.assign(new Error(`5.1.1 <${address}>: unknown, write to postmaster@mx.example`), {
            responseCode: 550,
          }),
        ),
    })
    const error = await failure(mailerFor({ port }).send(mail))
    expect(error.message).toBe('550 5.1.1 <[address]>: unknown, write to [address]')
  })
})

describe('a mail whose fate is unknown', () => {
  it('may have arrived when the connection breaks after the text, and arrives once when it is repeated', async () => {
    const mailbox = await start()
    const mailer = mailerFor({ port: mailbox.smtpPort })
    mailbox.faults.add({ kind: 'dropAfterData' })
    expect(await failure(mailer.send(mail))).toMatchObject({ errorClass: 'unknown' })
    expect(mailbox.messages()).toMatchObject([{ suppressed: 0 }])
    await mailer.send(mail)
    expect(mailbox.messages()).toMatchObject([{ suppressed: 1 }])
  })

  it('may have arrived when the server is silent after the text', async () => {
    const mailbox = await start()
    mailbox.faults.add({ kind: 'slow', ms: 60_000 })
    const error = await failure(mailerFor({ port: mailbox.smtpPort }, { idleMs: 300 }).send(mail))
    expect(error).toMatchObject({ errorClass: 'unknown', code: 'smtp:ETIMEDOUT' })
    expect(mailbox.messages()).toHaveLength(1)
  })

  it('may have arrived when the whole delivery takes too long', async () => {
    const mailbox = await start()
    mailbox.faults.add({ kind: 'slow', ms: 60_000 })
    const error = await failure(mailerFor({ port: mailbox.smtpPort }, { totalMs: 700 }).send(mail))
    expect(error.errorClass).toBe('unknown')
  })
})

describe('a blind copy', () => {
  const refuse = (unwanted: string) =>
    smtpServer({
      onRcptTo: ({ address }, _, done) =>
        done(address === unwanted ? Object.assign(new Error('5.1.1 unknown'), { responseCode: 550 }) : null),
      onData: (stream, _, done) => stream.on('end', () => done(null, 'queued')).resume(),
    })

  it('that is refused does not make the delivery fail', async () => {
    const mailer = mailerFor({ port: await refuse('archive@shop.example') })
    expect(await mailer.send({ ...mail, bcc: 'archive@shop.example' })).toEqual({
      accepted: true,
      response: '250 queued',
      copyRefused: '550 5.1.1 unknown',
    })
  })

  it('that is accepted does not make a delivery of a refused mail', async () => {
    const mailer = mailerFor({ port: await refuse(mail.to) })
    const error = await failure(mailer.send({ ...mail, bcc: 'archive@shop.example' }))
    expect(error).toMatchObject({ errorClass: 'permanent', code: 'smtp:550' })
  })
})

describe('addresses and headers', () => {
  it.each([
    ['to', { to: 'ana@example.com\r\nBcc: eve@evil.example' }, 'mail:recipient'],
    ['to', { to: 'ana@example.com, eve@evil.example' }, 'mail:recipient'],
    ['to', { to: '' }, 'mail:recipient'],
    ['bcc', { bcc: 'a@b.example,c@d.example' }, 'mail:bcc'],
    ['from', { from: 'My Shop' }, 'mail:sender'],
    ['replyTo', { replyTo: 'x <y>' }, 'mail:reply-to'],
  ])('a bad %s is refused before anything is sent, without being repeated', async (_, change, code) => {
    const mailbox = await start()
    const error = await failure(mailerFor({ port: mailbox.smtpPort }).send({ ...mail, ...change }))
    expect(error).toMatchObject({ errorClass: 'permanent', code })
    expect(error.message).not.toMatch(/ana@|eve@|c@d/)
    expect(mailbox.messages()).toEqual([])
  })

  it('a line break in a subject or a file name adds no header', async () => {
    const mailbox = await start()
    const [file] = mail.attachments
    if (!file) throw new Error('no file')
    await mailerFor({ port: mailbox.smtpPort }).send({
      ...mail,
      subject: 'Invoice\r\nBcc: eve@evil.example\r\n\r\nbody',
      attachments: [{ ...file, filename: 'a\r\nX-Evil: 1.pdf' }],
    })
    const [received] = mailbox.messages()
    expect(received?.headers.map(({ name }) => name)).not.toContain('bcc')
    expect(received?.subject).toBe('Invoice Bcc: eve@evil.example body')
    expect(received?.text.trimEnd()).toBe(mail.text.trimEnd())
    expect(mailbox.messages()).toHaveLength(1)
  })
})

describe('the mail server’s log-in and encryption', () => {
  const credentials = { user: 'bridge', password: 'right horse' }

  it('is used when it is right, and stops the mails when it is wrong', async () => {
    const mailbox = await start({ credentials })
    const right = mailerFor({ port: mailbox.smtpPort, ...credentials })
    expect(await right.verify()).toEqual({
      check: 'mail server',
      ok: true,
      detail: `127.0.0.1:${mailbox.smtpPort} answers and accepts the log-in`,
    })
    await right.send(mail)
    expect(mailbox.messages()).toHaveLength(1)

    const wrong = mailerFor({ port: mailbox.smtpPort, user: 'bridge', password: 'wrong horse' })
    const error = await failure(wrong.send(mail))
    expect(error).toMatchObject({ errorClass: 'auth', code: 'smtp:535' })
    const finding = await wrong.verify()
    expect(finding).toMatchObject({ ok: false, remedy: expect.stringContaining('user, password and encryption') })
    expect(JSON.stringify([finding, error.message])).not.toContain('horse')

    const none = mailerFor({ port: mailbox.smtpPort })
    expect(await failure(none.send(mail))).toMatchObject({ errorClass: 'auth', code: 'smtp:530' })
  })

  it('is never given to a server elsewhere that does not encrypt', async () => {
    const asked: string[] = []
    const port = await smtpServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, _, done) => {
        asked.push(auth.method)
        done(null, { user: 'x' })
      },
    })
    // 0.0.0.0 reaches this machine and is not one of the names that mean it.
    const error = await failure(mailerFor({ host: '0.0.0.0', port, ...credentials }).send(mail))
    expect(error.errorClass).toBe('auth')
    expect(asked).toEqual([])
  })

  it('is not trusted with a certificate that nobody vouches for', async () => {
    const port = await smtpServer({ secure: true })
    const mailer = mailerFor({ port, secure: true })
    expect(await failure(mailer.send(mail))).toMatchObject({ errorClass: 'auth', code: 'smtp:certificate' })
    expect(await mailer.verify()).toMatchObject({ ok: false, remedy: expect.stringContaining('certificate') })
  })

  it('is reported as out of reach when nobody listens', async () => {
    const mailbox = await start()
    await mailbox.close()
    expect(await mailerFor({ port: mailbox.smtpPort }).verify()).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('host and port'),
    })
  })
})

describe('a Message-ID', () => {
  const key = 'k'.repeat(32)
  const of = (documentId: string, recipient: string, copyNo: number) =>
    messageIdFor({ documentId, recipient, copyNo }, 'shop.example', key)

  it('is the same for the same mail, and another for another document, recipient, copy, domain or key', () => {
    const id = of('doc-1', 'ana@example.com', 0)
    expect(of('doc-1', 'Ana@Example.com ', 0)).toBe(id)
    const others = [
      of('doc-2', 'ana@example.com', 0),
      of('doc-1', 'eva@example.com', 0),
      of('doc-1', 'ana@example.com', 1),
      messageIdFor({ documentId: 'doc-1', recipient: 'ana@example.com', copyNo: 0 }, 'other.example', key),
      messageIdFor({ documentId: 'doc-1', recipient: 'ana@example.com', copyNo: 0 }, 'shop.example', 'other key'),
    ]
    expect(new Set([id, ...others]).size).toBe(6)
  })

  it('is well formed and says nothing of the recipient', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), fc.nat(99), (documentId, recipient, copyNo) => {
        const id = of(documentId, recipient, copyNo)
        expect(id).toMatch(/^<[A-Za-z0-9_-]{43}@shop\.example>$/)
      }),
    )
  })

  it('does not mix up its parts', () => {
    expect(of('a","b', 'c@d.example', 0)).not.toBe(of('a', 'b","c@d.example', 0))
  })
})
