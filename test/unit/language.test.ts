import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toldInGerman } from '../../src/admin-ui/language/german/told.ts'
import { german } from '../../src/admin-ui/language/german.ts'
import { type Messages, say, speak } from '../../src/admin-ui/language/say.tsx'
import { toldInSlovenian } from '../../src/admin-ui/language/slovenian/told.ts'
import { slovenian } from '../../src/admin-ui/language/slovenian.ts'
import { told } from '../../src/admin-ui/language/told.ts'
import { countsText } from '../../src/admin-ui/runs/counts.ts'
import { validate } from '../../src/flows/config/explain-issue.ts'
import { flowSentences } from '../support/flow-sentences.ts'
import { findMessages, placeholders } from '../support/messages.ts'
import { toldSentences } from '../support/told-sentences.ts'

const { messages, hidden } = findMessages()
const LANGUAGES: readonly (readonly [string, Messages])[] = [
  ['German', german],
  ['Slovenian', slovenian],
]

describe('what the page says', () => {
  test('is written out at every call, so that it can be asked for', () => {
    expect(hidden).toEqual([])
  })

  test.each(LANGUAGES)('is there in %s, for the same values', (_, catalogue) => {
    const missing = [...messages].filter(([message]) => !Object.hasOwn(catalogue, message))
    expect(missing.map(([message, file]) => `${file}: ${message}`)).toEqual([])
    const other = [...messages.keys()].filter(
      message => `${placeholders(message)}` !== `${placeholders(catalogue[message] ?? '')}`,
    )
    expect(other).toEqual([])
  })

  test.each(LANGUAGES)('has no translation in %s that nothing says any more', (_, catalogue) => {
    expect(Object.keys(catalogue).filter(message => !messages.has(message))).toEqual([])
  })

  test.each(['german', 'slovenian'])('has one translation in %s, in whatever room it is said', async language => {
    const folder = new URL(`../../src/admin-ui/language/${language}/`, import.meta.url)
    const files = readdirSync(folder).filter(file => !file.startsWith('told'))
    const rooms = await Promise.all(files.map(file => import(new URL(file, folder).href)))
    const all = rooms.flatMap(room => Object.values<Messages>(room).flatMap(messages => Object.entries(messages)))
    const others = all.filter(([message, text]) => all.some(([same, other]) => same === message && other !== text))
    expect(others).toEqual([])
  })

  test('counts as Slovenian does, with its dual', () => {
    const orders = (n: number) =>
      speak('sl', () => say('Skip {now, plural, one {# order} other {# orders}}', { now: n }))
    expect([1, 2, 3, 5, 101].map(orders)).toEqual([
      'Preskoči 1 naročilo',
      'Preskoči 2 naročili',
      'Preskoči 3 naročila',
      'Preskoči 5 naročil',
      'Preskoči 101 naročilo',
    ])
  })
})

test.each([
  ['en', '1 mail, 1 problem told', '2 mails, 3 problems told'],
  ['de', '1 Mail, 1 Problem gemeldet', '2 Mails, 3 Probleme gemeldet'],
  ['sl', '1 sporočilo, sporočeno: 1 težava', '2 sporočili, sporočeno: 3 težave'],
])('a run counts what it did in words (%s)', (language, one, more) => {
  expect(speak(language, () => countsText({ mails: 1, told: 1, over: 0 }))).toBe(one)
  expect(speak(language, () => countsText({ mails: 2, told: 3, over: 0 }))).toBe(more)
})

/** Written alike in all three languages, or a name of Magento, an ERP or a setting. */
const SAME = new Set(['PDF', 'edition', 'source', 'source.mapping', 'source.acknowledged', 'webhooks'])

/** Whether a sentence of the text came through as it was. */
function leftInEnglish(text: string): boolean {
  const translated = told(text)
  return text
    .split(/(?<=\.) (?=[A-Z"])/)
    .some(sentence => (/[a-z] [a-z]/i.test(sentence) ? translated.includes(sentence) : translated === text))
}

describe('what flows wrote down', () => {
  test('has the same sentences with the same holes in German and Slovenian', () => {
    expect(Object.keys(toldInSlovenian).sort()).toEqual(Object.keys(toldInGerman).sort())
    for (const catalogue of [toldInGerman, toldInSlovenian])
      for (const [english, translated] of Object.entries(catalogue))
        expect(`${english} → ${placeholders(translated)}`).toBe(`${english} → ${placeholders(english)}`)
  })
  test.each(['de', 'sl'] as const)('is told in %s: every title and remedy of a problem, and every task', language => {
    const sentences = flowSentences()
    expect(sentences.length).toBeGreaterThan(50)
    expect(sentences.filter(({ text }) => speak(language, () => told(text)) === text)).toEqual([])
  })

  test.each(['de', 'sl'] as const)('is told in %s: refusals, findings of a test, mistakes in settings', language => {
    const sentences = toldSentences()
    expect(sentences.length).toBeGreaterThan(300)
    expect(sentences.filter(({ text }) => speak(language, () => leftInEnglish(text)) && !SAME.has(text))).toEqual([])
  })

  test.each([
    [
      'Held: SAP does not sell item S-1. Release the item in the ERP, or map the SKU to another one; the orders go on by themselves.',
      'Angehalten: SAP verkauft den Artikel S-1 nicht. Geben Sie den Artikel im ERP frei, oder ordnen Sie die SKU einem anderen zu; die Bestellungen gehen von selbst weiter.',
    ],
    [
      'The sales document is refused: 10000 - Item missing. Ask Jane.',
      'Auftrag im ERP wird abgelehnt: 10000 - Item missing. Ask Jane.',
    ],
    [
      'ada (command line) skipped the order: sold by phone',
      'ada (Kommandozeile) hat die Bestellung übersprungen: sold by phone',
    ],
    [
      'https://b1.example:50000: HTTP 502: SAP Business One or a server in front of it sent a page "Proxy Error"',
      'https://b1.example:50000: HTTP 502: SAP Business One oder ein Server davor hat eine Seite geschickt: „Proxy Error“',
    ],
    [
      'b1.example:50000: nothing answers at this port (connect ECONNREFUSED 10.0.0.1:50000)',
      'b1.example:50000: an diesem Port antwortet nichts (connect ECONNREFUSED 10.0.0.1:50000)',
    ],
    ['line 10', 'Zeile 10'],
    [
      'Bring items, prices, stock from SAP Business One to Magento',
      'Von SAP Business One nach Magento bringen: Artikel, Preise und Bestände',
    ],
    ['Internal error 17', 'Internal error 17'],
    ['{broken', '{broken'],
  ])('%s', (english, german) => {
    expect(speak('de', () => told(english))).toBe(german)
    expect(told(english)).toBe(english)
  })
})

describe('mistakes in settings', () => {
  const shape = z.strictObject({
    name: z.string().regex(/^[a-z]+$/),
    n: z.int().min(2).max(5),
    on: z.boolean(),
    list: z.array(z.string()).min(1),
    map: z.record(z.string().regex(/^[a-z]+$/), z.string()),
    one: z.enum(['a', 'b']),
    url: z.url(),
    how: z.discriminatedUnion('kind', [z.object({ kind: z.literal('x') }), z.object({ kind: z.literal('y') })]),
    some: z.union([z.string(), z.number()]),
  })
  const mistakes = [
    {},
    { name: 1, n: 1.5, on: 'yes', list: 'a', map: 'b', one: 'c', url: 'x', how: { kind: 'z' }, some: {} },
    { name: 'B', n: 1, on: 1, list: [], map: { B: '' }, one: 1, url: 1, how: 1, nam: 1, colour: 2 },
    { n: 6 },
  ].flatMap(value => {
    const result = validate(shape, value)
    return 'mistakes' in result ? result.mistakes.map(({ text }) => text) : []
  })

  test.each(['de', 'sl'] as const)('are told in %s, whatever is wrong with a value', language => {
    expect(new Set(mistakes).size).toBeGreaterThan(15)
    expect(mistakes.filter(text => speak(language, () => told(text)) === text)).toEqual([])
  })

  test('are told one by one, at their places', () => {
    const several =
      'These settings cannot be used for store main: alerts.to must be a list; alert is unknown; did you mean alerts?. Nothing was changed.'
    expect(speak('de', () => told(several))).toBe(
      'Diese Einstellungen gehen nicht für den Shop main: alerts.to muss eine Liste sein; alert ist unbekannt; meinten Sie alerts?. Es wurde nichts geändert.',
    )
    const lines =
      'These settings cannot be used for connection b1. Nothing was changed.\n  orders.write, line 3: is missing\n  line 7: {x} said by a parser'
    expect(speak('sl', () => told(lines))).toBe(
      'Teh nastavitev za povezavo b1 ni mogoče uporabiti. Nič ni bilo spremenjeno.\n  orders.write, vrstica 3: manjka\n  vrstica 7: {x} said by a parser',
    )
    expect(speak('de', () => told('Validation failed\n  sku: is missing'))).toBe('Validation failed\n  sku: is missing')
  })
})
