import type { Messages } from '../say.tsx'

/** Where both sides differ. */
export const drift: Messages = {
  'last 14 days and everything unfinished': 'zadnjih 14 dni in vse nedokončano',
  'last 31 days': 'zadnjih 31 dni',
  'last 3 months': 'zadnji 3 meseci',
  'last year': 'zadnje leto',
  'Passes by itself': 'Mine samo od sebe',
  'Explained or accepted': 'Pojasnjeno ali sprejeto',
  Gone: 'Ni več',
  'Pages of drifts that are gone': 'Strani odpravljenih odstopanj',
  'Accept the difference of order {number}': 'Sprejmi odstopanje naročila {number}',
  Accept: 'Sprejmi',
  'It counts as explained, in the ledger as well, until one of the values changes.':
    'Velja za pojasnjeno, tudi v dnevni knjigi, dokler se katera od vrednosti ne spremeni.',
  'Corrected in the accounts': 'Popravljeno v računovodstvu',
  'There is no such open drift in your stores.': 'Tega odprtega odstopanja v vaših trgovinah ni.',
  'Magento and the ERP agree, as far as they were compared.': 'Magento in ERP se ujemata, kolikor sta bila primerjana.',
  'No difference needs a person': 'Nobeno odstopanje ne zahteva ukrepanja',
  '{n, plural, one {# difference needs} other {# differences need}} a person':
    '{n, plural, one {# odstopanje zahteva} two {# odstopanji zahtevata} few {# odstopanja zahtevajo} other {# odstopanj zahteva}} ukrepanje',
  '{n, plural, one {# passes} other {# pass}} without help':
    '{n, plural, one {# mine samo} two {# mineta sami} few {# minejo sama} other {# jih mine samih}}',
  '{n, plural, one {# is} other {# are}} explained or accepted':
    '{n, plural, one {# je pojasnjeno ali sprejeto} two {# sta pojasnjeni ali sprejeti} few {# so pojasnjena ali sprejeta} other {# jih je pojasnjenih ali sprejetih}}',
  'Orders of the': 'Naročila za obdobje',
  'Compare now': 'Primerjaj zdaj',
  'Both sides agree': 'Obe strani se ujemata',
  'Every hour the orders of the last 14 days, and everything unfinished, are compared in Magento and in the ERP: lines, quantities, totals, documents and states. What the bridge missed it catches up by itself. What people changed on one side stands here with both values until it is put right or accepted.':
    'Vsako uro se naročila zadnjih 14 dni in vse nedokončano primerjajo v Magentu in ERP-ju: postavke, količine, zneski, dokumenti in stanja. Kar je Orderbridge zamudil, nadoknadi sam. Kar je kdo spremenil na eni strani, je tu z obema vrednostma, dokler se ne uredi ali sprejme.',
  'Under way': 'V teku',
  'Being caught up': 'Se nadoknaduje',
  'Changed by hand': 'Ročno spremenjeno',
  Impossible: 'Nemogoče',
  Explained: 'Pojasnjeno',
  'What differs': 'Kaj odstopa',
  Magento: 'Magento',
  ERP: 'ERP',
  Accepted: 'Sprejeto',
  'Accepted by {who}: {note}': 'Sprejel/-a {who}: {note}',
  'Accept…': 'Sprejmi …',
  'the difference of order {number}': 'odstopanje naročila {number}',
}
