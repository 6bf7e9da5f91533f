import type { Messages } from '../say.tsx'

/** What a person decides about one order: hold, release, note, undo, and the review of an edit. */
export const byHand: Messages = {
  'Hold…': 'Zadrži …',
  Release: 'Sprosti',
  'Take up again': 'Ponovno vključi',
  Undo: 'Razveljavi',
  'Hold order {number}': 'Zadrži naročilo {number}',
  'Hold the order': 'Zadrži naročilo',
  'It is not sent to the ERP until somebody releases it, whatever else happens.':
    'V ERP ne bo poslano, dokler ga kdo ne sprosti, ne glede na vse drugo.',
  'To be checked': 'Treba je preveriti',
  'The customer asked for it': 'Na željo kupca',
  'The goods are not there yet': 'Blaga še ni',
  'Released by mistake': 'Sproščeno po pomoti',
  'Write a note…': 'Napiši opombo …',
  'Note on order {number}': 'Opomba k naročilu {number}',
  'Write it down': 'Zapiši',
  Note: 'Opomba',
  'The note is empty.': 'Opomba je prazna.',
  'It stands in the story of the order with your name, for everybody who sees the order. E-mail addresses and phone numbers are masked.':
    'Z vašim imenom bo v poteku naročila, vidna vsem, ki vidijo naročilo. E-poštni naslovi in telefonske številke so zakriti.',
  'Download {name}': 'Prenesi {name}',
  'A reason is needed: it is what others will read later.': 'Razlog je potreben: brali ga bodo drugi.',
  'This is what changes': 'To se spremeni',
  '{noun}, old and new': '{noun}, prej in potem',
  'Accepted: {difference}': 'Sprejeto: {difference}',
  'Reason: {reason}': 'Razlog: {reason}',
  'Edit further': 'Uredi naprej',
  '{n, plural, one {# line} other {# lines}} as before':
    '{n, plural, one {# vrstica} two {# vrstici} few {# vrstice} other {# vrstic}} kot prej',
  'taken out:': 'odstranjeno:',
  'put in:': 'dodano:',
}
