import { wordsFor } from './alert-words.ts'
import { htmlOf, oneLine } from './mail-template.ts'

/** One thing that people are told of. No personal data is in it. */
export interface AlertItem {
  readonly kind: 'open' | 'over'
  readonly title: string
  /** That wait for it; 0 when nobody can tell. */
  readonly orders: number
  /** Of the first few of them. */
  readonly numbers: readonly string[]
  /** ISO 8601. */
  readonly since: string
  /** Where it is on the page; absent where the page has no address. */
  readonly url?: string | undefined
}

export interface AlertMailInput {
  readonly locale: string
  readonly storeName: string
  readonly timezone: string
  readonly items: readonly AlertItem[]
}

/** The mail that tells of problems: what is open first, then what is over. Pure. */
export function alertMail({ locale, storeName, timezone, items }: AlertMailInput) {
  const { words, tag } = wordsFor(locale)
  const store = oneLine(storeName)
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
  const open = items.filter(({ kind }) => kind === 'open')
  const over = items.filter(({ kind }) => kind === 'over')
  const line = ({ title, orders, numbers, since, url }: AlertItem): string =>
    [oneLine(title), words.weight(orders, someOf(numbers, orders), moment.format(new Date(since))), url ?? '']
      .filter(text => text !== '')
      .join('\n')
  const [only] = items
  const subject =
    only && items.length === 1
      ? words.one(store, only.kind, oneLine(only.title), only.orders)
      : words.many(store, open.length, over.length)
  const paragraphs = [
    ...(open.length > 0 ? [words.openHead, ...open.map(line)] : []),
    ...(over.length > 0
      ? [
          words.overHead,
          ...over.map(({ title, url }) => [oneLine(title), url ?? ''].filter(text => text !== '').join('\n')),
        ]
      : []),
    words.closing,
  ]
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(tag, subject, paragraphs) }
}

/** " (213, 214, 215 …)" */
const someOf = (numbers: readonly string[], orders: number): string =>
  numbers.length === 0 ? '' : ` (${oneLine(numbers.join(', '))}${orders > numbers.length ? ' …' : ''})`
