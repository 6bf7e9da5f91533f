/** What goes with every mail of a language, besides the words of its template. */
export interface MailWords {
  greeting(name: string): string
  /** First part of an invoice's file name: ASCII, some mail programs garble the rest. */
  readonly file: string
  /** On the pages of a copy. */
  readonly stamp: string
}

const en: MailWords = {
  greeting: name => (name ? `Hello ${name},` : 'Hello,'),
  file: 'invoice',
  stamp: 'COPY',
}

const sl: MailWords = {
  greeting: name => (name ? `Pozdravljeni, ${name},` : 'Pozdravljeni,'),
  file: 'racun',
  stamp: 'KOPIJA',
}

const de: MailWords = {
  greeting: name => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  file: 'rechnung',
  stamp: 'KOPIE',
}

const languages: Readonly<Record<string, MailWords>> = { en, sl, de }

/** Languages that we have words for. */
export const hasWords = (language: string): boolean => Object.hasOwn(languages, language)

/** @param locale as BCP 47 ("sl-SI") or as Magento writes it ("sl_SI"). @returns undefined for text that is no locale. */
export function readLocale(locale: string): { readonly language: string; readonly tag: string } | undefined {
  try {
    const { language, baseName } = new Intl.Locale(locale.trim().replaceAll('_', '-'))
    return { language, tag: baseName }
  } catch {
    return undefined
  }
}

/**
 * @returns the words, and the locale for numbers and dates that goes with them: a language that we do not have, or
 * text that is no locale, is English throughout.
 */
export function wordsFor(locale: string): { readonly words: MailWords; readonly tag: string } {
  const read = readLocale(locale)
  const words = read && languages[read.language]
  return words ? { words, tag: read.tag } : { words: en, tag: 'en' }
}
