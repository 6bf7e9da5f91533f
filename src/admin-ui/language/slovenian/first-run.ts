import type { Messages } from '../say.tsx'

/** From a connected store to its first order. */
export const firstRun: Messages = {
  'Changed settings': 'Sprememba nastavitev',
  'Started sending': 'Začetek pošiljanja',
  'A Magento with the companion module connects itself by a code. It sends nothing before its first run is gone through, step by step, on this page.':
    'Magento s spremljevalnim modulom se poveže sam s kodo. Nič se ne pošlje, dokler tu korak za korakom ne opravite prvega zagona.',
  'Ask again': 'Vprašaj znova',
  'Ask now': 'Vprašaj zdaj',
  'Asked {when}.': 'Vprašano {when}.',
  'Asking {name} what it lets us do. This takes some seconds.':
    '{name}: sprašujemo, kaj nam dovoli. To traja nekaj sekund.',
  'Can Magento be reached, and may the integration do what is needed there? What is missing stands first, with what to do. Nothing is changed.':
    'Ali je Magento dosegljiv in ali sme integracija tam vse potrebno? Najprej je navedeno, kar manjka, in kaj storiti. Nič se ne spremeni.',
  'Can the ERP be reached, and is it set up as the bridge needs it? Nothing is changed.':
    'Ali je ERP dosegljiv in nastavljen, kot ga most potrebuje? Nič se ne spremeni.',
  'Cannot be read': 'Ni berljivo',
  'Codes of both sides': 'Šifre obeh strani',
  'Dry run of the last orders': 'Poskusni zagon zadnjih naročil',
  'Every total agrees to the cent.': 'Vsak znesek se ujema do centa.',
  'Finish the first run': 'Končaj prvi zagon',
  'First day whose orders are sent (cut-over date)': 'Prvi dan, katerega naročila se pošiljajo (presečni datum)',
  'First run': 'Prvi zagon',
  'First run of {name}': 'Prvi zagon: {name}',
  'From which day on': 'Od katerega dne',
  'Go on': 'Nadaljuj',
  'Go through the first run': 'Opravi prvi zagon',
  'Is in the ERP already': 'Je že v ERP',
  Keep: 'Shrani',
  'Kept.': 'Shranjeno.',
  'Magento answers': 'Magento odgovarja',
  'Magento of {store}': 'Magento: {store}',
  'Magento: {total}': 'Magento: {total}',
  'Magento: {total} · the ERP: {erpTotal}': 'Magento: {total} · ERP: {erpTotal}',
  'Minutes that each order waits before it is sent': 'Koliko minut vsako naročilo čaka, preden se pošlje',
  'No ERP is connected yet': 'Noben ERP še ni povezan',
  'No customer would be created.': 'Noben kupec ne bi bil ustvarjen.',
  'Nobody has asked yet. It takes the right to act.': 'Nihče še ni vprašal. Za to je potrebna pravica do ukrepanja.',
  'Nothing was sent to the ERP yet. Six steps check both sides and try the last ten orders, without anything being written, before sending starts.':
    'V ERP še ni bilo poslano nič. Šest korakov preveri obe strani in preizkusi zadnjih deset naročil, ne da bi se kaj zapisalo, preden se pošiljanje začne.',
  'Of {n, plural, one {# order} other {# orders}}: {sent} to be sent, {held} held, {refused} not readable, {rest} left as they are.':
    'Od {n, plural, one {# naročila} two {# naročil} few {# naročil} other {# naročil}}: za pošiljanje {sent}, zadržanih {held}, neberljivih {refused}, brez sprememb {rest}.',
  'On to: {step} →': 'Naprej: {step} →',
  'Orders that were placed earlier are left alone: they are in the ERP already, or are entered there by hand. Without a date it is the moment in which the store was added. The day is one of {zone}.':
    'Prejšnja naročila ostanejo nedotaknjena: so že v ERP ali se tam vnesejo ročno. Brez datuma velja trenutek, ko je bila trgovina dodana. Dan velja v časovnem pasu {zone}.',
  'Orders that were placed since the store was added are sent, also those that have waited meanwhile.':
    'Pošljejo se naročila, oddana po tem, ko je bila trgovina dodana, tudi tista, ki so medtem čakala.',
  'Orders that were placed since {day} are sent, also those that have waited meanwhile.':
    'Pošljejo se naročila, oddana od {day}, tudi tista, ki so medtem čakala.',
  'Pause it until then…': 'Do takrat ustavi…',
  'See how the first orders go': 'Poglej, kako gre prvim naročilom',
  'Settings of {name}': 'Nastavitve: {name}',
  'Start sending': 'Začni pošiljati',
  'Started here {when}.': 'Tu začeto {when}.',
  'Steps of the first run': 'Koraki prvega zagona',
  'Taxes, shipping methods and payments have codes on both sides. What has no counterpart yet holds the orders that use it; the dry run says which.':
    'Davki, načini dostave in plačila imajo šifre na obeh straneh. Kar še nima para, zadrži naročila, ki to uporabljajo; poskusni zagon pove, katera.',
  'The ERP answers': 'ERP odgovarja',
  'The ERP does not have {n, plural, one {# item} other {# items}}: {skus}':
    'V ERP manjka {n, plural, one {# artikel} two {# artikla} few {# artikli} other {# artiklov}}: {skus}',
  'The ERP knows every item.': 'ERP pozna vse artikle.',
  'The dry run is through. Nothing was written.': 'Poskusni zagon je končan. Nič ni bilo zapisano.',
  'The exact request': 'Natančen zahtevek',
  'The last ten orders of the shop go through all that would happen to them: read, added up, looked up in the ERP, and turned into its request. Nothing is written, neither in Magento nor in the ERP. Dates and waiting times are left aside.':
    'Zadnjih deset naročil trgovine gre skozi vse, kar bi se z njimi zgodilo: prebrana, sešteta, poiskana v ERP in pretvorjena v njegov zahtevek. Nič se ne zapiše, ne v Magento ne v ERP. Presečni datum in čakanje se ne upoštevata.',
  'The shop has no order yet. Place one for trying, and come back.':
    'Trgovina še nima naročila. Oddajte poskusno naročilo in se vrnite.',
  'There is no ERP yet whose codes could be mapped.': 'Ni še ERP, katerega šifre bi lahko preslikali.',
  'They differ.': 'Ne ujemata se.',
  'This kind of ERP keeps its codes in its own settings.': 'Ta vrsta ERP ima šifre v svojih nastavitvah.',
  'This page then goes on by itself.': 'Ta stran se nato nadaljuje sama.',
  'Time in which somebody can still cancel or change it in Magento. 0: it is sent at once.':
    'Čas, v katerem ga je v Magentu še mogoče preklicati ali spremeniti. 0: pošlje se takoj.',
  'To change this, ask for the right to configure.': 'Za spremembo prosite za pravico do nastavljanja.',
  'To the cent.': 'Do centa.',
  'Tried {when}.': 'Preizkušeno {when}.',
  'Try the last ten orders': 'Preizkusi zadnjih deset naročil',
  'Try the last ten orders again': 'Znova preizkusi zadnjih deset naročil',
  'Who keeps a configuration file writes the same there (orders.since, orders.holdMinutes): the next apply counts.':
    'Kdor ima konfiguracijsko datoteko, vanjo zapiše enako (orders.since, orders.holdMinutes): velja, kar je uveljavljeno nazadnje.',
  'Would be held': 'Bilo bi zadržano',
  'Would be left out': 'Bilo bi izpuščeno',
  'Would be sent': 'Bilo bi poslano',
  'Would create the customer: {name}': 'Ustvaril bi se kupec: {name}',
  'Would wait': 'Bi čakalo',
  'needs attention': 'zahteva pozornost',
  'not done yet': 'še ni opravljeno',
  'of order {number}': 'naročila {number}',
  stopped: 'ustavljeno',
  'under way': 'v teku',
  '{n, plural, one {# code is} other {# codes are}} mapped; nothing is known to be missing.':
    'Preslikano: {n, plural, one {# šifra} two {# šifri} few {# šifre} other {# šifer}}; ni znano, da bi kaj manjkalo.',
  '{n, plural, one {# code} other {# codes}} of orders without a counterpart.':
    'Brez para: {n, plural, one {# šifra} two {# šifri} few {# šifre} other {# šifer}} iz naročil.',
  '{n, plural, one {# customer} other {# customers}} would be created: {names}':
    '{n, plural, one {Ustvaril bi se # kupec} two {Ustvarila bi se # kupca} few {Ustvarili bi se # kupci} other {Ustvarilo bi se # kupcev}}: {names}',
  '{n, plural, one {# order} other {# orders}} still to come':
    'še {n, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  '{n, plural, one {# total differs} other {# totals differ}}: {numbers}':
    '{n, plural, one {# znesek se ne ujema} two {# zneska se ne ujemata} few {# zneski se ne ujemajo} other {# zneskov se ne ujema}}: {numbers}',
  '{name} is sending.': '{name} pošilja.',
  '← Back': '← Nazaj',
  'Make what is missing there…': 'Ustvari, kar tam manjka …',
  'Make in the ERP what is missing there': 'V ERP-ju ustvari, kar tam manjka',
  'Make it': 'Ustvari',
  'What the ERP lacks and Orderbridge may make, such as the field by which orders are found again, is made there now. Nothing that is there is changed, and no order is sent.':
    'Kar ERP-ju manjka in sme Orderbridge ustvariti, na primer polje, po katerem se naročila spet najdejo, se zdaj ustvari. Kar že obstaja, ostane, kot je, in nobeno naročilo se ne pošlje.',
  'The ERP was asked again: what it still lacks stands here.': 'ERP je bil vprašan znova: kar še manjka, piše tukaj.',
  'The ERP lacks something that its test has found: {step}.':
    'ERP-ju manjka nekaj, kar je našel njegov preizkus: {step}.',
  'Made in an ERP what it lacked': 'V ERP-ju ustvarjeno, kar je manjkalo',
}
