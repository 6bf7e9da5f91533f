import type { Amount } from '../domain/amount.ts'
import { wordsFor } from './mail-words.ts'

export interface InvoiceMailInput {
  /** "sl-SI", "sl_SI", "de"; falls back to its language, then to English. */
  readonly locale: string
  readonly storeName: string
  readonly orderNumber: string
  /** As people see it in the ERP. */
  readonly invoiceNumber: string
  /** Empty when unknown. */
  readonly customerName: string
  readonly total: Money
  /** Sent again on purpose. */
  readonly copy: boolean
  /** A person's own lines, plain text. */
  readonly note?: string
}

export interface Money {
  readonly amount: Amount
  /** ISO 4217. */
  readonly currency: string
}

export interface InvoiceMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const MAX_LINE = 200
const MAX_NOTE = 4000

/** The mail that carries an invoice PDF. Pure; every value is data, whatever characters it holds. */
export function invoiceMail(input: InvoiceMailInput): InvoiceMail {
  const { words, tag } = wordsFor(input.locale)
  const [invoice, order] = [oneLine(input.invoiceNumber), oneLine(input.orderNumber)]
  const store = oneLine(input.storeName)
  const paragraphs = [
    words.greeting(oneLine(input.customerName)),
    (input.copy ? words.copyIntro : words.intro)(invoice, order, store),
    `${words.total}: ${formatMoney(tag, input.total)}`,
    manyLines(input.note ?? ''),
    `${words.closing}\n${store}`,
  ].filter(paragraph => paragraph !== '')
  const subject = (input.copy ? words.copySubject : words.subject)(invoice, order)
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(tag, subject, paragraphs) }
}

/** @returns "invoice-000000123-70.pdf", "racun-…", "rechnung-…": ASCII, safe as a file name everywhere. */
export function invoiceFilename(input: Pick<InvoiceMailInput, 'locale' | 'orderNumber' | 'invoiceNumber'>): string {
  const parts = [input.orderNumber, input.invoiceNumber].map(part =>
    part
      .replace(/[^A-Za-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-|-$/g, ''),
  )
  return `${[wordsFor(input.locale).words.file, ...parts].filter(part => part !== '').join('-')}.pdf`
}

/**
 * An amount as people of this locale write it, from its decimal text (Intl takes strings exactly; a float would round).
 * At least the decimals of the currency, and as many as the amount has.
 */
export function formatMoney(locale: string, { amount, currency }: Money): string {
  const exact = amount as Intl.StringNumericLiteral // Amount is canonical decimal text
  const decimals = { maximumFractionDigits: 20 }
  // ERPs have names of their own for currencies ("EURO"); Intl knows three letters only.
  if (!/^[A-Za-z]{3}$/.test(currency)) {
    return `${new Intl.NumberFormat(locale, decimals).format(exact)} ${oneLine(currency)}`.trim()
  }
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals }).format(exact)
}

/** Control characters and those that turn the direction of writing around, which could make a line read as another. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

const oneLine = (text: string): string => text.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim().slice(0, MAX_LINE)

const manyLines = (text: string): string =>
  text
    .slice(0, MAX_NOTE)
    .split(/\r\n|[\r\n]/)
    .map(line => line.replace(INVISIBLE, ' ').trimEnd())
    .join('\n')
    .trim()

/** No colour is set anywhere: light and dark mail programs both bring their own. */
function htmlOf(language: string, title: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map(text => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:24px 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto">
${body.join('\n')}
</div>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
