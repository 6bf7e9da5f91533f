import type { Messages } from '../say.tsx'

/** Settings that are changed on the page, and alerts by mail. */
export const toldSettings: Messages = {
  'The code "{code}" is there twice. Keep one of the rows.':
    'Der Code „{code}“ steht zweimal da. Behalten Sie eine der Zeilen.',
  'Somebody changed the settings of {what} in the meantime: active is version {active}, and you filled in version {filled}. Load the page again.':
    'Jemand hat die Einstellungen von {what} inzwischen geändert: Es gilt Version {active}, ausgefüllt haben Sie Version {filled}. Laden Sie die Seite neu.',
  'Somebody changed the settings of {what} in the meantime. Load the page again.':
    'Jemand hat die Einstellungen von {what} inzwischen geändert. Laden Sie die Seite neu.',
  'Say why: whoever looks later will want to know.': 'Schreiben Sie, warum: Wer später nachsieht, will es wissen.',
  'Connection {name} has no mapping "{table}".': 'Die Verbindung {name} hat keine Zuordnung „{table}“.',
  '"{field}" is not changed on this page.': '„{field}“ wird nicht auf dieser Seite geändert.',
  'These settings cannot be used for {what}: {mistakes}. Nothing was changed.':
    'Diese Einstellungen gehen nicht für {what}: {mistakes}. Es wurde nichts geändert.',
  'Tell of problems by mail': 'Probleme per Mail melden',
  '{n} mails': '{n} Mails',
  '{n} told': '{n} gemeldet',
  '{n} over': '{n} vorbei',
  'The alert was mailed.': 'Die Meldung wurde gemailt.',
  'is missing': 'fehlt',
  'must be a number': 'muss eine Zahl sein',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'must be a day like "2026-01-31"': 'muss ein Tag sein, wie „2026-01-31“',
  'does not have the right form': 'hat nicht die richtige Form',
  'must be at least {n}': 'muss mindestens {n} sein',
  'must be at most {n}': 'darf höchstens {n} sein',
  'must be at least {n} characters long': 'muss mindestens {n} Zeichen lang sein',
  'must be at most {n} characters long': 'darf höchstens {n} Zeichen lang sein',
  'must be at most {n} entries long': 'darf höchstens {n} Einträge haben',
  'has a row without its first value': 'hat eine Zeile ohne ihren ersten Wert',
  'is there twice: keep one of the rows': 'steht zweimal da: Behalten Sie eine der Zeilen',
  'needs a sender: set mail.from of the store as well':
    'braucht einen Absender: Setzen Sie auch den Absender der Mails',
  '{name} takes no payments from outside: use never':
    '{name} nimmt keine Zahlungen von außen: wählen Sie „wird nicht gebucht“',
  '{name} takes back nothing from outside: use problem':
    '{name} nimmt von außen nichts zurück: wählen Sie „ein Mensch entscheidet“',
}
