import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OUTCOMES, outcomeText, waitsText } from '../../src/admin-ui/inbox/outcomes.ts'
import { speak } from '../../src/admin-ui/language/say.tsx'

const FLOWS = new URL('../../src/flows/', import.meta.url)

/** Where an inbox message's outcome is decided. */
const DECIDED = [
  'inbox/expand-delivery.ts',
  'inbox/process-inbox.ts',
  'order/hear-orders.ts',
  'erp/hear-erp-changes.ts',
  'erp/expect-link.ts',
  'erp/follow-sales-document.ts',
  'erp/take-follow-up.ts',
]

/** "return 'known'", "?? 'not in the ERP'", "[id, 'not ours']", "? 'known'", "outcome: 'x'" */
const WRITTEN = /(?:\breturn |\?\? ?|\? |\[[\w.]+, |outcomes\.set\(\w+, |outcome: )'([a-z][^']*)'/g

/** A wish for later, words of a document's lines, and names of things: none is the outcome of a message. */
const OTHER = new Set([
  'later',
  'no goods',
  'order',
  'delivery',
  'its sales document is not linked yet, or changed meanwhile',
])

test('every outcome that a flow writes down is said in a sentence', () => {
  const written = DECIDED.flatMap(file =>
    [...readFileSync(new URL(file, FLOWS), 'utf8').matchAll(WRITTEN)].map(([, text = '']) => text),
  )
  expect(written.length).toBeGreaterThan(20)
  expect([...new Set(written)].filter(text => !Object.hasOwn(OUTCOMES, text) && !OTHER.has(text))).toEqual([])
})

test.each([
  ['1 event', 'It told of 1 event.', 'Gemeldet: 1 Ereignis.'],
  ['0 events', 'It told of no order.', 'Gemeldet: keine Bestellung.'],
  ['new: preparing', 'A new order: preparing.', 'Eine neue Bestellung: in Vorbereitung.'],
  ['now canceled', 'The order goes on: cancelled.', 'Die Bestellung geht weiter: storniert.'],
  ['follows Magento: complete', 'The order follows Magento: complete.', 'Die Bestellung folgt Magento: Vollständig.'],
  ['open', 'The sales document is open.', 'Der Auftrag ist im ERP offen.'],
  ['of a later version', 'of a later version', 'of a later version'],
])('%s', (outcome, english, german) => {
  expect(outcomeText(outcome)).toBe(english)
  expect(speak('de', () => outcomeText(outcome))).toBe(german)
})

test('what was put back says why, with the far side’s own words', () => {
  expect(waitsText('could not be read: ECONNREFUSED')).toBe('It could not be read: ECONNREFUSED')
  expect(speak('sl', () => waitsText('its sales document is not linked yet, or changed meanwhile'))).toBe(
    'Prodajni dokument še ni povezan ali pa se je medtem spremenil.',
  )
})
