import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sideText } from '../../src/admin-ui/language/figures.ts'
import { toldInGerman } from '../../src/admin-ui/language/german/told.ts'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { told } from '../../src/admin-ui/language/told.ts'
import { mayNameFields } from '../../src/admin-ui/settings/field-labels.ts'
import { amount, compare } from '../../src/domain/amount.ts'

const LOCALES = ['en', 'en-US', 'de', 'de-AT', 'de-CH', 'sl', 'sl-SI'] as const

/** What a reader of this locale reads, as a plain decimal number again. */
function readBack(locale: string, shown: string): string {
  const part = (type: string) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
      .formatToParts(-1234567.8)
      .find(found => found.type === type)?.value ?? '?'
  return [...shown]
    .map(letter =>
      letter === part('decimal')
        ? '.'
        : letter === part('minusSign') || letter === '-'
          ? '-'
          : letter.replace(/\D/, ''),
    )
    .join('')
}

const decimals = (digits: number) =>
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(cents => {
    const text = (cents < 0n ? -cents : cents).toString().padStart(digits + 1, '0')
    return `${cents < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
  })
const money = fc.tuple(
  fc.constantFrom(1, 2, 3, 4).chain(decimals),
  fc.constantFrom('EUR', 'USD', 'CHF', 'JPY', 'KWD', 'HUF'),
)

describe('money in stored sentences', () => {
  test('that is read back from the page is what was stored, to the last digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), money, (locale, [value, currency]) => {
        const shown = speak(locale, () =>
          told(`It was ${value} ${currency} when it was sent: somebody changed it there.`),
        )
        const read = readBack(locale, shown.replace(/\.$/, ''))
        expect([read, compare(amount(read), amount(value))]).toEqual([read, 0])
      }),
    )
  })

  test.each([
    ['de', 'Sales document 10 was created in the ERP: 1234.90 EUR.', 'Auftrag 10 wurde im ERP angelegt: 1.234,90 €.'],
    ['sl', 'Order 7: A would come to 24.90 instead of 25.00 EUR.', 'Naročilo 7: A bi prišel na 24,90 namesto 25,00 €.'],
    [
      'en',
      'Sales document 10 was created in the ERP: 1234.90 EUR.',
      'Sales document 10 was created in the ERP: €1,234.90.',
    ],
    ['en', 'Held: A came to 24.9 EUR, Magento to 25.00 EUR.', 'Held: A came to €24.90, Magento to €25.00.'],
    [
      'de',
      'Invoice 10 was made in A: 2 × S-1, 1 × S-2, 24.90 EUR.',
      'Rechnung 10 wurde in A erstellt: 2 × S-1, 1 × S-2, 24,90 €.',
    ],
    ['de', 'ERP 10, 24.90; Magento none', 'ERP 10, 24,90; Magento keine'],
    ['de', 'in the ERP as 10, 11, 24.90; placed 25.00', 'im ERP als 10, 11, 24,90; bestellt 25,00'],
  ])('in %s: %s', (locale, english, shown) => {
    expect(speak(locale, () => told(english)).replaceAll('\u00a0', ' ')).toBe(shown)
  })

  test('is found in every sentence that has a place for it', () => {
    const figures = /\{(?:total|amount|sum|money2?)\}/g
    const sentences = Object.keys(toldInGerman).filter(english => english.search(figures) >= 0)
    expect(sentences.length).toBeGreaterThan(25)
    const asStored = sentences
      .map(english =>
        english.replace(figures, '24.90 EUR').replace(/\{(\w+)\}/g, (_, name) => (name === 'n' ? '7' : 'X1')),
      )
      .filter(english => speak('de', () => told(english)).includes('24.90'))
    expect(asStored).toEqual([])
  })

  test('stays where a person or an ERP wrote it', () => {
    for (const text of [
      'ada skipped the order: agreed on 24.90 EUR, 2026-03-10',
      'ada noted: 24.90 EUR',
      'The sales document is refused: 24.90 EUR exceeds the limit of 2026-03-10.',
      'paid 24.90 EUR on 2026-03-10',
    ])
      for (const locale of LOCALES) {
        const shown = speak(locale, () => told(text))
        expect(shown).toContain('24.90 EUR')
        expect(shown.includes('2026-03-10')).toBe(text.includes('2026-03-10'))
      }
  })

  test('leaves an English sentence as it is where it has none', () => {
    const sentence = fc
      .constantFrom(...Object.keys(toldInGerman).filter(text => !mayNameFields(text)))
      .map(text => text.replace(/\{n\d?\}/g, '12'))
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), sentences => {
        const text = `${sentences.join(' ')} 1.5 2 EUR`
        expect(speak('en', () => told(text))).toBe(text)
      }),
    )
  })
})

describe('a day in stored sentences', () => {
  test.each([
    ['en-GB', 'Nothing was placed or invoiced in store main on 22 Nov 2026.'],
    ['de', 'Im Shop main wurde am 22.11.2026 nichts bestellt oder berechnet.'],
  ])('is written as one writes it in %s', (locale, shown) => {
    expect(speak(locale, () => told('Nothing was placed or invoiced in store main on 2026-11-22.'))).toBe(shown)
  })

  test('that is none stays as it was written', () => {
    const text = '"2026-02-30" is not a day. Write it as 2026-03-10.'
    expect(speak('en', () => told(text))).toBe(text)
  })
})

test('the sides of a drift show their money and nothing else differently', () => {
  const sides = ['24.90 EUR', 'INV-7, 24.90 EUR', 'complete (complete)', '24.90', '', 'said so, on 24.90 EUR']
  expect(sides.map(side => speak('de', () => sideText(side)).replaceAll('\u00a0', ' '))).toEqual([
    '24,90 €',
    'INV-7, 24,90 €',
    ...sides.slice(2),
  ])
})
