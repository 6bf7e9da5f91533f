import type { Messages } from '../say.tsx'

/** Mistakes in settings, flows and scripts: what stands behind the place that has them. */
export const toldMistakes: Messages = {
  'line {n}': 'Zeile {n}',
  '{place}, line {n}': '{place}, Zeile {n}',
  'is missing': 'fehlt',
  'is unknown; did you mean {name}?': 'ist unbekannt; meinten Sie {name}?',
  'is unknown; known here: {list}': 'ist unbekannt; hier gibt es: {list}',
  'must be an address that begins with http:// or https://':
    'muss eine Adresse sein, die mit http:// oder https:// beginnt',
  'must be a day like "2026-01-31"': 'muss ein Tag wie "2026-01-31" sein',
  'must be text': 'muss Text sein',
  'must be a number': 'muss eine Zahl sein',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'must be true or false': 'muss true oder false sein',
  'must be a map (key: value)': 'muss aus Schlüssel: Wert bestehen',
  'must be a list': 'muss eine Liste sein',
  'must be text: put it in quotes': 'muss Text sein: Setzen Sie es in Anführungszeichen',
  'must be one of {list}': 'muss eines davon sein: {list}',
  'must be {value}': 'muss {value} sein',
  'does not have the right form': 'hat nicht die richtige Form',
  'it does not have the right form': 'die Form stimmt nicht',
  'cannot be a key here: {reason}': 'kann hier kein Schlüssel sein: {reason}',
  'must be at least {n} character long': 'muss mindestens {n} Zeichen lang sein',
  'must be at most {n} character long': 'darf höchstens {n} Zeichen lang sein',
  'must be at least {n} entry long': 'braucht mindestens {n} Eintrag',
  'must be at most {n} entry long': 'darf höchstens {n} Eintrag haben',
  'must be at least {n} characters long': 'muss mindestens {n} Zeichen lang sein',
  'must be at most {n} characters long': 'darf höchstens {n} Zeichen lang sein',
  'must be at least {n} entries long': 'braucht mindestens {n, plural, one {# Eintrag} other {# Einträge}}',
  'must be at most {n} entries long': 'darf höchstens {n, plural, one {# Eintrag} other {# Einträge}} haben',
  'must be at least {value}': 'muss mindestens {value} sein',
  'must be at most {value}': 'darf höchstens {value} sein',
  'Invalid input': 'passt nicht',
  'must look like kafka.example:9093': 'muss aussehen wie kafka.example:9093',
  'use 1 to 40 of a-z, 0-9 and "-"': '1 bis 40 Zeichen aus a-z, 0-9 und "-"',
  'use 1 to 5 of A-Z, 0-9 and "-", beginning with a letter':
    '1 bis 5 Zeichen aus A-Z, 0-9 und "-", am Anfang ein Buchstabe',
  'use the SHA-256 in hex, with or without colons': 'das SHA-256 in Hex, mit oder ohne Doppelpunkte',
  'use the name of a header': 'der Name eines Headers',
  'use letters, digits and "_"': 'nur Buchstaben, Ziffern und "_"',
  'use names with dots between them': 'Namen mit Punkten dazwischen',
  'use "U_" and the name of the user field': '„U_“ und der Name des Benutzerfelds',
  'use a lower-case letter, then letters and digits': 'ein Kleinbuchstabe, dann Buchstaben und Ziffern',
  'use "22" or "DE:19"': '"22" oder "DE:19"',
  'must be a name like Europe/Vienna': 'muss ein Name wie Europe/Vienna sein',
  'must not hold a user or password: these go where the secrets are':
    'darf keinen Benutzer und kein Passwort enthalten: Die gehören zu den Geheimnissen',
  'name the source of each warehouse': 'zu jedem Lager gehört seine Quelle',
  'name a price list': 'eine Preisliste muss genannt sein',
  'create products, or name texts in update': 'legen Sie Artikel an, oder nennen Sie Texte in update',
  'a new product needs a price: map a price list to "all"':
    'ein neuer Artikel braucht einen Preis: Ordnen Sie "all" eine Preisliste zu',
  'not YAML: {text}': 'kein YAML: {text}',
  'an alias (*) stands inside its own anchor (&)': 'ein Alias (*) steht in seinem eigenen Anker (&)',
  'too many aliases (*): write the values out': 'zu viele Aliase (*): Schreiben Sie die Werte aus',
  'a key must be plain text': 'ein Schlüssel muss einfacher Text sein',
  '{key} is there twice': '{key} steht zweimal da',
  'These settings are larger than 1 MiB.': 'Diese Einstellungen sind größer als 1 MiB.',
  'These settings cannot be read.': 'Diese Einstellungen sind nicht lesbar.',
  'These settings cannot be used for connection {code}.': 'Diese Einstellungen gehen nicht für die Verbindung {code}.',
  'Nothing was changed.': 'Es wurde nichts geändert.',
  'The settings of connection {code} cannot be used: {mistakes}.':
    'Die Einstellungen der Verbindung {code} gehen nicht: {mistakes}.',
  'The secrets of connection {code} cannot be used: {mistakes}.':
    'Die Geheimnisse der Verbindung {code} gehen nicht: {mistakes}.',
  'The flow of connection {code} names secrets that are not set: {list}. Add them to its secrets.':
    'Der Flow der Verbindung {code} nennt Geheimnisse, die nicht gesetzt sind: {list}. Tragen Sie sie dort ein.',
  'Connection {code} is of kind "{type}". This version knows: {list}.':
    'Die Verbindung {code} ist vom Typ „{type}“. Diese Version kennt: {list}.',
  'This is no flow: {error}.': 'Das ist kein Flow: {error}.',
  '{place} names no place': '{place} nennt keine Stelle',
  '{place}: filters are {list}': '{place}: Filter sind {list}',
  '{place}: the value is no number that fits this filter':
    '{place}: der Wert ist keine Zahl, die zu diesem Filter passt',
  'the address "{address}" needs something that has no value': 'der Adresse „{address}“ fehlt ein Wert',
  'must be a place like "data/id", or a map with path, values, otherwise and format':
    'muss eine Stelle wie "data/id" sein, oder path, values, otherwise und format',
  'a secret may stand in auth, headers and callbacks.proof only: what is sent here is kept and shown':
    'ein Geheimnis darf nur in auth, headers und callbacks.proof stehen: Was hier gesendet wird, wird aufbewahrt und gezeigt',
  'is missing: after a lost answer nobody could tell whether the order is in the ERP. Describe the query, or name the header by which the ERP keeps a repeated write from making a second order (write.idempotencyHeader)':
    'fehlt: Nach einer verlorenen Antwort wüsste niemand, ob die Bestellung im ERP ist. Beschreiben Sie die Abfrage, oder nennen Sie den Header, mit dem das ERP bei Wiederholung keine zweite Bestellung anlegt (write.idempotencyHeader)',
  'is missing: without find nothing else tells the key of the new order':
    'fehlt: Ohne find nennt nichts anderes den Schlüssel der neuen Bestellung',
  'has to be https, as url is: our credentials go there': 'muss https sein, wie url: Dorthin gehen unsere Zugangsdaten',
  'or assertion is needed, one of the two': 'oder assertion wird gebraucht, eines von beiden',
  'has to be none: the answer is about the keys that were asked for':
    'muss none sein: Die Antwort gilt den gefragten Schlüsseln',
  'is missing, and there is no orders.read that tells it: totals could not be compared':
    'fehlt, und kein orders.read nennt sie: Summen ließen sich nicht vergleichen',
  'is missing: with several keys in one call each row has to tell its own':
    'fehlt: Bei mehreren Schlüsseln je Aufruf muss jede Zeile ihren nennen',
  'is above 1: then the query may name {keys} only, not the order or its reference':
    'ist über 1: Dann darf die Abfrage nur {keys} nennen, nicht die Bestellung oder ihre Referenz',
  'is above 1, and the request does not use {keys}': 'ist über 1, und die Anfrage verwendet {keys} nicht',
  'has no line: then orders.read has to tell the lines of the order (fields.lines)':
    'hat kein line: Dann muss orders.read die Positionen nennen (fields.lines)',
  'names documents that are read by read, and there is no read': 'nennt Belege, die read liest, aber es gibt kein read',
  'needs line or item: by one of them a line is found in the order':
    'braucht line oder item: Darüber wird die Position in der Bestellung gefunden',
  'is missing: read by its own key, a document has to tell its sales document':
    'fehlt: Über den eigenen Schlüssel gelesen, muss ein Beleg seinen Auftrag nennen',
  'is missing: where the answer has the address': 'fehlt: wo die Adresse in der Antwort steht',
  'is missing: where the answer has the base64 text': 'fehlt: wo der Base64-Text in der Antwort steht',
  'is sales_document, and there is no orders.read to look at what changed':
    'ist sales_document, aber es gibt kein orders.read, um Geändertes anzusehen',
  'is {entity}, and there is no {place} to look at what changed':
    'ist {entity}, aber es gibt kein {place}, um Geändertes anzusehen',
  'is {entity}, and there is no {place}': 'ist {entity}, aber es gibt kein {place}',
  'is missing: {place} is read through the sales document': 'fehlt: {place} wird über den Auftrag gelesen',
  'is not a decimal number': 'ist keine Dezimalzahl',
  'not a decimal number': 'keine Dezimalzahl',
  'not a whole number': 'keine ganze Zahl',
  'not a number': 'keine Zahl',
  'is not a number': 'ist keine Zahl',
  'is not a usable number': 'ist keine brauchbare Zahl',
  'It nests too deep to be read.': 'Es ist zu tief verschachtelt.',
  'It has {count} characters; at most {most} are read.': 'Es hat {count} Zeichen; gelesen werden höchstens {most}.',
  'It gives no result: assign it to output, or define function main(input, attributes).':
    'Es gibt kein Ergebnis: Weisen Sie es output zu, oder definieren Sie function main(input, attributes).',
  'The script gives no result: assign it to output, or define function main(input, attributes).':
    'Das Skript gibt kein Ergebnis: Weisen Sie es output zu, oder definieren Sie function main(input, attributes).',
  'It waits for a promise that nothing fulfils.': 'Es wartet auf ein Promise, das nichts erfüllt.',
  'The output nests deeper than {n} levels.': 'Die Ausgabe ist tiefer als {n} Ebenen verschachtelt.',
  'The output was made unreadable by the script.': 'Das Skript hat die Ausgabe unlesbar gemacht.',
  'The output has {count} bytes; at most {most} are sent.':
    'Die Ausgabe hat {count} Bytes; gesendet werden höchstens {most}.',
  'The input is no JSON: {text}.': 'Die Eingabe ist kein JSON: {text}.',
  'Lines that were left out: {n}.': 'Weggelassene Zeilen: {n}.',
  'The script cannot be read: {error}': 'Das Skript ist nicht lesbar: {error}',
  'The script failed: {error}': 'Das Skript ist gescheitert: {error}',
  'The script ran longer than {time} ms and was stopped.': 'Das Skript lief länger als {time} ms und wurde gestoppt.',
  'The script needed more than {size} of memory and was stopped.':
    'Das Skript brauchte mehr als {size} Speicher und wurde gestoppt.',
  'The expression cannot be read: {error}': 'Der Ausdruck ist nicht lesbar: {error}',
  'The expression failed: {error}': 'Der Ausdruck ist gescheitert: {error}',
  'The expression ran longer than {time} ms and was stopped.':
    'Der Ausdruck lief länger als {time} ms und wurde gestoppt.',
  'The expression needed more than {size} of memory and was stopped.':
    'Der Ausdruck brauchte mehr als {size} Speicher und wurde gestoppt.',
  'The specification cannot be read: {error}': 'Die Spezifikation ist nicht lesbar: {error}',
  'The specification failed: {error}': 'Die Spezifikation ist gescheitert: {error}',
  'The specification ran longer than {time} ms and was stopped.':
    'Die Spezifikation lief länger als {time} ms und wurde gestoppt.',
  'The specification needed more than {size} of memory and was stopped.':
    'Die Spezifikation brauchte mehr als {size} Speicher und wurde gestoppt.',
  'It nests too deep, or calls itself without end.': 'Es ist zu tief verschachtelt oder ruft sich endlos selbst auf.',
  'The input has {size}, too much for a memory of {memory}.': 'Die Eingabe hat {size}, zu viel für {memory} Speicher.',
}
