import type { Messages } from '../say.tsx'

/** What Magento's codes are called in the ERP. */
export const mappings: Messages = {
  'Open the mappings': 'Zuordnungen öffnen',
  Mappings: 'Zuordnungen',
  'Mappings of {name}': 'Zuordnungen von {name}',
  'What Magento calls a payment method, a tax rate or a shipping method, the ERP calls something else. These tables translate; a change is a new version of the settings.':
    'Zahlungsarten, Steuersätze und Versandarten heißen im ERP anders als in Magento. Diese Tabellen übersetzen; jede Änderung ist eine neue Version der Einstellungen.',
  'Settings, version {version}': 'Einstellungen, Version {version}',
  'This connection has no tables': 'Diese Verbindung hat keine Tabellen',
  'Its settings say in another way what becomes of the codes of Magento.':
    'Ihre Einstellungen legen auf andere Weise fest, was aus den Codes von Magento wird.',
  Mapping: 'Zuordnung',
  State: 'Zustand',
  'Codes without a row': 'Codes ohne Zeile',
  Mapped: 'Zugeordnet',
  'Codes in use are those of the last {days} days: {orders, plural, one {# order} other {# orders}}.':
    'Gezählt sind die Codes der letzten {days} Tage: {orders, plural, one {# Bestellung} other {# Bestellungen}}.',
  '{waiting, plural, one {# order waits} other {# orders wait}}':
    '{waiting, plural, one {# Bestellung wartet} other {# Bestellungen warten}}',
  'Not complete': 'Unvollständig',
  Complete: 'Vollständig',
  'and {more} more': 'und {more} weitere',
  '{name} could not be asked for its codes ({failure}). Type them.':
    '{name} konnte nicht nach den Codes gefragt werden ({failure}). Sie lassen sich eintippen.',
  'Orders of the last {days} days. Version {version} of the settings.':
    'Bestellungen der letzten {days} Tage. Version {version} der Einstellungen.',
  'Show what changes…': 'Zeigen, was sich ändert …',
  'To change it, ask for the role “configure”.': 'Zum Ändern braucht es die Rolle „configure“.',
  'In Magento': 'In Magento',
  Orders: 'Bestellungen',
  '{field} of {code}': '{field} für {code}',
  'another code': 'weiterer Code',
  '{code} is mapped': '{code} ist zugeordnet',
  'All others (*)': 'Alle anderen (*)',
  'not mapped': 'nicht zugeordnet',
  'as all others': 'wie alle anderen',
  '{code} (not in the ERP)': '{code} (fehlt im ERP)',
  'What changes': 'Was sich ändert',
  'Make it active': 'In Kraft setzen',
  '{goOn, plural, one {# order} other {# orders}} of the {orders} that a mapping holds would go on.':
    'Von {orders} Bestellungen, die eine Zuordnung anhält, {goOn, plural, one {ginge # weiter} other {gingen # weiter}}.',
  'No order waits for a mapping.': 'Keine Bestellung wartet auf eine Zuordnung.',
  'No order was sent yet that it could be compared on.':
    'Noch ist keine Bestellung gesendet, an der sich vergleichen ließe.',
  'Of the last {orders, plural, one {order} other {# orders}} {different} would be sent differently, and {newlyHeld} not at all.':
    'Von {orders, plural, one {# Bestellung} other {den letzten # Bestellungen}}: anders gesendet {different}, gar nicht {newlyHeld}.',
  'Orders that are planned from now on use it. What is decided already is sent as it was decided.':
    'Es gilt für Bestellungen, die ab jetzt geplant werden. Was schon entschieden ist, geht hinaus, wie es entschieden wurde.',
  'A new code in Magento': 'Neuer Code in Magento',
  'A new code in the ERP': 'Neuer Code im ERP',
  'It was wrong': 'Es war falsch',
  'Nothing is different from what is active already.': 'Nichts ist anders als das, was schon gilt.',
  'The mapping is changed: version {version} of the settings is active. What waited for it goes on by itself.':
    'Die Zuordnung ist geändert: Version {version} der Einstellungen gilt. Was darauf gewartet hat, geht von selbst weiter.',
}
