import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBounceJson, readBounceMail } from '../../src/documents/read-bounce.ts'

const ID = '<AbC-1_x@shop.example>'
const bytes = (text: string) => new TextEncoder().encode(text)

/** As Postfix writes it, with made-up people. */
const report = (changes: { id?: string; recipient?: string; action?: string; diagnostic?: string } = {}) => {
  const { id = ID, recipient = 'ana@nowhere.example', action = 'failed', diagnostic } = changes
  return `Return-Path: <>
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
To: orders@shop.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4A1B2C.1700000000/mx.shop.example"

This is a MIME-encapsulated message.

--4A1B2C.1700000000/mx.shop.example
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4A1B2C.1700000000/mx.shop.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example
X-Postfix-Queue-ID: 4A1B2C

Final-Recipient: rfc822; ${recipient}
Action: ${action}
Status: 5.1.1
Remote-MTA: dns; mx.nowhere.example
Diagnostic-Code: smtp; ${
    diagnostic ??
    `550 5.1.1 <${recipient}>: Recipient address
    rejected: User unknown`
  }

--4A1B2C.1700000000/mx.shop.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Shop <orders@shop.example>
To: ${recipient}
Message-ID: ${id}
Subject: Your invoice

Hello
--4A1B2C.1700000000/mx.shop.example--
`
}

describe('a delivery report', () => {
  it.each([
    ['with line feeds', report()],
    ['as it travels', report().replaceAll('\n', '\r\n')],
    ['with the headers alone', report().replace('message/rfc822', 'text/rfc822-headers')],
  ])('%s says whose mail came back, and why', (_, text) => {
    expect(readBounceMail(bytes(text))).toEqual([
      {
        messageIds: [ID],
        recipient: 'ana@nowhere.example',
        action: 'failed',
        answer: '550 5.1.1 <ana@nowhere.example>: Recipient address rejected: User unknown',
      },
    ])
  })

  it('of a delay says so', () => {
    expect(readBounceMail(bytes(report({ action: 'delayed' })))).toMatchObject([{ action: 'delayed' }])
  })

  it('without the mail that came back is found by what it answers to', () => {
    const [head = ''] = report().split('--4A1B2C.1700000000/mx.shop.example\nContent-Description: Undelivered')
    const text = head.replace('MIME-Version', `In-Reply-To: ${ID}\nMIME-Version`)
    expect(readBounceMail(bytes(text))).toMatchObject([{ messageIds: [ID] }])
  })

  it.each([
    ['an answer of a person', 'Subject: Re: Your invoice\nContent-Type: text/plain\n\nThank you', 'no delivery report'],
    ['a report without its part', report().replace('message/delivery-status', 'text/plain'), 'no part'],
    ['nothing', '', 'no delivery report'],
    ['more than a report has', 'x'.repeat(1_100_000), 'at most'],
  ])('is not %s', (_, text, why) => {
    expect(readBounceMail(bytes(text))).toContain(why)
  })

  it('never fails on bytes that are none', () => {
    const cut = fc.tuple(fc.nat(report().length), fc.uint8Array({ maxLength: 40 }))
    fc.assert(
      fc.property(cut, ([at, junk]) => {
        const text = bytes(report())
        const broken = new Uint8Array([...text.slice(0, at), ...junk, ...text.slice(at + junk.length)])
        const read = readBounceMail(broken)
        if (typeof read !== 'string') for (const { answer } of read) expect(answer.length).toBeLessThan(2_100)
      }),
    )
  })
})

describe('the news of a provider', () => {
  it('is one bounce or a list, with or without the brackets of the Message-ID', () => {
    const one = { messageId: 'AbC-1_x@shop.example', recipient: 'a@b.example', status: '5.1.1', diagnostic: 'unknown' }
    const read = { messageIds: [ID], recipient: 'a@b.example', action: 'failed', answer: '5.1.1 unknown' }
    expect(readBounceJson(bytes(JSON.stringify(one)))).toEqual([read])
    expect(readBounceJson(bytes(JSON.stringify([{ ...one, messageId: ID }])))).toEqual([read])
  })

  it.each(['{', '[]', '{"messageId":7}', '{"messageId":"<a b>"}', '{"messageId":"x@y","more":1}'])(
    'is not %s',
    text => {
      expect(readBounceJson(bytes(text))).toMatch(/^The body/)
    },
  )
})
