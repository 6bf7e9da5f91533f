import type { Messages } from '../say.tsx'

/** How the stores are, in a sentence and in plots. */
export const home: Messages = {
  'Ledger today': 'Dnevna knjiga danes',
  'no difference': 'brez razlike',
  '{money} placed ({n, plural, one {# order} other {# orders}})':
    '{money} oddano ({n, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}})',
  '{money} in the ERP ({n})': '{money} v ERP-ju ({n})',
  'differs by {money}': 'razlika {money}',
  Failing: 'Ne deluje',
  'Not asked yet': 'Še ni vprašan',
  'Hour by hour, as a table': 'Uro za uro, v preglednici',
  'Nothing was placed and nothing was mailed.': 'Nič ni bilo naročeno in nič poslano po e-pošti.',
  'Hour from': 'Ura od',
  'Half in the ERP after': 'Polovica v ERP-ju po',
  '95 of 100 after': '95 od 100 po',
  'Still waiting': 'Še čakajo',
  Mails: 'E-pošta',
  '{n} for a person': '{n} za ukrepanje',
  'Last 24 hours': 'Zadnjih 24 ur',
  placed: 'oddanih',
  'half after {half}, 95 of 100 after {most}': 'polovica po {half}, 95 od 100 po {most}',
  'Until in the ERP': 'Do ERP-ja',
  'for half of the newest ones': 'za polovico najnovejših',
  'nothing got there': 'nič ni prispelo',
  half: 'polovica',
  '95 of 100': '95 od 100',
  'by when they were placed': 'po času oddaje',
  '{moving} on the way, {n, plural, one {# needs} other {# need}} a person': '{moving} na poti, {n} za ukrepanje',
  'on the way': 'na poti',
  'needs a person': 'za ukrepanje',
  '{n} from before': '{n} od prej',
  refused: 'zavrnjeno',
  '{n} sent': '{n} poslano',
  '{n} not yet': '{n} še ne',
  '{n} refused': '{n} zavrnjeno',
  'What sticks stands here with its cause and what to do about it.': 'Kar obtiči, je tu z vzrokom in rešitvijo.',
  '7 days': '7 dni',
  'no run yet': 'še brez zagona',
  'No store yet': 'Ni še nobene trgovine',
  'Or describe the store and its ERP in a file, and run:':
    'Ali pa trgovino in njen ERP opišite v datoteki in zaženite:',
  'Whoever runs Orderbridge connects the first one. It then says here, in one sentence, how its orders are.':
    'Prvo poveže, kdor upravlja Orderbridge. Nato tu v enem stavku pove, kako je z njenimi naročili.',
  'asked {when}': 'vprašan {when}',
  'in {system}': 'v {system}',
  'in the ERP': 'v ERP-ju',
  '{inErp} of {n, plural, one {# order} other {# orders}}':
    '{inErp} od {n, plural, one {# današnjega naročila} other {# današnjih naročil}}',
  '{orders} of today {inErp, plural, one {is} other {are}} {place}':
    '{orders} {inErp, plural, one {je} two {sta} few {so} other {je}} {place}',
  '{n, plural, =1 {The one order} other {None of the # orders}}':
    '{n, plural, =1 {Edino današnje naročilo} other {Nobeno od # današnjih naročil}}',
  '{orders} of today is {n, plural, =1 {not } other {}}{place} yet': '{orders} še ni{n, plural, other {}} {place}',
  '{n, plural, =1 {The one order} other {All # orders}}':
    '{n, plural, =1 {Edino današnje naročilo} =2 {Obe današnji naročili} few {Vsa # današnja naročila} other {Vseh # današnjih naročil}}',
  '{orders} of today {n, plural, one {is} other {are}} {place}':
    '{orders} {n, plural, =2 {sta} few {so} other {je}} {place}',
  'No order today yet; the last one was {number}': 'Danes še ni naročil; zadnje je bilo {number}',
  '{n, plural, =1 {The one order of today was} other {All # orders of today were}} left out on purpose':
    '{n, plural, =1 {Edino današnje naročilo je bilo namenoma izpuščeno} =2 {Obe današnji naročili sta bili namenoma izpuščeni} few {Vsa # današnja naročila so bila namenoma izpuščena} other {Vseh # današnjih naročil je bilo namenoma izpuščenih}}',
  '{n} left out on purpose':
    '{n, plural, one {# namenoma izpuščeno} two {# namenoma izpuščeni} few {# namenoma izpuščena} other {# namenoma izpuščenih}}',
  'usually after {duration}': 'običajno po {duration}',
  '{orders} on the way for more than 15 minutes': '{orders} na poti že več kot 15 minut',
  '{system} is failing': '{system} ne deluje',
  '{system} is paused': '{system}: začasno ustavljeno',
  'nothing needs a person': 'nič ne zahteva ukrepanja',
  '{count} {n, plural, one {needs} other {need}} a person':
    '{count} {n, plural, one {zahteva} two {zahtevata} few {zahtevajo} other {zahteva}} ukrepanje',
}
