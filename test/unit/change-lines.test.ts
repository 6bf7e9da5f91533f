import { expect, test } from 'vitest'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { changeLines } from '../../src/admin-ui/settings/change-lines.ts'
import { compareSettings } from '../../src/flows/config/compare-settings.ts'

const said = (locale: string, before: unknown, after: unknown) =>
  speak(locale, () =>
    changeLines(compareSettings({ shown: before, secret: {} }, { shown: after, secret: {} })?.lines ?? []),
  )

test.each([
  ['en', { vatGroups: {} }, { vatGroups: { '22': 'S22' } }, ['Tax, 22: not set → S22']],
  ['de', { vatGroups: { '9.5': 'S95' } }, { vatGroups: {} }, ['Steuer, 9.5: S95 → nicht gesetzt']],
  [
    'sl',
    { payments: {} },
    { payments: { '*': { account: '1000' } } },
    ['Plačilo, Vse drugo (*), Konto glavne knjige: ni nastavljeno → 1000'],
  ],
  [
    'de',
    { payments: { book: 'never' } },
    { payments: { book: 'captured' } },
    ['Geld, das der Shop eingenommen hat: wird nicht gebucht → wird im ERP gebucht'],
  ],
  ['en', { itemMap: { 'A.1': 'x → y' } }, { itemMap: { 'A.1': 'hold' } }, ['ERP item by SKU, A.1: x → y → hold']],
  [
    'en',
    { reference: 'a {number}' },
    { reference: '{store} b' },
    ['Reference on the sales document: a {number} → {store} b'],
  ],
  [
    'en',
    { mailInvoices: true, alerts: { to: ['a@b', 'c@d'] } },
    { mailInvoices: false, alerts: { to: [] } },
    ['Mail invoices to customers: yes → no', 'Who is told of problems: a@b, c@d → empty'],
  ],
  ['en', { walk: { from: 1 } }, { walk: { from: 7 } }, ['walk.from: 1 → 7']],
])('a change of settings is said in %s as the forms call it: %j', (locale, before, after, lines) => {
  expect(said(locale, before, after)).toEqual(lines)
})

test('a row of a mapping without a code is not lost from what changes', () => {
  expect(said('en', { payments: { '*': {} } }, { payments: { '*': {}, cod: {} } })).toEqual([
    'Payment, cod: not set → empty',
  ])
})
