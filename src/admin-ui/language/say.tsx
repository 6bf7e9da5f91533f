import { AsyncLocalStorage } from 'node:async_hooks'
import type { Child, FC } from 'hono/jsx'
import { IntlMessageFormat } from 'intl-messageformat'
import { german } from './german.ts'
import { slovenian } from './slovenian.ts'

export type Language = 'en' | 'de' | 'sl'

/** English message → the same message in another language. Both are ICU MessageFormat, so that Slovenian has its dual. */
export type Messages = Readonly<Record<string, string>>

const MESSAGES: Readonly<Record<Language, Messages>> = { en: {}, de: german, sl: slovenian }

/** "sl-SI" → "sl"; English for whatever is not spoken here. */
export function languageOf(locale: string): Language {
  const [language] = locale.toLowerCase().split('-')
  return language === 'de' || language === 'sl' ? language : 'en'
}

// One request speaks one language: passing it through every component would be in every signature of the page.
const spoken = new AsyncLocalStorage<{ readonly language: Language; readonly locale: string }>()

/** Runs `work`, which is all of one request, in the language of the one who looks: "de-AT" speaks German and writes figures as Austria does. */
export const speak = <Result,>(locale: string, work: () => Result): Result =>
  spoken.run({ language: languageOf(locale), locale }, work)

export const spokenLanguage = (): Language => spoken.getStore()?.language ?? 'en'

/** For figures and days inside of sentences. */
export const spokenLocale = (): string => spoken.getStore()?.locale ?? 'en'

// Messages are written in the code, so their number is bounded by it.
const formats = new Map<string, IntlMessageFormat>()

function formatOf(message: string): IntlMessageFormat {
  const language = spokenLanguage()
  const key = `${language} ${message}`
  const known = formats.get(key)
  if (known) return known
  const format = new IntlMessageFormat(MESSAGES[language][message] ?? message, language, undefined, { ignoreTag: true })
  formats.set(key, format)
  return format
}

/** Whether the text is a message of the page, in the language of the one who looks. */
export const hasMessage = (text: string): boolean => Object.hasOwn(MESSAGES[spokenLanguage()], text)

/** A number is written and counted as the language does; a text is put in as it is. */
export type Values = Readonly<Record<string, string | number>>

/**
 * The message in the language of the one who looks, English where a translation is missing.
 * The message is its own key, so it has to be written out at the call: a test finds every call and asks for its translations.
 */
export const say = (message: string, values: Values = {}): string => String(formatOf(message).format({ ...values }))

/** The same in pieces, for what a sentence holds beside texts. */
export function sayWith<Piece extends object>(
  message: string,
  values: Readonly<Record<string, string | number | Piece>>,
): (string | Piece)[] {
  const said = formatOf(message).format<Piece>({ ...values })
  return Array.isArray(said) ? said : [said]
}

/** Marks a message where it is written down for a `say(variable)` elsewhere, so that the test finds it as well. */
export const message = <const Text extends string>(text: Text): Text => text

/** The same with elements in the sentence: `<Say text="waits for {since}" since={<Moment at={at} />} />`. */
export const Say: FC<{ readonly text: string } & Readonly<Record<string, Child>>> = ({ text, ...values }) => (
  <>{formatOf(text).format<Child>(values)}</>
)

// Without the comma before "and", as British English has it.
const LISTS: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de', sl: 'sl' }

/** "A, B and C", or "A, B or C". */
export const listText = (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(LISTS[spokenLanguage()], { type }).format(items)

/** The same with elements. */
export const Listed: FC<{ readonly items: readonly Child[] }> = ({ items }) => (
  <>
    {new Intl.ListFormat(LISTS[spokenLanguage()], { type: 'conjunction' })
      .formatToParts(items.map((_, index) => String(index)))
      .map(({ type, value }) => (type === 'element' ? items[Number(value)] : value))}
  </>
)

/** "In the ERP" → "in the ERP", where a word that stands alone elsewhere stands in a sentence. */
export const inSentence = (word: string): string => word.charAt(0).toLocaleLowerCase() + word.slice(1)
