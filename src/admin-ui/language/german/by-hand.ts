import type { Messages } from '../say.tsx'

/** What a person decides about one order: hold, release, note, undo, and the review of an edit. */
export const byHand: Messages = {
  'Hold…': 'Anhalten …',
  Release: 'Freigeben',
  'Take up again': 'Wieder aufnehmen',
  Undo: 'Rückgängig',
  'Hold order {number}': 'Bestellung {number} anhalten',
  'Hold the order': 'Bestellung anhalten',
  'It is not sent to the ERP until somebody releases it, whatever else happens.':
    'Sie geht erst ins ERP, wenn jemand sie freigibt, was auch immer sonst geschieht.',
  'To be checked': 'Wird noch geprüft',
  'The customer asked for it': 'Auf Wunsch des Kunden',
  'The goods are not there yet': 'Die Ware ist noch nicht da',
  'Released by mistake': 'Versehentlich freigegeben',
  'Write a note…': 'Notiz schreiben …',
  'Note on order {number}': 'Notiz zu Bestellung {number}',
  'Write it down': 'Eintragen',
  Note: 'Notiz',
  'The note is empty.': 'Die Notiz ist leer.',
  'It stands in the story of the order with your name, for everybody who sees the order. E-mail addresses and phone numbers are masked.':
    'Sie steht mit Ihrem Namen im Verlauf der Bestellung, für alle, die diese sehen. E-Mail-Adressen und Telefonnummern werden unkenntlich gemacht.',
  'Download {name}': '{name} herunterladen',
  'A reason is needed: it is what others will read later.': 'Ein Grund ist nötig: Andere lesen ihn später.',
  'This is what changes': 'Das ändert sich',
  '{noun}, old and new': '{noun}, alt und neu',
  'Accepted: {difference}': 'Hingenommen: {difference}',
  'Reason: {reason}': 'Grund: {reason}',
  'Edit further': 'Weiter bearbeiten',
  '{n, plural, one {# line} other {# lines}} as before': '{n, plural, one {# Zeile} other {# Zeilen}} wie bisher',
  'taken out:': 'entfernt:',
  'put in:': 'eingefügt:',
}
