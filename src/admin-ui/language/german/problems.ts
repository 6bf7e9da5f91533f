import type { Messages } from '../say.tsx'

/** What needs a person. */
export const problems: Messages = {
  'Nothing needs a person': 'Nichts ist zu klären',
  '{n, plural, one {# order} other {# orders}}': '{n, plural, one {# Bestellung} other {# Bestellungen}}',
  '{from} to {to}': '{from} bis {to}',
  '{n, plural, one {# order of another system} other {# orders of other systems}}':
    '{n, plural, one {# Bestellung aus einem anderen System} other {# Bestellungen aus anderen Systemen}}',
  'Open {day}': '{day} öffnen',
  'The problem is closed. If the cause is still there, it comes back.':
    'Das Problem ist geschlossen. Besteht die Ursache noch, kommt es wieder.',
  'holds up everything of this connection': 'hält alles dieser Verbindung auf',
  'Try all {n} again': 'Alle {n} erneut versuchen',
  'The {n} that wait longest': 'Die {n}, die am längsten warten',
  'Order by order': 'Bestellung für Bestellung',
  'with order {number}': 'mit Bestellung {number}',
  '{orders} {n, plural, one {waits} other {wait}} for it': '{orders} {n, plural, one {wartet} other {warten}} darauf',
  'has waited for {since}': 'wartet schon {since}',
  'When something sticks, its cause stands here once, with every order that waits for it, and with what to do. It goes away by itself when the cause is gone.':
    'Wenn etwas feststeckt, steht hier die Ursache einmal, mit jeder Bestellung, die darauf wartet, und mit dem, was zu tun ist. Ist die Ursache weg, verschwindet sie von selbst.',
  Over: 'Vorbei',
  'Pages of problems that are over': 'Seiten der Probleme, die vorbei sind',
  'There is no such problem in your stores.': 'Dieses Problem gibt es in Ihren Shops nicht.',
  'The problem is over already; nothing waits for it.': 'Das Problem ist schon vorbei; nichts wartet mehr darauf.',
  '{n, plural, one {# order is} other {# orders are}} tried again. If the cause is still there, the problem comes back.':
    '{n, plural, one {# Bestellung wird} other {# Bestellungen werden}} erneut versucht. Besteht die Ursache noch, kommt das Problem wieder.',
}
