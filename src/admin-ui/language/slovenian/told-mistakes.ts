import type { Messages } from '../say.tsx'

/** Mistakes in settings, flows and scripts: what stands behind the place that has them. */
export const toldMistakes: Messages = {
  'line {n}': 'vrstica {n}',
  '{place}, line {n}': '{place}, vrstica {n}',
  'is missing': 'manjka',
  'is unknown; did you mean {name}?': 'ni znano; ste mislili {name}?',
  'is unknown; known here: {list}': 'ni znano; tu obstaja: {list}',
  'must be an address that begins with http:// or https://': 'mora biti naslov, ki se začne s http:// ali https://',
  'must be a day like "2026-01-31"': 'mora biti dan, kot je "2026-01-31"',
  'must be text': 'mora biti besedilo',
  'must be a number': 'mora biti število',
  'must be a whole number': 'mora biti celo število',
  'must be true or false': 'mora biti true ali false',
  'must be a map (key: value)': 'mora biti iz parov ključ: vrednost',
  'must be a list': 'mora biti seznam',
  'must be text: put it in quotes': 'mora biti besedilo: zapišite ga v narekovajih',
  'must be one of {list}': 'mora biti eno od: {list}',
  'must be {value}': 'mora biti {value}',
  'does not have the right form': 'nima prave oblike',
  'it does not have the right form': 'oblika ni prava',
  'cannot be a key here: {reason}': 'tu ne more biti ključ: {reason}',
  'must be at least {n} character long': 'mora imeti vsaj toliko znakov: {n}',
  'must be at most {n} character long': 'sme imeti največ toliko znakov: {n}',
  'must be at least {n} entry long': 'mora imeti vsaj toliko vnosov: {n}',
  'must be at most {n} entry long': 'sme imeti največ toliko vnosov: {n}',
  'must be at least {n} characters long':
    'mora imeti vsaj {n, plural, one {# znak} two {# znaka} few {# znake} other {# znakov}}',
  'must be at most {n} characters long':
    'sme imeti največ {n, plural, one {# znak} two {# znaka} few {# znake} other {# znakov}}',
  'must be at least {n} entries long':
    'mora imeti vsaj {n, plural, one {# vnos} two {# vnosa} few {# vnose} other {# vnosov}}',
  'must be at most {n} entries long':
    'sme imeti največ {n, plural, one {# vnos} two {# vnosa} few {# vnose} other {# vnosov}}',
  'must be at least {value}': 'mora biti vsaj {value}',
  'must be at most {value}': 'sme biti največ {value}',
  'Invalid input': 'ni ustrezno',
  'must look like kafka.example:9093': 'mora biti podobno kot kafka.example:9093',
  'use 1 to 40 of a-z, 0-9 and "-"': '1 do 40 znakov a-z, 0-9 in "-"',
  'use 1 to 5 of A-Z, 0-9 and "-", beginning with a letter': '1 do 5 znakov A-Z, 0-9 in "-", prvi je črka',
  'use the SHA-256 in hex, with or without colons': 'SHA-256 v šestnajstiškem zapisu, z dvopičji ali brez',
  'use the name of a header': 'ime glave',
  'use letters, digits and "_"': 'samo črke, števke in "_"',
  'use names with dots between them': 'imena s pikami vmes',
  'use "U_" and the name of the user field': '»U_« in ime uporabniškega polja',
  'use a lower-case letter, then letters and digits': 'mala črka, nato črke in števke',
  'use "22" or "DE:19"': '"22" ali "DE:19"',
  'must be a name like Europe/Vienna': 'mora biti ime, kot je Europe/Vienna',
  'must not hold a user or password: these go where the secrets are':
    'ne sme vsebovati uporabnika ali gesla: ta sodita med skrivnosti',
  'name the source of each warehouse': 'vsako skladišče mora imeti svoj vir',
  'name a price list': 'navedite cenik',
  'create products, or name texts in update': 'ustvarjajte izdelke ali navedite besedila v update',
  'a new product needs a price: map a price list to "all"': 'nov izdelek potrebuje ceno: cenik preslikajte na "all"',
  'not YAML: {text}': 'ni YAML: {text}',
  'an alias (*) stands inside its own anchor (&)': 'vzdevek (*) je znotraj lastnega sidra (&)',
  'too many aliases (*): write the values out': 'preveč vzdevkov (*): vrednosti izpišite',
  'a key must be plain text': 'ključ mora biti navadno besedilo',
  '{key} is there twice': '{key} je vpisan dvakrat',
  'These settings are larger than 1 MiB.': 'Te nastavitve so večje od 1 MiB.',
  'These settings cannot be read.': 'Teh nastavitev ni mogoče prebrati.',
  'These settings cannot be used for connection {code}.': 'Teh nastavitev za povezavo {code} ni mogoče uporabiti.',
  'Nothing was changed.': 'Nič ni bilo spremenjeno.',
  'The settings of connection {code} cannot be used: {mistakes}.':
    'Nastavitev povezave {code} ni mogoče uporabiti: {mistakes}.',
  'The secrets of connection {code} cannot be used: {mistakes}.':
    'Skrivnosti povezave {code} ni mogoče uporabiti: {mistakes}.',
  'The flow of connection {code} names secrets that are not set: {list}. Add them to its secrets.':
    'Tok povezave {code} navaja skrivnosti, ki niso nastavljene: {list}. Dodajte jih.',
  'Connection {code} is of kind "{type}". This version knows: {list}.':
    'Povezava {code} je vrste »{type}«. Ta različica pozna: {list}.',
  'This is no flow: {error}.': 'To ni tok: {error}.',
  '{place} names no place': '{place} ne navaja mesta',
  '{place}: filters are {list}': '{place}: filtri so {list}',
  '{place}: the value is no number that fits this filter': '{place}: vrednost ni število, ki ustreza temu filtru',
  'the address "{address}" needs something that has no value': 'naslovu »{address}« manjka vrednost',
  'must be a place like "data/id", or a map with path, values, otherwise and format':
    'mora biti mesto, kot je "data/id", ali path, values, otherwise in format',
  'a secret may stand in auth, headers and callbacks.proof only: what is sent here is kept and shown':
    'skrivnost sme biti samo v auth, headers in callbacks.proof: kar se pošlje tukaj, se hrani in prikaže',
  'is missing: after a lost answer nobody could tell whether the order is in the ERP. Describe the query, or name the header by which the ERP keeps a repeated write from making a second order (write.idempotencyHeader)':
    'manjka: po izgubljenem odgovoru nihče ne bi vedel, ali je naročilo v ERP-ju. Opišite poizvedbo ali navedite glavo, s katero ERP ob ponovitvi ne ustvari drugega naročila (write.idempotencyHeader)',
  'is missing: without find nothing else tells the key of the new order':
    'manjka: brez find ključa novega naročila ne pove nič drugega',
  'has to be https, as url is: our credentials go there': 'mora biti https, tako kot url: tja gredo naše poverilnice',
  'or assertion is needed, one of the two': 'ali assertion je potreben, eden od obeh',
  'has to be none: the answer is about the keys that were asked for':
    'mora biti none: odgovor velja za ključe iz vprašanja',
  'is missing, and there is no orders.read that tells it: totals could not be compared':
    'manjka in ni orders.read, ki bi ga povedal: zneskov ne bi bilo mogoče primerjati',
  'is missing: with several keys in one call each row has to tell its own':
    'manjka: pri več ključih v enem klicu mora vsaka vrstica povedati svojega',
  'is above 1: then the query may name {keys} only, not the order or its reference':
    'je več kot 1: potem sme poizvedba navesti samo {keys}, ne naročila ali njegove oznake',
  'is above 1, and the request does not use {keys}': 'je več kot 1, zahteva pa ne uporablja {keys}',
  'has no line: then orders.read has to tell the lines of the order (fields.lines)':
    'nima line: potem mora orders.read povedati postavke naročila (fields.lines)',
  'names documents that are read by read, and there is no read': 'navaja dokumente, ki jih bere read, read pa ni',
  'needs line or item: by one of them a line is found in the order':
    'potrebuje line ali item: po enem od njiju se najde postavka v naročilu',
  'is missing: read by its own key, a document has to tell its sales document':
    'manjka: dokument, prebran po lastnem ključu, mora povedati svoj prodajni nalog',
  'is missing: where the answer has the address': 'manjka: kje v odgovoru je naslov',
  'is missing: where the answer has the base64 text': 'manjka: kje v odgovoru je besedilo base64',
  'is sales_document, and there is no orders.read to look at what changed':
    'je sales_document, ni pa orders.read, s katerim bi pogledali spremenjeno',
  'is {entity}, and there is no {place} to look at what changed':
    'je {entity}, ni pa {place}, s katerim bi pogledali spremenjeno',
  'is {entity}, and there is no {place}': 'je {entity}, ni pa {place}',
  'is missing: {place} is read through the sales document': 'manjka: {place} se bere prek prodajnega naloga',
  'is not a decimal number': 'ni decimalno število',
  'not a decimal number': 'ni decimalno število',
  'not a whole number': 'ni celo število',
  'not a number': 'ni število',
  'is not a number': 'ni število',
  'is not a usable number': 'ni uporabno število',
  'It nests too deep to be read.': 'Pregloboko je ugnezdeno.',
  'It has {count} characters; at most {most} are read.': 'Znakov je {count}; prebere se jih največ {most}.',
  'It gives no result: assign it to output, or define function main(input, attributes).':
    'Rezultata ni: priredite ga output ali določite function main(input, attributes).',
  'The script gives no result: assign it to output, or define function main(input, attributes).':
    'Skripta ne vrne rezultata: priredite ga output ali določite function main(input, attributes).',
  'It waits for a promise that nothing fulfils.': 'Čaka na obljubo (promise), ki je nič ne izpolni.',
  'The output nests deeper than {n} levels.': 'Izhod je ugnezden globlje od {n} ravni.',
  'The output was made unreadable by the script.': 'Skripta je izhod naredila neberljiv.',
  'The output has {count} bytes; at most {most} are sent.': 'Izhod ima {count} bajtov; pošlje se jih največ {most}.',
  'The input is no JSON: {text}.': 'Vhod ni JSON: {text}.',
  'Lines that were left out: {n}.': 'Izpuščene vrstice: {n}.',
  'The script cannot be read: {error}': 'Skripte ni mogoče prebrati: {error}',
  'The script failed: {error}': 'Skripta ni uspela: {error}',
  'The script ran longer than {time} ms and was stopped.':
    'Skripta se je izvajala dlje kot {time} ms in je bila ustavljena.',
  'The script needed more than {size} of memory and was stopped.':
    'Skripta je potrebovala več kot {size} pomnilnika in je bila ustavljena.',
  'The expression cannot be read: {error}': 'Izraza ni mogoče prebrati: {error}',
  'The expression failed: {error}': 'Izraz ni uspel: {error}',
  'The expression ran longer than {time} ms and was stopped.':
    'Izraz se je izvajal dlje kot {time} ms in je bil ustavljen.',
  'The expression needed more than {size} of memory and was stopped.':
    'Izraz je potreboval več kot {size} pomnilnika in je bil ustavljen.',
  'The specification cannot be read: {error}': 'Specifikacije ni mogoče prebrati: {error}',
  'The specification failed: {error}': 'Specifikacija ni uspela: {error}',
  'The specification ran longer than {time} ms and was stopped.':
    'Specifikacija se je izvajala dlje kot {time} ms in je bila ustavljena.',
  'The specification needed more than {size} of memory and was stopped.':
    'Specifikacija je potrebovala več kot {size} pomnilnika in je bila ustavljena.',
  'It nests too deep, or calls itself without end.': 'Pregloboko je ugnezdeno ali se brez konca kliče samo.',
  'The input has {size}, too much for a memory of {memory}.': 'Vhod ima {size}, preveč za {memory} pomnilnika.',
}
