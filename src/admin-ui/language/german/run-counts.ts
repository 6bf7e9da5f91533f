import type { Messages } from '../say.tsx'

/** What runs count. */
export const runCounts: Messages = {
  '{n} read': '{n} gelesen',
  '{n} new': '{n} neu',
  '{n, plural, one {# gap} other {# gaps}}': '{n, plural, one {# Lücke} other {# Lücken}}',
  '{n} left': '{n} übrig',
  '{n, plural, one {# view} other {# views}}': '{n, plural, one {# Ansicht} other {# Ansichten}}',
  '{n} missed': '{n} entgangen',
  '{n} read again': '{n} neu gelesen',
  '{n} open': '{n} offen',
  '{n} released': '{n} freigegeben',
  '{n} found': '{n} gefunden',
  '{n} gone': '{n} weg',
  '{n} unheard': '{n} ungemeldet',
  '{n} healed': '{n} nachgeholt',
  '{n, plural, one {# day} other {# days}} closed': '{n, plural, one {# Tag} other {# Tage}} abgeschlossen',
  '{n, plural, one {# closed day} other {# closed days}} changed':
    '{n, plural, one {# abgeschlossener Tag} other {# abgeschlossene Tage}} geändert',
  '{n} subscribed': '{n} angemeldet',
  '{n} planned': '{n} geplant',
  '{n} failed': '{n} fehlgeschlagen',
  '{n} acknowledged again': '{n} erneut bestätigt',
  '{n} corrected in the ERP': '{n} im ERP berichtigt',
  '{n} ended': '{n} beendet',
  '{n, plural, one {# mail} other {# mails}}': '{n, plural, one {# Mail} other {# Mails}}',
  '{n, plural, one {# problem} other {# problems}} told': '{n, plural, one {# Problem} other {# Probleme}} gemeldet',
  '{n} over': '{n} vorbei',
  '{n, plural, one {# old key} other {# old keys}}': '{n, plural, one {# alter Schlüssel} other {# alte Schlüssel}}',
  '{n, plural, one {# old run} other {# old runs}}': '{n, plural, one {# alter Lauf} other {# alte Läufe}}',
  '{n, plural, one {# month} other {# months}} made': '{n, plural, one {# Monat} other {# Monate}} angelegt',
  '{n, plural, one {# month} other {# months}} dropped': '{n, plural, one {# Monat} other {# Monate}} gelöscht',
  '{n, plural, one {# old request} other {# old requests}}':
    '{n, plural, one {# alte Anfrage} other {# alte Anfragen}}',
  '{n, plural, one {# old message} other {# old messages}} heard':
    '{n, plural, one {# alte gehörte Nachricht} other {# alte gehörte Nachrichten}}',
}
