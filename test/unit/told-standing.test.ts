import { expect, test } from 'vitest'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { statusLabel } from '../../src/admin-ui/language/standing.ts'
import { told, toldSide } from '../../src/admin-ui/language/told.ts'
import { MAGENTO_STATES, standing } from '../../src/domain/order.ts'

test.each([
  ['en', "Magento's order is complete (complete) now.", "Magento's order is complete now."],
  ['de', "Magento's order is complete (complete) now.", 'Die Bestellung steht in Magento jetzt auf „Vollständig“.'],
  ['sl', "Magento's order is holded now.", 'Naročilo je v Magentu zdaj v stanju »Zadržano«.'],
  ['en', 'Order 7 is holded in Magento; it is not sent.', 'Order 7 is on hold in Magento; it is not sent.'],
  [
    'de',
    'Magento says processing (packed): waits for one of the statuses pending, ready; it is packed.',
    'Magento sagt „In Bearbeitung (packed)“: wartet auf einen der Status Ausstehend, ready; jetzt: packed.',
  ],
  ['de', 'canceled in Magento, nothing is owed to either side', 'in Magento „Storniert“, keiner Seite fehlt etwas'],
])('in %s: %s', (language, english, shown) => {
  expect(speak(language, () => told(english))).toBe(shown)
})

test('a state is written once where its status has the same name', () => {
  expect(standing({ state: 'complete', status: 'complete' })).toBe('complete')
  expect(standing({ state: 'processing', status: 'packed' })).toBe('processing (packed)')
})

test.each(['en', 'de', 'sl'])('every state of Magento has a label in %s, and no code shows', language => {
  const labels = MAGENTO_STATES.map(state => speak(language, () => statusLabel(state)))
  expect(new Set(labels).size).toBe(MAGENTO_STATES.length)
  for (const label of labels) expect(label).toMatch(/^\p{Lu}[^_]+$/u)
  expect(speak(language, () => statusLabel('packed_by_ada'))).toBe('packed_by_ada')
})

test('the sides of a drift say the state of Magento, the state of a sales document, or what else there is', () => {
  const sides = ['complete (complete)', 'new (pending)', 'processing', 'canceled', 'none', 'INV-7, 24.90 EUR', '4711']
  expect(sides.map(side => speak('de', () => toldSide(side)).replaceAll('\u00a0', ' '))).toEqual([
    'Vollständig',
    'Neu (Ausstehend)',
    'In Bearbeitung',
    'storniert',
    'keine',
    'INV-7, 24,90 €',
    '4711',
  ])
})
