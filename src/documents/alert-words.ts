import { counted } from '../domain/counted.ts'

/** What a mail about problems says, in one language. */
interface AlertWords {
  one(store: string, kind: 'open' | 'over', title: string, orders: number): string
  many(store: string, open: number, over: number): string
  /** `which` are some of their numbers, in brackets. */
  weight(orders: number, which: string, since: string): string
  readonly openHead: string
  readonly overHead: string
  readonly closing: string
}

/** One order is named in the title already. */
const inBrackets = (orders: number, text: string): string => (orders > 1 ? ` (${text})` : '')

const en: AlertWords = {
  one: (store, kind, title, orders) =>
    kind === 'open' ? `${store}: ${title}${inBrackets(orders, `${orders} orders`)}` : `${store}: over: ${title}`,
  many: (store, open, over) =>
    `${store}: ${[open > 0 ? `${counted(open, 'problem')}` : '', over > 0 ? `${over} over` : ''].filter(Boolean).join(', ')}`,
  weight: (orders, which, since) =>
    orders > 0 ? `${counted(orders, 'order waits', 'orders wait')}${which}, since ${since}` : `since ${since}`,
  openHead: 'This needs a person:',
  overHead: 'This is over:',
  closing: 'Orderbridge. What waits goes on by itself once the cause is gone.',
}

const de: AlertWords = {
  one: (store, kind, title, orders) =>
    kind === 'open'
      ? `${store}: ${title}${inBrackets(orders, `${orders} Bestellungen`)}`
      : `${store}: vorbei: ${title}`,
  many: (store, open, over) =>
    `${store}: ${[open > 0 ? `${counted(open, 'Problem', 'Probleme')}` : '', over > 0 ? `${over} vorbei` : ''].filter(Boolean).join(', ')}`,
  weight: (orders, which, since) =>
    orders > 0
      ? `${counted(orders, 'Bestellung wartet', 'Bestellungen warten')}${which}, seit ${since}`
      : `seit ${since}`,
  openHead: 'Das braucht einen Menschen:',
  overHead: 'Das ist vorbei:',
  closing: 'Orderbridge. Was wartet, geht von selbst weiter, sobald die Ursache weg ist.',
}

const SLOVENIAN = new Intl.PluralRules('sl')
const waits: Readonly<Record<string, string>> = {
  one: 'naročilo čaka',
  two: 'naročili čakata',
  few: 'naročila čakajo',
  other: 'naročil čaka',
}
const orderWords: Readonly<Record<string, string>> = {
  one: 'naročilo',
  two: 'naročili',
  few: 'naročila',
  other: 'naročil',
}
const problems: Readonly<Record<string, string>> = { one: 'težava', two: 'težavi', few: 'težave', other: 'težav' }

const sl: AlertWords = {
  one: (store, kind, title, orders) =>
    kind === 'open'
      ? `${store}: ${title}${inBrackets(orders, `${orders} ${orderWords[SLOVENIAN.select(orders)]}`)}`
      : `${store}: končano: ${title}`,
  many: (store, open, over) =>
    `${store}: ${[open > 0 ? `${open} ${problems[SLOVENIAN.select(open)]}` : '', over > 0 ? `končano: ${over}` : ''].filter(Boolean).join(', ')}`,
  weight: (orders, which, since) =>
    orders > 0 ? `${orders} ${waits[SLOVENIAN.select(orders)]}${which}, od ${since}` : `od ${since}`,
  openHead: 'Za to je potreben človek:',
  overHead: 'To je končano:',
  closing: 'Orderbridge. Kar čaka, gre naprej samo, ko vzroka ni več.',
}

const languages: Readonly<Record<string, AlertWords>> = { en, de, sl }

/** Words and the locale for dates that goes with them; English, written as in Britain, for what we do not have. */
export function wordsFor(locale: string): { readonly words: AlertWords; readonly tag: string } {
  const language = locale.trim().slice(0, 2).toLowerCase()
  const words = languages[language]
  return words && language !== 'en' ? { words, tag: language } : { words: en, tag: 'en-GB' }
}
