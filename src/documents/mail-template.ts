import type { Amount } from '../domain/amount.ts'
import { fill } from './mail-placeholders.ts'
import { readLocale, wordsFor } from './mail-words.ts'
import type { MailTemplate } from './shipped-mails.ts'

/** What a mail speaks of. Every value is data, whatever characters it holds. */
export interface MailValues {
  /** "sl-SI", "sl_SI", "de": for numbers, dates and the greeting. */
  readonly locale: string
  readonly storeName: string
  readonly orderNumber: string
  /** Of the document, as people see it in the ERP. */
  readonly number: string
  /** Empty when unknown. */
  readonly customerName: string
  readonly total: Money
  /** Of the document: "2026-03-10". */
  readonly date: string
}

export interface Money {
  readonly amount: Amount
  /** ISO 4217. */
  readonly currency: string
}

export interface WrittenMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const MAX_LINE = 200

/**
 * The mail that carries a document. Pure.
 * @param language of the template: numbers and dates are written as it does, in the place of the locale where that one
 * speaks it ("de-AT" for "de").
 */
export function writeMail(template: MailTemplate, language: string, values: MailValues): WrittenMail {
  const spoken = readLocale(values.locale)
  const tag = spoken?.language === language ? spoken.tag : (readLocale(language)?.tag ?? 'en')
  const customer = oneLine(values.customerName)
  const texts = {
    greeting: wordsFor(language).words.greeting(customer),
    customer,
    number: oneLine(values.number),
    order: oneLine(values.orderNumber),
    store: oneLine(values.storeName),
    total: formatMoney(tag, values.total),
    date: formatDay(tag, values.date),
  }
  // Values have no line breaks in them, so they can be no header and no paragraph.
  const subject = fill(template.subject, texts).replace(INVISIBLE, ' ').trim()
  const paragraphs = fill(template.body, texts)
    .split(/\r\n|[\r\n]/)
    .map(line => line.replace(INVISIBLE, ' ').trimEnd())
    .join('\n')
    .split(/\n{2,}/)
    .map(paragraph => paragraph.replace(/^\n+|\n+$/g, ''))
    .filter(paragraph => paragraph.trim() !== '')
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(tag, subject, paragraphs) }
}

/** @returns "invoice-000000123-70.pdf", "racun-…", "rechnung-…": ASCII, safe as a file name everywhere. */
export function invoiceFilename(input: {
  readonly locale: string
  readonly orderNumber: string
  readonly invoiceNumber: string
}): string {
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

export const oneLine = (text: string): string =>
  text.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim().slice(0, MAX_LINE)

/** "10. März 2026"; what is no day stays as it is. */
function formatDay(locale: string, day: string): string {
  const moment = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(moment)) return oneLine(day)
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(moment)
}

/** No colour is set anywhere: light and dark mail programs both bring their own. */
export function htmlOf(language: string, title: string, paragraphs: readonly string[]): string {
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
