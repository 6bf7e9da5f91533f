import type { Messages } from '../say.tsx'

/** Where both sides differ. */
export const drift: Messages = {
  'last 14 days and everything unfinished': 'letzten 14 Tage und alles Unfertige',
  'last 31 days': 'letzten 31 Tage',
  'last 3 months': 'letzten 3 Monate',
  'last year': 'letzten Jahres',
  'Passes by itself': 'Gibt sich von selbst',
  'Explained or accepted': 'Erklärt oder akzeptiert',
  Gone: 'Nicht mehr da',
  'Pages of drifts that are gone': 'Seiten der Abweichungen, die nicht mehr da sind',
  'Accept the difference of order {number}': 'Abweichung der Bestellung {number} akzeptieren',
  Accept: 'Akzeptieren',
  'It counts as explained, in the ledger as well, until one of the values changes.':
    'Sie gilt als erklärt, auch im Tagesbuch, bis sich einer der Werte ändert.',
  'Corrected in the accounts': 'In der Buchhaltung korrigiert',
  'There is no such open drift in your stores.': 'Diese offene Abweichung gibt es in Ihren Shops nicht.',
  'Magento and the ERP agree, as far as they were compared.':
    'Magento und das ERP stimmen überein, soweit sie verglichen wurden.',
  'No difference needs a person': 'Keine Abweichung ist zu klären',
  '{n, plural, one {# difference needs} other {# differences need}} a person':
    '{n, plural, one {# Abweichung ist} other {# Abweichungen sind}} zu klären',
  '{n, plural, one {# passes} other {# pass}} without help':
    '{n, plural, one {# gibt} other {# geben}} sich von selbst',
  '{n, plural, one {# is} other {# are}} explained or accepted':
    '{n, plural, one {# ist} other {# sind}} erklärt oder akzeptiert',
  'Orders of the': 'Bestellungen der',
  'Compare now': 'Jetzt vergleichen',
  'Both sides agree': 'Beide Seiten stimmen überein',
  'Every hour the orders of the last 14 days, and everything unfinished, are compared in Magento and in the ERP: lines, quantities, totals, documents and states. What the bridge missed it catches up by itself. What people changed on one side stands here with both values until it is put right or accepted.':
    'Jede Stunde werden die Bestellungen der letzten 14 Tage und alles Unfertige in Magento und im ERP verglichen: Positionen, Mengen, Summen, Belege und Zustände. Was Orderbridge entgangen ist, holt es selbst nach. Was auf einer Seite von Hand geändert wurde, steht hier mit beiden Werten, bis es berichtigt oder akzeptiert ist.',
  'Under way': 'Unterwegs',
  'Being caught up': 'Wird nachgeholt',
  'Changed by hand': 'Von Hand geändert',
  Impossible: 'Unmöglich',
  Explained: 'Erklärt',
  'What differs': 'Was abweicht',
  Magento: 'Magento',
  ERP: 'ERP',
  Accepted: 'Akzeptiert',
  'Accepted by {who}: {note}': 'Akzeptiert von {who}: {note}',
  'Accept…': 'Akzeptieren …',
  'the difference of order {number}': 'die Abweichung der Bestellung {number}',
}
