import type { Messages } from '../say.tsx'

/** How the stores are, in a sentence and in plots. */
export const home: Messages = {
  'Ledger today': 'Tagesbuch heute',
  'no difference': 'keine Differenz',
  '{money} placed ({n, plural, one {# order} other {# orders}})':
    '{money} bestellt ({n, plural, one {# Bestellung} other {# Bestellungen}})',
  '{money} in the ERP ({n})': '{money} im ERP ({n})',
  'differs by {money}': 'Differenz {money}',
  Failing: 'Gestört',
  'Not asked yet': 'Noch nicht gefragt',
  'Hour by hour, as a table': 'Stunde für Stunde, als Tabelle',
  'Nothing was placed and nothing was mailed.': 'Es wurde nichts bestellt und nichts gemailt.',
  'Hour from': 'Stunde ab',
  'Half in the ERP after': 'Hälfte im ERP nach',
  '95 of 100 after': '95 von 100 nach',
  'Still waiting': 'Warten noch',
  Mails: 'Mails',
  '{n} for a person': '{n} zu klären',
  'Last 24 hours': 'Letzte 24 Stunden',
  placed: 'bestellt',
  'half after {half}, 95 of 100 after {most}': 'Hälfte nach {half}, 95 von 100 nach {most}',
  'Until in the ERP': 'Bis ins ERP',
  'for half of the newest ones': 'für die Hälfte der neuesten',
  'nothing got there': 'nichts kam an',
  half: 'Hälfte',
  '95 of 100': '95 von 100',
  'by when they were placed': 'nach Bestellzeit',
  '{moving} on the way, {n, plural, one {# needs} other {# need}} a person': '{moving} unterwegs, {n} zu klären',
  'on the way': 'unterwegs',
  'needs a person': 'zu klären',
  '{n} from before': '{n} von davor',
  refused: 'abgelehnt',
  '{n} sent': '{n} gesendet',
  '{n} not yet': '{n} noch nicht',
  '{n} refused': '{n} abgelehnt',
  'What sticks stands here with its cause and what to do about it.':
    'Was feststeckt, steht hier mit Ursache und Abhilfe.',
  '7 days': '7 Tage',
  'no run yet': 'noch kein Lauf',
  'No store yet': 'Noch kein Shop',
  'Or describe the store and its ERP in a file, and run:':
    'Oder Shop und ERP in einer Datei beschreiben und ausführen:',
  'Whoever runs Orderbridge connects the first one. It then says here, in one sentence, how its orders are.':
    'Den ersten verbindet, wer Orderbridge betreibt. Dann sagt er hier in einem Satz, wie es um seine Bestellungen steht.',
  'asked {when}': 'gefragt {when}',
  'in {system}': 'in {system}',
  'in the ERP': 'im ERP',
  '{inErp} of {n, plural, one {# order} other {# orders}}':
    '{inErp} von {n, plural, one {# Bestellung} other {# Bestellungen}}',
  '{orders} of today {inErp, plural, one {is} other {are}} {place}':
    '{orders} von heute {inErp, plural, one {ist} other {sind}} {place}',
  '{n, plural, =1 {The one order} other {None of the # orders}}':
    '{n, plural, =1 {Die eine Bestellung} other {Keine der # Bestellungen}}',
  '{orders} of today is {n, plural, =1 {not } other {}}{place} yet':
    '{orders} von heute ist {n, plural, =1 {noch nicht} other {bisher}} {place}',
  '{n, plural, =1 {The one order} other {All # orders}}':
    '{n, plural, =1 {Die eine Bestellung} =2 {Beide Bestellungen} other {Alle # Bestellungen}}',
  '{orders} of today {n, plural, one {is} other {are}} {place}':
    '{orders} von heute {n, plural, one {ist} other {sind}} {place}',
  'No order today yet; the last one was {number}': 'Heute noch keine Bestellung; die letzte war {number}',
  '{n, plural, =1 {The one order of today was} other {All # orders of today were}} left out on purpose':
    '{n, plural, =1 {Die eine Bestellung von heute wurde} =2 {Beide Bestellungen von heute wurden} other {Alle # Bestellungen von heute wurden}} bewusst ausgelassen',
  '{n} left out on purpose': '{n} bewusst ausgelassen',
  'usually after {duration}': 'meist nach {duration}',
  '{orders} on the way for more than 15 minutes': '{orders} seit über 15 Minuten unterwegs',
  '{system} is failing': '{system} ist gestört',
  '{system} is paused': '{system} ist pausiert',
  'nothing needs a person': 'nichts ist zu klären',
  '{count} {n, plural, one {needs} other {need}} a person': '{count} {n, plural, one {ist} other {sind}} zu klären',
}
