import type { Messages } from '../say.tsx'

/** What flows say of a connection that is made on the page. */
export const toldConnect: Messages = {
  'it was connected on the page and does not send yet': 'auf der Seite verbunden, sendet noch nicht',
  'the first run is not finished': 'der erste Lauf ist nicht abgeschlossen',
  'Tick “The ERP stands in a private network”, or enter an address that is reached from outside':
    'Kreuzen Sie „Das ERP steht in einem privaten Netz“ an, oder geben Sie eine von außen erreichbare Adresse ein',
  'Enter an address that is reached from outside. Or connect the store anew with “It stands in a private network” ticked (orderbridge pair CODE --allow-private-network), or set allowPrivateNetwork: true for it in the configuration file':
    'Geben Sie eine von außen erreichbare Adresse ein. Oder verbinden Sie den Shop neu und kreuzen dabei „Er steht in einem privaten Netz“ an (orderbridge pair CODE --allow-private-network), oder setzen Sie für ihn allowPrivateNetwork: true in der Konfigurationsdatei',
  'Enter an address that is reached from outside, or set policies.allowPrivateNetwork of the connection to true in the configuration file':
    'Geben Sie eine von außen erreichbare Adresse ein, oder setzen Sie policies.allowPrivateNetwork der Verbindung in der Konfigurationsdatei auf true',
  'Enter an address that is reached from outside, or ask whoever runs Orderbridge for a login link for all stores':
    'Geben Sie eine von außen erreichbare Adresse ein, oder bitten Sie den Betreiber von Orderbridge um einen Anmeldelink für alle Shops',
  'There is a connection with the code "{code}" already. Use another code.':
    'Eine Verbindung mit dem Kürzel „{code}“ gibt es schon. Nehmen Sie ein anderes.',
  'Orders of store view "{view}" go to {erp}, whose code comes first. Leave that view out, or use a code that comes before "{code}".':
    'Bestellungen des Store Views „{view}“ gehen an {erp}, dessen Kürzel vorher kommt. Lassen Sie ihn weg, oder nehmen Sie ein Kürzel, das vor „{code}“ kommt.',
  'is missing': 'fehlt',
  'must be an address that begins with http:// or https://':
    'muss eine Adresse sein, die mit http:// oder https:// beginnt',
  'must be a number': 'muss eine Zahl sein',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'does not have the right form': 'hat nicht die richtige Form',
  'must be at least {n} characters long': 'muss mindestens {n} Zeichen lang sein',
  'must be at most {n} characters long': 'darf höchstens {n} Zeichen lang sein',
  'must not hold a user or password: these go where the secrets are':
    'darf weder Benutzer noch Passwort enthalten: Die gehören zu den Zugangsdaten',
  'enter it again: the address is another one, and credentials are not sent there unseen':
    'noch einmal eingeben: Die Adresse ist eine andere, und Zugangsdaten gehen nicht ungesehen dorthin',
  '{name} cannot be removed: {reason}. Pause it under Runs, or change its address and credentials.':
    '{name} lässt sich nicht entfernen: {reason}. Pausieren Sie die Verbindung unter „Läufe“, oder ändern Sie Adresse und Zugangsdaten.',
  'orders were planned for it': 'Bestellungen sind dafür geplant worden',
  'something was sent to it, or waits to be sent': 'es wurde etwas dorthin gesendet oder wartet darauf',
  'orders came from it': 'Bestellungen kamen von dort',
  'products of the shop come from it': 'Produkte des Shops kommen von dort',
  'orders wait for it': 'Bestellungen warten darauf',
  'the connection was removed': 'die Verbindung wurde entfernt',
}
