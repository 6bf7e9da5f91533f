import { describe, expect, test } from 'vitest'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { told, toldDetail } from '../../src/admin-ui/language/told.ts'

describe('what stands below a problem', () => {
  test.each([
    [
      'de',
      'It was not done by itself: it refunds shipping, and shippingExpense of the connection is not set. Refunded: 1 × S-1, shipping 5.00',
      'Von selbst geschah es nicht: sie erstattet den Versand, und „Frachtart für Versand“ in den Zuordnungen der Verbindung ist nicht gesetzt. Erstattet: 1 × S-1, Versand 5,00',
    ],
    [
      'sl',
      'It was not done by itself: Sales order 17 is delivered, invoiced or closed in part, and not all of the refunded goods are invoiced. Refunded: 2 × S-1, 1 × S-2, shipping 5.00, adjustment -1.50',
      'Samodejno se ni izvedlo: prodajni nalog 17 je delno dobavljen, zaračunan ali zaprt, vse povrnjeno blago pa ni zaračunano. Povrnjeno: 2 × S-1, 1 × S-2, dostava 5,00, popravek −1,50',
    ],
    ['de', 'is inactive in SAP Business One', 'ist in SAP Business One inaktiv'],
    [
      'de',
      'Order 12: held; placed 24.90 → in the ERP as 10, 24.90; placed 24.90\nInvoice 7 of order 12: ERP 7, 24.90; Magento none → not there',
      'Bestellung 12: angehalten; bestellt 24,90 → im ERP als 10, 24,90; bestellt 24,90\nRechnung 7 der Bestellung 12: ERP 7, 24,90; Magento keine → nicht da',
    ],
    ['sl', '-2028: No matching records found (ODBC -2028)', '-2028: No matching records found (ODBC -2028)'],
    ['de', 'CardCode is missing. Name of the item: too long', 'CardCode is missing. Name of the item: too long'],
  ])('is told in %s, and the words of an ERP stay: %s', (language, stored, page) => {
    expect(speak(language, () => toldDetail(stored))).toBe(page)
  })
})

describe('what was noted of an order', () => {
  test.each([
    [
      'de',
      'Note: Street of the shipping address: cut to 100 characters. "S-1" is sent in 2 lines, 2 × 3.33 + 1 × 3.34, so that it adds up.',
      'Hinweis: Straße der Lieferadresse: auf 100 Zeichen gekürzt. „S-1“ wird in 2 Positionen gesendet, 2 × 3.33 + 1 × 3.34, damit die Summe aufgeht.',
    ],
    ['sl', 'The remarks: cut to 254 characters.', 'Opombe: skrajšano na 254 znakov.'],
    [
      'de',
      'Order 12 was not taken over: item 7 has no sku',
      'Bestellung 12 wurde nicht übernommen: Artikel 7 hat keine SKU',
    ],
    [
      'en',
      'Street of the shipping address: cut to 100 characters.',
      'Street of the shipping address: cut to 100 characters.',
    ],
  ])('is told in %s: %s', (language, stored, page) => {
    expect(speak(language, () => told(stored))).toBe(page)
  })
})
