import type { Messages } from '../say.tsx'

/** Settings that are changed on the page, and alerts by mail. */
export const toldSettings: Messages = {
  'and {n} more settings changed': 'und {n} weitere Einstellungen geändert',
  'The code "{code}" is there twice. Keep one of the rows.':
    'Der Code „{code}“ steht zweimal da. Behalten Sie eine der Zeilen.',
  'Somebody changed the settings of {what} in the meantime: active is version {active}, and you filled in version {filled}. Load the page again.':
    'Jemand hat die Einstellungen von {what} inzwischen geändert: Es gilt Version {active}, ausgefüllt haben Sie Version {filled}. Laden Sie die Seite neu.',
  'Somebody changed the settings of {what} in the meantime. Load the page again.':
    'Jemand hat die Einstellungen von {what} inzwischen geändert. Laden Sie die Seite neu.',
  'Say why: whoever looks later will want to know.': 'Schreiben Sie, warum: Wer später nachsieht, will es wissen.',
  'Connection {name} has no mapping "{table}".': 'Die Verbindung {name} hat keine Zuordnung „{table}“.',
  '"{name}" is not changed on this page.': '„{name}“ wird nicht auf dieser Seite geändert.',
  'These settings cannot be used for {what}: {mistakes}. Nothing was changed.':
    'Diese Einstellungen gehen nicht für {what}: {mistakes}. Es wurde nichts geändert.',
  'Tell of problems by mail': 'Probleme per Mail melden',
  'The alert was mailed.': 'Die Meldung wurde gemailt.',
  'has a row without its first value': 'hat eine Zeile ohne ihren ersten Wert',
  'is there twice: keep one of the rows': 'steht zweimal da: Behalten Sie eine der Zeilen',
  'needs a sender: set mail.from of the store as well':
    'braucht einen Absender: Füllen Sie auch mail.from des Shops aus',
  '{name} takes no payments from outside: use never':
    '{name} nimmt keine Zahlungen von außen: wählen Sie „wird nicht gebucht“',
  '{name} takes back nothing from outside: use problem':
    '{name} nimmt von außen nichts zurück: wählen Sie „ein Mensch entscheidet“',
  'These settings cannot be used for store {store}: {mistakes}. Nothing was changed.':
    'Diese Einstellungen gehen nicht für den Shop {store}: {mistakes}. Es wurde nichts geändert.',
  'These settings cannot be used for connection {code}: {mistakes}. Nothing was changed.':
    'Diese Einstellungen gehen nicht für die Verbindung {code}: {mistakes}. Es wurde nichts geändert.',
  'Somebody changed the settings of store {store} in the meantime. Load the page again.':
    'Jemand hat die Einstellungen des Shops {store} inzwischen geändert. Laden Sie die Seite neu.',
  'Somebody changed the settings of connection {code} in the meantime. Load the page again.':
    'Jemand hat die Einstellungen der Verbindung {code} inzwischen geändert. Laden Sie die Seite neu.',
  'It becomes a new version, and the present one stays the way back.':
    'Es wird eine neue Version, und die jetzige bleibt als Weg zurück.',
  'What only the configuration file changes (addresses, limits of calls) stays as it is.':
    'Was nur die Konfigurationsdatei ändert (Adressen, Grenzen für Aufrufe), bleibt, wie es ist.',
  'Version {n} is the active one already.': 'Version {n} ist schon die aktive.',
  'Back to version {n}: {reason}': 'Zurück zu Version {n}: {reason}',
  'applied from a configuration file': 'aus einer Konfigurationsdatei angewendet',
  'what was there before versions were kept': 'was da war, bevor Versionen aufgehoben wurden',
  'connected with its Magento': 'mit seinem Magento verbunden',
  'No version of {place} is kept yet.': 'Von {place} ist noch keine Version aufgehoben.',
  'There is no version {n} of {place}. "orderbridge settings versions {same}" lists them.':
    'Von {place} gibt es keine Version {n}. „orderbridge settings versions {same}“ listet sie auf.',
  'Version {n} of {code} calls {servers}, which gets no credentials yet. Enter them with it ({names}): what is kept is not sent there unseen. On the command line: --secrets.':
    'Version {n} von {code} ruft {servers} auf, wohin noch keine Zugangsdaten gehen. Geben Sie sie mit ein ({names}): Was gespeichert ist, geht nicht ungesehen dorthin. Auf der Befehlszeile: --secrets.',
  'Nothing is brought to Magento any more. What is there stays.':
    'Es wird nichts mehr nach Magento gebracht. Was dort ist, bleibt.',
  'Within a minute everything is read from the ERP, and what differs is written to Magento.':
    'Binnen einer Minute wird alles aus dem ERP gelesen, und was abweicht, nach Magento geschrieben.',
  'With these settings nothing is brought to Magento.': 'Mit diesen Einstellungen wird nichts nach Magento gebracht.',
  'must be at most {limit}, because the installation keeps no more: {months} is too many':
    'darf höchstens {limit} sein, weil die Installation nicht mehr aufhebt: {months} ist zu viel',
  'What was deleted already does not come back.': 'Was schon gelöscht ist, kommt nicht zurück.',
}
