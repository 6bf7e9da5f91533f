/** What an invoice mail says, in one language. The numbers come ready to print. */
export interface MailWords {
  subject(invoice: string, order: string): string
  copySubject(invoice: string, order: string): string
  greeting(name: string): string
  intro(invoice: string, order: string, store: string): string
  copyIntro(invoice: string, order: string, store: string): string
  readonly total: string
  readonly closing: string
  /** First part of the attachment's name: ASCII, some mail programs garble the rest. */
  readonly file: string
  /** On the pages of a copy. */
  readonly stamp: string
}

const en: MailWords = {
  subject: (invoice, order) => `Your invoice ${invoice} for order ${order}`,
  copySubject: (invoice, order) => `Copy of your invoice ${invoice} for order ${order}`,
  greeting: name => (name ? `Hello ${name},` : 'Hello,'),
  intro: (invoice, order, store) => `Invoice ${invoice} for your order ${order} at ${store} is attached as a PDF.`,
  copyIntro: (invoice, order, store) =>
    `Here is another copy of invoice ${invoice} for your order ${order} at ${store}, attached as a PDF.`,
  total: 'Invoice total',
  closing: 'Kind regards',
  file: 'invoice',
  stamp: 'COPY',
}

const sl: MailWords = {
  subject: (invoice, order) => `Račun ${invoice} za naročilo ${order}`,
  copySubject: (invoice, order) => `Kopija računa ${invoice} za naročilo ${order}`,
  greeting: name => (name ? `Pozdravljeni, ${name},` : 'Pozdravljeni,'),
  intro: (invoice, order, store) => `v priponki je račun ${invoice} za vaše naročilo ${order} v trgovini ${store}.`,
  copyIntro: (invoice, order, store) =>
    `v priponki vam še enkrat pošiljamo račun ${invoice} za naročilo ${order} v trgovini ${store}.`,
  total: 'Znesek računa',
  closing: 'Lep pozdrav',
  file: 'racun',
  stamp: 'KOPIJA',
}

const de: MailWords = {
  subject: (invoice, order) => `Ihre Rechnung ${invoice} zur Bestellung ${order}`,
  copySubject: (invoice, order) => `Kopie Ihrer Rechnung ${invoice} zur Bestellung ${order}`,
  greeting: name => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  intro: (invoice, order, store) =>
    `im Anhang finden Sie die Rechnung ${invoice} zu Ihrer Bestellung ${order} bei ${store}.`,
  copyIntro: (invoice, order, store) =>
    `im Anhang senden wir Ihnen noch einmal die Rechnung ${invoice} zu Ihrer Bestellung ${order} bei ${store}.`,
  total: 'Rechnungsbetrag',
  closing: 'Mit freundlichen Grüßen',
  file: 'rechnung',
  stamp: 'KOPIE',
}

const languages: Readonly<Record<string, MailWords>> = { en, sl, de }

/**
 * @param locale as BCP 47 ("sl-SI") or as Magento writes it ("sl_SI").
 * @returns the words, and the locale for numbers and dates that goes with them: a language that we do not have, or
 * text that is no locale, is English throughout.
 */
export function wordsFor(locale: string): { readonly words: MailWords; readonly tag: string } {
  try {
    const tag = new Intl.Locale(locale.trim().replaceAll('_', '-'))
    const words = languages[tag.language]
    if (words) return { words, tag: tag.baseName }
  } catch {
    // not a locale
  }
  return { words: en, tag: 'en' }
}
