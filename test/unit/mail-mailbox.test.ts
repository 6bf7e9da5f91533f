import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type MailboxOptions, type RunningMailbox, startMailbox } from '../../sandbox/mail/server.ts'
import type { MailSummary } from '../../sandbox/mail/web.ts'
import { createMailer, type Mail } from '../../src/documents/mailer.ts'

const invoice = readFileSync(new URL('../fixtures/pdf/invoice-printed.pdf', import.meta.url))
const clock = { now: () => new Date('2026-01-31T13:02:11Z') }
const pdf = { filename: 'račun 70.pdf', content: invoice, contentType: 'application/pdf' }

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const start = async (options: Partial<MailboxOptions> = {}): Promise<RunningMailbox> => {
  const mailbox = await startMailbox({ clock, ...options })
  closing.push(mailbox.close)
  return mailbox
}

const deliver = async (mailbox: RunningMailbox, change: Partial<Mail> = {}): Promise<void> => {
  const mailer = createMailer({ host: '127.0.0.1', port: mailbox.smtpPort, secure: false }, { clock })
  closing.push(() => mailer.close())
  await mailer.send({
    from: 'orders@shop.example',
    to: 'ana@example.com',
    subject: 'Invoice 70',
    text: 'text',
    html: '<p>html</p>',
    messageId: '<one@shop.example>',
    attachments: [pdf],
    ...change,
  })
}

const summaries = async (mailbox: RunningMailbox): Promise<MailSummary[]> =>
  (await (await fetch(`${mailbox.url}/api/messages`)).json()) as MailSummary[] // the route's own type

describe('the mailbox', () => {
  it('keeps a mail once for each recipient and counts what came again', async () => {
    const mailbox = await start()
    await deliver(mailbox)
    await deliver(mailbox)
    await deliver(mailbox, { to: 'Ana@Example.com', subject: 'the same Message-ID' })
    await deliver(mailbox, { to: 'eva@example.com' })
    await deliver(mailbox, { messageId: '<two@shop.example>' })
    expect((await summaries(mailbox)).map(({ to, messageId, suppressed }) => [to, messageId, suppressed])).toEqual([
      ['ana@example.com', '<one@shop.example>', 2],
      ['eva@example.com', '<one@shop.example>', 0],
      ['ana@example.com', '<two@shop.example>', 0],
    ])
  })

  it('tells tests what came, without the contents', async () => {
    const mailbox = await start()
    await deliver(mailbox)
    expect(await summaries(mailbox)).toEqual([
      {
        id: 1,
        messageId: '<one@shop.example>',
        from: 'orders@shop.example',
        to: 'ana@example.com',
        subject: 'Invoice 70',
        attachments: [
          { filename: pdf.filename, size: invoice.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ],
        receivedAt: '2026-01-31T13:02:11.000Z',
        suppressed: 0,
      },
    ])
  })

  it('has its mails and knows their Message-IDs after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'))
    closing.push(() => rm(folder, { recursive: true }))
    const journalFile = join(folder, 'mail.jsonl')
    const before = await start({ journalFile })
    await deliver(before)
    const [kept] = before.messages()
    await before.close()

    const after = await start({ journalFile })
    expect(after.messages()).toEqual([kept])
    await deliver(after)
    expect(after.messages()).toEqual([{ ...kept, suppressed: 1 }])
    const file = await fetch(`${after.url}/messages/1/files/0`)
    expect(Buffer.from(await file.arrayBuffer()).equals(invoice)).toBe(true)
  })

  it('has kept what it was sent before it breaks the connection', async () => {
    const mailbox = await start()
    mailbox.faults.add({ kind: 'dropAfterData' })
    await expect(deliver(mailbox)).rejects.toMatchObject({ errorClass: 'unknown' })
    expect(mailbox.messages()).toHaveLength(1)
  })
})

describe('the mailbox’s page', () => {
  const nasty = '<img src=x onerror=alert(1)>'

  it('lists mails and shows one, with everything in it as text', async () => {
    const mailbox = await start()
    await deliver(mailbox, { subject: nasty, text: nasty, attachments: [{ ...pdf, filename: `${nasty}.pdf` }] })
    for (const path of ['/', '/messages/1']) {
      const answer = await fetch(mailbox.url + path)
      const html = await answer.text()
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(html).not.toContain('<img')
      expect(html).toContain('ana@example.com')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  })

  it('shows the HTML of a mail in a frame that may do nothing', async () => {
    const mailbox = await start()
    await deliver(mailbox, { html: '<script>alert(1)</script><p>Račun</p>' })
    expect(await (await fetch(`${mailbox.url}/messages/1`)).text()).toMatch(/<iframe[^>]* sandbox=""/)
    const answer = await fetch(`${mailbox.url}/messages/1/html`)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await answer.text()).toContain('<p>Račun</p>')
  })

  it('opens PDFs and gives out everything else as a download', async () => {
    const mailbox = await start()
    const page = { filename: 'page.html', content: Buffer.from('<script>alert(1)</script>'), contentType: 'text/html' }
    await deliver(mailbox, { attachments: [pdf, page] })
    const headersOf = async (path: string) => {
      const { headers } = await fetch(`${mailbox.url}/messages/1/files/${path}`)
      return [headers.get('content-type'), headers.get('content-disposition'), headers.get('x-content-type-options')]
    }
    const name = "filename*=UTF-8''ra%C4%8Dun%2070.pdf"
    expect(await headersOf('0')).toEqual(['application/pdf', `inline; ${name}`, 'nosniff'])
    expect(await headersOf('0?download')).toEqual(['application/pdf', `attachment; ${name}`, 'nosniff'])
    expect(await headersOf('1')).toEqual([
      'application/octet-stream',
      "attachment; filename*=UTF-8''page.html",
      'nosniff',
    ])
  })

  it('answers 404 for what is not there', async () => {
    const mailbox = await start()
    await deliver(mailbox)
    for (const path of ['/messages/2', '/messages/x', '/messages/1/files/1', '/messages/1/files/x', '/nothing']) {
      expect((await fetch(mailbox.url + path)).status).toBe(404)
    }
  })

  it('takes faults, says which are left, and refuses what it does not know', async () => {
    const mailbox = await start()
    const post = (body: string) =>
      fetch(`${mailbox.url}/sandbox/faults`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    expect((await post('{"kind":"greylist","times":2}')).status).toBe(201)
    await expect(deliver(mailbox)).rejects.toMatchObject({ code: 'smtp:451' })
    expect(await (await fetch(`${mailbox.url}/sandbox/faults`)).json()).toMatchObject([{ kind: 'greylist', times: 1 }])
    expect((await post('{"kind":"fire"}')).status).toBe(400)
    expect((await post('{')).status).toBe(400)
    expect((await fetch(`${mailbox.url}/sandbox/faults`, { method: 'DELETE' })).status).toBe(204)
    await deliver(mailbox)
    expect(mailbox.messages()).toHaveLength(1)
  })
})
