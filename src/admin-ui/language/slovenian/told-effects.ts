import type { Messages } from '../say.tsx'

/** What is sent to the other side, and what came of it. */
export const toldEffects: Messages = {
  'the sales document': 'prodajni nalog',
  'the customer': 'kupec',
  'the cancellation': 'preklic',
  'the incoming payment': 'prejeto plačilo',
  'the PDF': 'PDF',
  'the event': 'dogodek',
  Kafka: 'Kafka',
  '{type} was published in {topic}.': '{type} je objavljen v temi {topic}.',
  'Not published: the store has no topic for events any more.': 'Ni objavljeno: trgovina nima več teme za dogodke.',
  'the mail': 'e-sporočilo',
  'the message': 'sporočilo',
  'the attachment in Magento': 'priloga v Magentu',
  'the refund in the ERP': 'vračilo v ERP-ju',
  'the tracking number in Magento': 'številka za sledenje v Magentu',
  "the cancellation of Magento's order": 'preklic naročila v Magentu',
  "the ERP's state in Magento": 'stanje ERP-ja v Magentu',
  "the status of Magento's order": 'status naročila v Magentu',
  "Magento's invoice": 'račun v Magentu',
  "Magento's shipment": 'pošiljka v Magentu',
  "Magento's credit memo": 'dobropis v Magentu',
  'the acknowledgement': 'potrditev prejema',
  'the body of the request to the ERP': 'vsebina zahteve za ERP',
  'the recipient of the mail': 'prejemnik e-sporočila',
  '{file} is attached to the order in Magento.': '{file} je pripeto k naročilu v Magentu.',
  '{file} stays here: this Magento has no companion module to attach it to.':
    '{file} ostane tu: ta Magento nima spremljevalnega modula, prek katerega bi ga pripeli.',
  'It is too late to cancel in the ERP: {reason}': 'Za preklic v ERP-ju je prepozno: {reason}',
  'The sales document was cancelled in the ERP.': 'Prodajni nalog je bil v ERP-ju preklican.',
  'The sales document was closed; what was delivered stays in the ERP.':
    'Prodajni nalog je bil v ERP-ju zaprt; dobavljeno ostane.',
  'The sales document was cancelled already in the ERP.': 'Prodajni nalog je bil v ERP-ju že preklican.',
  'The sales document is cancelled in the ERP.': 'Prodajni nalog je v ERP-ju preklican.',
  'The sales document is closed in the ERP.': 'Prodajni nalog je v ERP-ju zaprt.',
  'Payment {number} is booked in the ERP.': 'Plačilo {number} je knjiženo v ERP-ju.',
  'Payment {number} of {amount} was booked in the ERP.':
    'Plačilo {number} v znesku {amount} je bilo knjiženo v ERP-ju.',
  'Sales document {number} was created in the ERP: {total}.':
    'Prodajni nalog {number} je bil ustvarjen v ERP-ju: {total}.',
  'Sales document {number} was found in the ERP under our key and is used: {total}.':
    'Prodajni nalog {number} je bil v ERP-ju najden pod našim ključem in se uporabi: {total}.',
  'Sales document {number} was found in the ERP under our key: {total}.':
    'Prodajni nalog {number} je bil v ERP-ju najden pod našim ključem: {total}.',
  'Sales document {number} waits in the ERP for an approval: {total}.':
    'Prodajni nalog {number} v ERP-ju čaka na odobritev: {total}.',
  'Customer {number} was created in the ERP.': 'Kupec {number} je bil ustvarjen v ERP-ju.',
  'Customer {number} is in the ERP.': 'Kupec {number} je v ERP-ju.',
  'The ERP takes no payments from outside: book them there, or set {setting}':
    'ERP ne sprejema plačil od zunaj: knjižite jih tam ali nastavite {setting}',
  'The ERP makes no credit notes from outside: make them there, or set {setting}':
    'ERP ne ustvarja dobropisov od zunaj: ustvarite jih tam ali nastavite {setting}',
  'The ERP has no PDF for {number} yet.': 'ERP še nima PDF-ja za {number}.',
  'The PDF of {number} was fetched and checked ({n} page).':
    'PDF za {number} je bil prenesen in preverjen ({n} stran).',
  'The PDF of {number} was fetched and checked ({n} pages).':
    'PDF za {number} je bil prenesen in preverjen ({n} strani).',
  'Active content was taken out: {list}.': 'Aktivna vsebina je bila odstranjena: {list}.',
  'the fetched bytes are gone': 'prenesene datoteke ni več',
  "The ERP's PDF for {number} cannot be passed on: {reason}":
    'PDF-ja ERP-ja za {number} ni mogoče posredovati: {reason}',
  "Magento's invoice {number} was created.": 'V Magentu je bil ustvarjen račun {number}.',
  "Magento's shipment {number} was created.": 'V Magentu je bila ustvarjena pošiljka {number}.',
  "Magento's credit memo {number} was created.": 'V Magentu je bil ustvarjen dobropis {number}.',
  "Magento's invoice {number} is there.": 'Račun {number} je v Magentu.',
  "Magento's shipment {number} is there.": 'Pošiljka {number} je v Magentu.',
  "Magento's credit memo {number} is there.": 'Dobropis {number} je v Magentu.',
  'Magento has this invoice already: nothing is left to invoice.':
    'Magento ta račun že ima: ničesar ni več za zaračunati.',
  'Magento has this shipment already: nothing is left to ship.':
    'Magento to pošiljko že ima: ničesar ni več za odpremiti.',
  "What is not invoiced of Magento's order was cancelled.": 'Nezaračunani del naročila v Magentu je bil preklican.',
  "Magento's order was cancelled.": 'Naročilo v Magentu je bilo preklicano.',
  "Magento's order is cancelled.": 'Naročilo v Magentu je preklicano.',
  "Nothing of Magento's order is left to cancel.": 'Pri naročilu v Magentu ni več ničesar za preklicati.',
  'Magento does not cancel the order: it is invoiced or complete.':
    'Magento naročila ne prekliče: je zaračunano ali zaključeno.',
  "Magento shows the ERP's state: {number} confirmed.": 'Magento prikazuje stanje v ERP-ju: {number} potrjeno.',
  "Magento shows the ERP's state: {number} {state}.": 'Magento prikazuje stanje v ERP-ju: {number} {state}.',
  'Magento was told: {reason}': 'Magentu sporočeno: {reason}',
  '{system}: sales document {number} is in the ERP.': '{system}: prodajni nalog {number} je v ERP-ju.',
  '{system}: sales document {number} is confirmed by the ERP.':
    '{system}: prodajni nalog {number} je potrjen v ERP-ju.',
  '{system}: sales document {number} is closed in the ERP.': '{system}: prodajni nalog {number} je zaključen v ERP-ju.',
  '{system}: sales document {number} is cancelled in the ERP.':
    '{system}: prodajni nalog {number} je preklican v ERP-ju.',
  '{system}: sales document {number} waits for an approval in the ERP.':
    '{system}: prodajni nalog {number} čaka v ERP-ju na odobritev.',
  '{system}: sales document {number} was cancelled': '{system}: prodajni nalog {number} je bil preklican',
  'Magento has no shipment of its own for this delivery: tracking number {number} is not shown.':
    'Magento za to dobavnico nima svoje pošiljke: številka za sledenje {number} ni prikazana.',
  "Magento's shipment shows tracking number {number}.": 'Pošiljka v Magentu prikazuje številko za sledenje {number}.',
  "Magento's order is on hold.": 'Naročilo je v Magentu na čakanju.',
  "Magento's order is in payment review.": 'Plačilo naročila se v Magentu preverja.',
  'It goes on when that is over.': 'Nadaljuje se, ko to mine.',
  'Credit note draft {number} waits for its approval in the ERP.':
    'Osnutek dobropisa {number} v ERP-ju čaka na odobritev.',
  'Credit note {number} is in the ERP: {total}.': 'Dobropis {number} je v ERP-ju: {total}.',
  'Everything was refunded: the sales document is cancelled in the ERP.':
    'Vse je bilo povrnjeno: prodajni nalog se v ERP-ju prekliče.',
  'What was refunded is taken off the sales document in the ERP.': 'Povrnjeno se v ERP-ju odvzame s prodajnega naloga.',
  'The refund is left to a person: {reason}.': 'Vračilo je prepuščeno osebi: {reason}.',
  'The store has no sender for mails.': 'Trgovina nima pošiljatelja za e-pošto.',
  '{file} was mailed again, as a copy.': '{file} je bil znova poslan po e-pošti, kot kopija.',
  '{file} was mailed to the customer.': '{file} je bil poslan kupcu po e-pošti.',
  'The mail server refused the blind copy: {error}': 'Poštni strežnik je zavrnil skrito kopijo: {error}',
  'The mail did not go out.': 'E-sporočilo ni bilo poslano.',
  'No mail is sent: the store has no sender.': 'E-sporočilo se ne pošlje: trgovina nima pošiljatelja.',
  'Invoice {number} is not mailed: the data of its customer were erased here.':
    'Račun {number} se ne pošlje po e-pošti: podatki kupca so bili tu izbrisani.',
  'Invoice {number} is not mailed: it holds orders of several customers. Send it by hand where it is right.':
    'Račun {number} se ne pošlje: vsebuje naročila več kupcev. Kjer je prav, ga pošljite ročno.',
  'Invoice {number} went to the customer with another order already.':
    'Račun {number} je kupec že prejel z drugim naročilom.',
  'sent again as another mail': 'znova poslano kot drugo e-sporočilo',
  '{noun} waits: {reason}': '{noun} čaka: {reason}',
  'Try {n} for {noun} did not get through: {error} It is tried again.':
    'Poskus {n} ({noun}) ni uspel in se ponovi: {error}',
  '{noun} exists already: it is looked up.': '{noun} že obstaja: preverja se.',
  'Whether {noun} was made is not known ({error}): it is looked up before anything is repeated.':
    'Ni znano, ali je bilo opravljeno: {noun} ({error}). Pred ponovitvijo se preveri.',
  'Looked up: {reason}.': 'Preverjeno: {reason}.',
  '{noun} was refused: {error}': '{noun} – zavrnjeno: {error}',
  '{n} tries ended without an answer: {error}':
    '{n, plural, one {# poskus se je končal} two {# poskusa sta se končala} few {# poskusi so se končali} other {# poskusov se je končalo}} brez odgovora: {error}',
  'whether it was done cannot be found out': 'ni mogoče ugotoviti, ali je bilo opravljeno',
  'whether it was done cannot be found out: {error}': 'ni mogoče ugotoviti, ali je bilo opravljeno: {error}',
  'the far side does not have it: it is sent again': 'druga stran ga nima: pošlje se znova',
  'what came of it could not be written down: {error}': 'izida ni bilo mogoče zapisati: {error}',
  'another worker has taken over: nothing was sent': 'prevzel je drug proces: nič ni bilo poslano',
  'a newer state is sent instead': 'namesto tega se pošlje novejše stanje',
  'it said that it gets too many calls': 'sporočil je, da dobiva preveč klicev',
  'it answers more slowly than it did': 'odgovarja počasneje kot prej',
  'it answers again': 'spet se odziva',
  'the store is paused: {reason}': 'trgovina je začasno ustavljena: {reason}',
  'no reason was given': 'brez navedenega razloga',
  '{url}: HTTP {status}: {system} or a server in front of it sent a page "{title}"':
    '{url}: HTTP {status}: {system} ali strežnik pred njim je poslal stran »{title}«',
  'HTTP {status}: {system} or a server in front of it sent a page "{title}"':
    'HTTP {status}: {system} ali strežnik pred njim je poslal stran »{title}«',
  'HTTP {status}: {system} or a server in front of it sent something without an error text':
    'HTTP {status}: {system} ali strežnik pred njim je poslal nekaj brez besedila napake',
  Mail: 'E-pošta',
  'Mail server': 'Poštni strežnik',
  'mail server': 'poštni strežnik',
  'the mail server': 'poštni strežnik',
}
