import type { Messages } from '../say.tsx'

/** What people set without a file. */
export const withoutFile: Messages = {
  Settings: 'Nastavitve',
  'Settings of {name}': 'Nastavitve: {name}',
  'They hold from the next order on. A configuration file that is applied later brings back what it says.':
    'Veljajo od naslednjega naročila. Konfiguracijska datoteka, ki se uporabi pozneje, vrne tisto, kar piše v njej.',
  'Which orders are sent': 'Katera naročila se pošljejo',
  'Cut-over date': 'Datum prehoda',
  'Orders placed before this day are left alone. Empty: those placed before the store was added here are.':
    'Naročila, oddana pred tem dnem, ostanejo pri miru. Prazno: tista izpred dneva, ko je bila trgovina dodana sem.',
  'Minutes until an order is sent': 'Minute, preden se naročilo pošlje',
  'Time for the shop to change its mind. Empty: none. Orders that wait already keep their moment.':
    'Čas, v katerem si trgovina lahko premisli. Prazno: nič. Naročila, ki že čakajo, obdržijo svoj trenutek.',
  'Statuses that are sent': 'Statusi, ki se pošljejo',
  'One per line. An order waits until it has one of them. Empty: every status of the states new, processing and complete.':
    'Eden v vrstici. Naročilo čaka, dokler nima enega od njih. Prazno: vsak status stanj new, processing in complete.',
  'Alerts by mail': 'Obvestila po e-pošti',
  'Who is told of problems': 'Kdo izve za težave',
  'Mail addresses, one per line. Empty: nobody.': 'E-poštni naslovi, po eden v vrstici. Prazno: nihče.',
  'Minutes until a mail': 'Minute do sporočila',
  'A problem that is open for so long, or a side that does not answer for so long. Default: 30.':
    'Toliko časa je težava odprta ali toliko časa ena od strani ne odgovarja. Privzeto: 30.',
  'Orders until a mail': 'Naročila do sporočila',
  'As soon as so many orders wait for one problem, whatever its age. Default: 20.':
    'Takoj ko na eno težavo čaka toliko naročil, ne glede na njeno starost. Privzeto: 20.',
  'Minutes between two mails': 'Minute med dvema sporočiloma',
  'What comes in between is in the next one. Default: 15.': 'Kar pride vmes, je v naslednjem. Privzeto: 15.',
  'Statuses in Magento': 'Statusi v Magentu',
  'Status while it waits for approval in the ERP': 'Status, dokler v ERP-ju čaka na odobritev',
  'Status once it is in the ERP': 'Status, ko je v ERP-ju',
  'Status once the ERP has confirmed it': 'Status, ko ga ERP potrdi',
  'Status that the order gets in Magento, within its state. Empty: it stays as it is.':
    'Status, ki ga naročilo dobi v Magentu znotraj svojega stanja. Prazno: ostane, kot je.',
  'Difference that is accepted': 'Razlika, ki se sprejme',
  'Between the totals of the ERP and of Magento, with a warning; more holds the order. Default: 0.00.':
    'Med zneskoma v ERP-ju in v Magentu, z opozorilom; večja naročilo zadrži. Privzeto: 0.00.',
  'A customer that the ERP does not know': 'Kupec, ki ga ERP ne pozna',
  'An order that the ERP refuses': 'Naročilo, ki ga ERP zavrne',
  'Hours until a refused order is cancelled': 'Ure, preden se zavrnjeno naročilo prekliče',
  'Time for people to mend the cause first; only where refused orders are cancelled. Default: 24.':
    'Čas, da ljudje prej odpravijo vzrok; le kjer se zavrnjena naročila prekličejo. Privzeto: 24.',
  'Mails to customers': 'Sporočila kupcem',
  'Mail invoices to customers': 'Račune pošiljaj kupcem',
  'Once each, when the ERP’s PDF is there. Default: yes.': 'Vsakega enkrat, ko je PDF iz ERP-ja tu. Privzeto: da.',
  'Let Magento mail tracking numbers': 'Magento naj pošilja sledilne številke',
  'When a shipment is made. Default: no.': 'Ko nastane pošiljka. Privzeto: ne.',
  'is created': 'se ustvari',
  'waits for a person': 'čaka na človeka',
  'is cancelled in Magento': 'se v Magentu prekliče',
  yes: 'da',
  no: 'ne',
  'As agreed with the shop': 'Po dogovoru s trgovino',
  'To try it': 'Za poskus',
  'The settings of {name} are changed. They hold within a second.':
    'Nastavitve {name} so spremenjene. Veljajo v eni sekundi.',
  'How long things are kept': 'Kako dolgo se kaj hrani',
  'Requests and answers': 'Zahtevki in odgovori',
  'What was heard': 'Kar smo slišali',
  Audit: 'Revizijska sled',
  'for ever': 'za vedno',
  '{months, plural, one {# month} other {# months}} besides this one':
    '{months, plural, one {# mesec} two {# meseca} few {# meseci} other {# mesecev}} poleg tekočega',
  'There is no such connection in your stores.': 'Te povezave v vaših trgovinah ni.',
}
