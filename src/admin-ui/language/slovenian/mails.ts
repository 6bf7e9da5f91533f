import type { Messages } from '../say.tsx'

/** What mails say, and the editor for it. */
export const mails: Messages = {
  Mail: 'Pošta',
  Documents: 'Dokumenti',
  Invoice: 'Račun',
  'Credit note': 'Dobropis',
  'Lines with − are shipped and left out, lines with + are yours.':
    'Vrstice z − so priložene in izpuščene, vrstice s + so vaše.',
  Subject: 'Zadeva',
  'Text; an empty line makes a new paragraph': 'Besedilo; prazna vrstica začne nov odstavek',
  'As it will read': 'Tako se bo bralo',
  Placeholders: 'Oznake',
  'Why it is changed': 'Zakaj se spreminja',
  Save: 'Shrani',
  'Back to the shipped words…': 'Nazaj na priloženo besedilo …',
  'Send a test of these words, saved or not, to': 'To besedilo, shranjeno ali ne, pošlji za poskus na',
  'Send the test': 'Pošlji poskus',
  'A test speaks of a made-up order and carries no PDF.': 'Poskus govori o izmišljenem naročilu in nima PDF-ja.',
  'To change the words, ask for the role “configure”.': 'Za spreminjanje besedila prosite za vlogo »configure«.',
  'English until you write it': 'angleško, dokler ga ne napišete',
  'Your words': 'Vaše besedilo',
  'As shipped': 'Kot priloženo',
  'version {version}, {author}, {when}': 'različica {version}, {author}, {when}',
  'Copy of an invoice': 'Kopija računa',
  'Copy of a credit note': 'Kopija dobropisa',
  'Delivery note or other document': 'Dobavnica ali drug dokument',
  'Copy of a delivery note or other document': 'Kopija dobavnice ali drugega dokumenta',
  'Goes out by itself, once, when the ERP has invoiced.': 'Gre samo, enkrat, ko ERP izda račun.',
  'Goes out when somebody mails what nobody got yet.': 'Gre, ko kdo pošlje, česar še nihče ni dobil.',
  'Goes out when somebody resends it, with the PDF stamped as a copy.':
    'Gre, ko ga kdo ponovno pošlje; PDF ima žig kopije.',
  'a greeting with the customer’s name, or without where there is none':
    'pozdrav s kupčevim imenom ali brez njega, kjer ga ni',
  'the customer’s name; empty where there is none': 'kupčevo ime; prazno, kjer ga ni',
  'the number of the document': 'številka dokumenta',
  'the order number': 'številka naročila',
  'the name of the store': 'ime trgovine',
  'the amount of the document, with its currency': 'znesek dokumenta z valuto',
  'the date of the document': 'datum dokumenta',
  'Subject, character {column}': 'Zadeva, znak {column}',
  'Text, line {line}, character {column}': 'Besedilo, vrstica {line}, znak {column}',
  'Nothing stands here.': 'Tu ni ničesar.',
  '{most} characters are the most.': 'Največ je {most} znakov.',
  'A subject is one line.': 'Zadeva je ena vrstica.',
  'There is an invisible character. Write this part anew.': 'Tu je neviden znak. Napišite ta del na novo.',
  '{text} is no placeholder. Is {meant} meant?': '{text} ni oznaka. Ste mislili {meant}?',
  '{text} is no placeholder.': '{text} ni oznaka.',
  '{text} calculates nothing here. Write placeholders without the dollar sign.':
    '{text} tu ničesar ne izračuna. Oznake pišite brez znaka za dolar.',
  '{text} belongs to no placeholder. Write {twice} for the character itself.':
    '{text} ne pripada nobeni oznaki. Za sam znak napišite {twice}.',
  'Written for {order}, the newest of its kind.': 'Napisano za {order}, najnovejše te vrste.',
  'order {number}': 'naročilo {number}',
  'Written for a made-up order: there is no document of this kind yet.':
    'Napisano za izmišljeno naročilo: dokumenta te vrste še ni.',
  HTML: 'HTML',
  'Mail texts': 'Besedila sporočil',
  'These are the words of version {version}; they do not go out now.':
    'To je besedilo različice {version}; zdaj se ne pošilja.',
  'Back to the shipped words': 'Nazaj na priloženo besedilo',
  'Use the shipped words': 'Uporabi priloženo besedilo',
  'Mails decided from now on say what Orderbridge ships. Your words stay among the versions.':
    'Nova sporočila bodo imela besedilo, ki je priloženo Orderbridgeu. Vaše ostane med različicami.',
  'The shipped words are better': 'Priloženo besedilo je boljše',
  'Our words were wrong': 'Naše besedilo je bilo napačno',
  'Saved as version {version}. Mails decided from now on read so.':
    'Shranjeno kot različica {version}. Nova sporočila se berejo tako.',
  'Nothing changed: these are the words that go out already.': 'Nič ni spremenjeno: to besedilo se že pošilja.',
  'The mail server took the test for {recipient}: {answer}':
    'Poštni strežnik je sprejel poskus za {recipient}: {answer}',
  'There is no such mail in this store.': 'V tej trgovini takega sporočila ni.',
  'There is no such store among yours.': 'Med vašimi trgovinami te ni.',
  Stores: 'Trgovine',
  'What differs from the shipped words': 'Kaj se razlikuje od priloženega besedila',
  Versions: 'Različice',
  Version: 'Različica',
  Why: 'Zakaj',
  'Goes out': 'Se pošilja',
  'The shipped words': 'Priloženo besedilo',
  'Open a version to see its words; save them to go back to it.':
    'Odprite različico, da vidite njeno besedilo; shranite ga, da se vrnete nanjo.',
}
