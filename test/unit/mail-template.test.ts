import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mistakesIn } from '../../src/documents/mail-placeholders.ts'
import { formatMoney, invoiceFilename, type MailValues, writeMail } from '../../src/documents/mail-template.ts'
import { hasWords, readLocale } from '../../src/documents/mail-words.ts'
import { MAIL_KINDS, type MailKind, shippedMail } from '../../src/documents/shipped-mails.ts'
import { amount } from '../../src/domain/amount.ts'

const input: MailValues = {
  locale: 'sl_SI',
  storeName: 'Čajna hiša',
  orderNumber: '000000123',
  number: '70',
  customerName: 'Žiga Čuš',
  total: { amount: amount('1234.5'), currency: 'EUR' },
  date: '2026-03-10',
}
/** With the words that we ship. */
function invoiceMail(values: MailValues, kind: MailKind = 'invoice') {
  const language = readLocale(values.locale)?.language ?? 'en'
  const spoken = hasWords(language) ? language : 'en'
  return writeMail(shippedMail(kind, spoken), spoken, values)
}
const NBSP = '\u00a0'

describe('an invoice mail', () => {
  it('is written in Slovenian for a Slovenian store view', () => {
    const mail = invoiceMail(input)
    expect(mail.subject).toBe('Račun 70 za naročilo 000000123')
    expect(mail.text).toBe(`Pozdravljeni, Žiga Čuš,

v priponki je račun 70 za vaše naročilo 000000123 v trgovini Čajna hiša.

Znesek računa: 1234,50${NBSP}€

Lep pozdrav
Čajna hiša
`)
    expect(mail.html).toContain('<html lang="sl-SI">')
  })

  it('is written in German and says of a copy that it is one', () => {
    const mail = invoiceMail({ ...input, locale: 'de-AT' }, 'invoice_copy')
    expect(mail.subject).toBe('Kopie Ihrer Rechnung 70 zur Bestellung 000000123')
    expect(mail.text).toContain('noch einmal die Rechnung 70')
    expect(mail.text).toContain(`Rechnungsbetrag: €${NBSP}1.234,50`)
  })

  it('is English throughout for a language that we do not have, and for text that is no locale', () => {
    for (const locale of ['fr_FR', 'en', '', '../../etc', 'x'.repeat(500)]) {
      const mail = invoiceMail({ ...input, locale })
      expect(mail.subject).toBe('Your invoice 70 for order 000000123')
      expect(mail.text).toContain('Invoice total: €1,234.50')
    }
  })

  it('greets without a name when it has none', () => {
    expect(invoiceMail({ ...input, customerName: '  ', locale: 'de' }).text).toMatch(/^Guten Tag,\n/)
  })

  it('makes of an empty line a paragraph and of a line break a line, in both forms', () => {
    const template = { subject: 'x', body: 'Prva\r\nvrstica\n\n\n{customer}\n\nDruga & tretja' }
    const mail = writeMail(template, 'sl', { ...input, customerName: '' })
    expect(mail.text).toBe('Prva\nvrstica\n\nDruga & tretja\n')
    expect(mail.html).toContain('>Prva<br>vrstica</p>')
    expect(mail.html).toContain('>Druga &amp; tretja</p>')
  })

  it('writes numbers and days as the language of its words does', () => {
    const template = { subject: 'x', body: '{total} / {date}' }
    expect(writeMail(template, 'de', { ...input, locale: 'de-AT' }).text).toBe(`€${NBSP}1.234,50 / 10. März 2026\n`)
    expect(writeMail(template, 'hr', { ...input, locale: 'hr_HR' }).text).toBe(`1.234,50${NBSP}€ / 10. ožujka 2026.\n`)
    expect(writeMail(template, 'en', { ...input, locale: 'fr_FR' }).text).toBe('€1,234.50 / March 10, 2026\n')
  })

  it('has the same numbers in both forms and leaves colours to the mail program', () => {
    const { html } = invoiceMail(input)
    expect(html).toContain('Račun 70 za naročilo 000000123')
    expect(html).toContain(`1234,50${NBSP}€`)
    expect(html).not.toMatch(/(?<![-\w])(color|background(-color)?):/)
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
  })

  it('never lets a value or the words themselves become markup or another header', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '\n',
        '\r',
        '\0',
        'a',
        '</p>',
        '<script>',
        '{order}',
        `$${'{order}'}`,
        '{{',
        'Bcc: a@b.c',
      ),
      { maxLength: 12 },
    )
    const texts = nasty.map(parts => parts.join(''))
    fc.assert(
      fc.property(texts, texts, texts, texts, texts, (storeName, orderNumber, number, customerName, words) => {
        const template = { subject: `{number} {order} {customer} ${words}`, body: `{greeting} {store}\n\n${words}` }
        const mail = writeMail(template, 'en', { ...input, storeName, orderNumber, number, customerName })
        expect(mail.subject).not.toMatch(/\p{Cc}/u)
        const tags = new Set([...mail.html.matchAll(/<\/?([a-z!]*)/gi)].map(([, name]) => name))
        const ours = ['!doctype', 'html', 'head', 'meta', 'title', 'body', 'div', 'p', 'br']
        expect([...tags].filter(name => !ours.includes(name ?? ''))).toEqual([])
      }),
    )
  })

  it('does not look for placeholders in what a customer is called', () => {
    const customerName = `{total} $${'{1+1}'}`
    expect(invoiceMail({ ...input, customerName }).text).toContain(`Pozdravljeni, ${customerName},`)
  })

  it('ships words for every mail in every language, without a mistake in them', () => {
    for (const language of ['en', 'de', 'sl'])
      for (const kind of MAIL_KINDS)
        expect(mistakesIn(shippedMail(kind, language), language), `${kind} ${language}`).toEqual([])
  })
})

describe('an amount of money', () => {
  it('keeps every digit that a float would lose', () => {
    expect(formatMoney('en', { amount: amount('90071992547409931234.45'), currency: 'EUR' })).toBe(
      '€90,071,992,547,409,931,234.45',
    )
    expect(formatMoney('de', { amount: amount('0.1'), currency: 'EUR' })).toBe(`0,10${NBSP}€`)
    expect(formatMoney('en', { amount: amount('1.005'), currency: 'EUR' })).toBe('€1.005')
  })

  it('has the decimals of its currency', () => {
    expect(formatMoney('en', { amount: amount('1200'), currency: 'JPY' })).toBe('¥1,200')
    expect(formatMoney('sl', { amount: amount('-3'), currency: 'EUR' })).toBe(`−3,00${NBSP}€`)
  })

  it('is shown with the ERP’s own name of a currency that is no ISO code', () => {
    expect(formatMoney('de', { amount: amount('12.4'), currency: 'EURO' })).toBe('12,4 EURO')
  })

  it('prints exactly the digits of the amount', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 20n })
    fc.assert(
      fc.property(cents, value => {
        const digits = value.toString().padStart(3, '0')
        const exact = amount(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
        const shown = formatMoney('en', { amount: exact, currency: 'EUR' }).replace(/[€,]/g, '')
        expect(shown).toBe(`${BigInt(digits.slice(0, -2))}.${digits.slice(-2)}`)
      }),
    )
  })
})

describe('the attachment’s name', () => {
  it('says what it is in the language of the mail', () => {
    const name = (locale: string) =>
      invoiceFilename({ locale, orderNumber: input.orderNumber, invoiceNumber: input.number })
    expect(name('en_GB')).toBe('invoice-000000123-70.pdf')
    expect(name('sl')).toBe('racun-000000123-70.pdf')
    expect(name('de_DE')).toBe('rechnung-000000123-70.pdf')
  })

  it('is a plain file name whatever the numbers hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ maxLength: 80 }),
        (orderNumber, invoiceNumber) => {
          const name = invoiceFilename({ locale: 'en', orderNumber, invoiceNumber })
          expect(name).toMatch(/^invoice(-[A-Za-z0-9-]+)?\.pdf$/)
          expect(name.length).toBeLessThan(100)
        },
      ),
    )
    expect(invoiceFilename({ locale: 'en', orderNumber: '../../x', invoiceNumber: 'A/2026\r\n1' })).toBe(
      'invoice-x-A-2026-1.pdf',
    )
  })
})
