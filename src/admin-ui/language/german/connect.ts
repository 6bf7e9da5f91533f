import type { Messages } from '../say.tsx'

/** A new ERP of a store. */
export const connect: Messages = {
  'Connected an ERP': 'ERP verbunden',
  'How it is called here': 'Wie es hier heißt',
  'As people know it: it stands on every page.': 'Wie man es kennt: So steht es auf jeder Seite.',
  Code: 'Kürzel',
  'Letters a to z, digits and "-". It stays: orders are remembered with it.':
    'Buchstaben a bis z, Ziffern und „-“. Es bleibt: Bestellungen werden damit gemerkt.',
  'Where it is, and who we are there': 'Wo es ist und wer wir dort sind',
  'Who we are there': 'Wer wir dort sind',
  'Saved, it waits: nothing is sent to it before somebody says so. Its codes are mapped next.':
    'Gespeichert wartet es: Nichts wird gesendet, bevor es jemand sagt. Als Nächstes werden seine Codes zugeordnet.',
  'Save, without sending yet': 'Speichern, noch ohne zu senden',
  'The test asks the ERP with what stands here, which takes up to half a minute. It keeps and changes nothing.':
    'Der Test fragt das ERP mit dem, was hier steht; das dauert bis zu einer halben Minute. Er hebt nichts auf und ändert nichts.',
  'What only some need': 'Was nur manche brauchen',
  'How it is spoken with': 'Wie mit ihm gesprochen wird',
  'It is written already. Put in what is yours where YOURS stands, and look at every CHECK with somebody who knows the ERP. It can be changed at any time.':
    'Der Text ist schon geschrieben. Setzen Sie ein, was Ihres ist, wo YOURS steht, und sehen Sie jedes CHECK mit jemandem an, der das ERP kennt. Er kann jederzeit geändert werden.',
  'A small text to begin with: put your address, paths and fields in. It can be changed at any time.':
    'Ein kleiner Text für den Anfang: Setzen Sie Adresse, Pfade und Felder ein. Er lässt sich jederzeit ändern.',
  'Secrets, by the names that the text gives them. They are kept encrypted, and never shown again.':
    'Geheimnisse, unter den Namen, die ihnen der Text gibt. Sie werden verschlüsselt aufgehoben und nie wieder gezeigt.',
  'Name in the text': 'Name im Text',
  Secret: 'Geheimnis',
  'The ERP stands in a private network': 'Das ERP steht in einem privaten Netz',
  'Otherwise private addresses are not called.': 'Sonst werden private Adressen nicht aufgerufen.',
  'Private addresses are not called. For an ERP in a private network, ask whoever runs Orderbridge for a login link for all stores.':
    'Private Adressen werden nicht aufgerufen. Für ein ERP im privaten Netz bitten Sie den Betreiber von Orderbridge um einen Anmeldelink für alle Shops.',
  'Whose orders go there': 'Wessen Bestellungen dorthin gehen',
  'This store has an ERP already. Orders of the store views that are chosen here wait for the new one from the moment it is saved; without any it gets no orders yet.':
    'Dieser Shop hat schon ein ERP. Bestellungen der Store Views, die hier gewählt sind, warten ab dem Speichern auf das neue; ohne Auswahl bekommt es noch keine.',
  'The store views of Magento are not known yet.': 'Die Store Views von Magento sind noch nicht bekannt.',
  Choose: 'Wählen',
  'Connect an ERP with {store}': 'Ein ERP mit {store} verbinden',
  'Which one does the company keep its books in?': 'In welchem führt die Firma ihre Bücher?',
  'Connect an ERP with {store}: {erp}': 'Ein ERP mit {store} verbinden: {erp}',
  'Saved.': 'Gespeichert.',
  'Connect an ERP': 'Ein ERP verbinden',
  'You need its address, and a user of its own for Orderbridge. It is tested before it is kept, and nothing is sent to it before somebody says so.':
    'Sie brauchen seine Adresse und einen eigenen Benutzer für Orderbridge. Es wird getestet, bevor es gespeichert wird, und nichts wird gesendet, bevor es jemand sagt.',
  'To connect one, ask for the role “configure”.': 'Um eines zu verbinden, bitten Sie um die Rolle „configure“.',
  'Or by a configuration file': 'Oder mit einer Konfigurationsdatei',
  'Describe it there with its address, its log-in and its codes, and apply the file where Orderbridge runs. The credentials of Magento need not stand there: they came with the pairing.':
    'Beschreiben Sie es dort mit Adresse, Anmeldung und Codes, und wenden Sie die Datei an, wo Orderbridge läuft. Die Zugangsdaten von Magento müssen dort nicht stehen: Sie kamen mit der Kopplung.',
  'Nothing is sent to {erps} yet.': 'An {erps} wird noch nichts gesendet.',
  'Connect the ERP': 'Das ERP verbinden',
  'Address and credentials': 'Adresse und Zugangsdaten',
  'Address and credentials of {name}': 'Adresse und Zugangsdaten von {name}',
  'What is kept is never shown. A secret that is left empty stays as it is.':
    'Was aufgehoben ist, wird nie gezeigt. Ein leer gelassenes Geheimnis bleibt, wie es ist.',
  'Address and credentials of {name} are changed. They hold within a second.':
    'Adresse und Zugangsdaten von {name} sind geändert. Sie gelten innerhalb einer Sekunde.',
  'The credentials were entered here by {who}.': 'Die Zugangsdaten hat {who} hier eingegeben.',
  'A configuration file that has other credentials is then refused, until they are the same there.':
    'Eine Konfigurationsdatei mit anderen Zugangsdaten wird dann abgelehnt, bis dort dieselben stehen.',
  'The password was changed': 'Das Passwort wurde geändert',
  'The server has moved': 'Der Server ist umgezogen',
  'Empty: the one that is kept stays.': 'Leer: Es bleibt, was aufgehoben ist.',
  'Changed address or credentials of a connection': 'Adresse oder Zugangsdaten einer Verbindung geändert',
  'Remove {name}': '{name} entfernen',
  'Remove the connection': 'Verbindung entfernen',
  'Remove the connection…': 'Verbindung entfernen …',
  'Its address, its credentials and its settings with all their versions are gone then. A connection that has ever been used stays. A configuration file that names it makes it anew.':
    'Adresse, Zugangsdaten und Einstellungen mit allen Versionen sind dann weg. Eine Verbindung, die je benutzt wurde, bleibt. Eine Konfigurationsdatei, die sie nennt, legt sie neu an.',
  'It was a mistake': 'Es war ein Irrtum',
  'It was for trying': 'Es war zum Ausprobieren',
  '{name} is removed.': '{name} ist entfernt.',
  'Removed a connection': 'Verbindung entfernt',
}
