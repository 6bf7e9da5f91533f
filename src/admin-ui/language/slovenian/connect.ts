import type { Messages } from '../say.tsx'

/** A new ERP of a store. */
export const connect: Messages = {
  'Connected an ERP': 'ERP povezan',
  'How it is called here': 'Kako se tu imenuje',
  'As people know it: it stands on every page.': 'Kot ga ljudje poznajo: tako piše na vsaki strani.',
  Code: 'Koda',
  'Letters a to z, digits and "-". It stays: orders are remembered with it.':
    'Črke od a do z, števke in »-«. Ostane: z njo so shranjena naročila.',
  'Where it is, and who we are there': 'Kje je in kdo smo tam',
  'Who we are there': 'Kdo smo tam',
  'Saved, it waits: nothing is sent to it before somebody says so. Its codes are mapped next.':
    'Shranjena povezava čaka: nič se ne pošlje, dokler kdo tega ne reče. Nato preslikate kode.',
  'Save, without sending yet': 'Shrani, še brez pošiljanja',
  'The test asks the ERP with what stands here, which takes up to half a minute. It keeps and changes nothing.':
    'Preizkus vpraša ERP s tem, kar tu piše; traja do pol minute. Ničesar ne shrani in ne spremeni.',
  'What only some need': 'Kar potrebujejo le nekateri',
  'How it is spoken with': 'Kako se z njim pogovarjamo',
  'It is written already. Put in what is yours where YOURS stands, and look at every CHECK with somebody who knows the ERP. It can be changed at any time.':
    'Besedilo je že napisano. Kjer stoji YOURS, vpišite svoje, in vsak CHECK preglejte z nekom, ki pozna ERP. Kadar koli ga je mogoče spremeniti.',
  'A small text to begin with: put your address, paths and fields in. It can be changed at any time.':
    'Kratko besedilo za začetek: vpišite svoj naslov, poti in polja. Spremenite ga lahko kadar koli.',
  'Secrets, by the names that the text gives them. They are kept encrypted, and never shown again.':
    'Skrivnosti, pod imeni iz besedila. Shranjene so šifrirane in nikoli več prikazane.',
  'Name in the text': 'Ime v besedilu',
  Secret: 'Skrivnost',
  'The ERP stands in a private network': 'ERP je v zasebnem omrežju',
  'Otherwise private addresses are not called.': 'Sicer se zasebni naslovi ne kličejo.',
  'Private addresses are not called. For an ERP in a private network, ask whoever runs Orderbridge for a login link for all stores.':
    'Zasebni naslovi se ne kličejo. Za ERP v zasebnem omrežju prosite tistega, ki poganja Orderbridge, za prijavno povezavo za vse trgovine.',
  'Whose orders go there': 'Čigava naročila gredo tja',
  'This store has an ERP already. Orders of the store views that are chosen here wait for the new one from the moment it is saved; without any it gets no orders yet.':
    'Ta trgovina že ima ERP. Naročila tu izbranih pogledov trgovine od shranjevanja naprej čakajo na novega; brez izbire jih še ne dobi.',
  'The store views of Magento are not known yet.': 'Pogledi trgovine v Magentu še niso znani.',
  Choose: 'Izberi',
  'Connect an ERP with {store}': 'Poveži ERP s trgovino {store}',
  'Which one does the company keep its books in?': 'V katerem podjetje vodi knjige?',
  'Connect an ERP with {store}: {erp}': 'Poveži ERP s trgovino {store}: {erp}',
  'Saved.': 'Shranjeno.',
  'Connect an ERP': 'Poveži ERP',
  'You need its address, and a user of its own for Orderbridge. It is tested before it is kept, and nothing is sent to it before somebody says so.':
    'Potrebujete njegov naslov in lastnega uporabnika za Orderbridge. Preizkusite ga, preden ga shranite, in nič se ne pošlje, dokler kdo tega ne reče.',
  'To connect one, ask for the role “configure”.': 'Za povezavo prosite za vlogo »configure«.',
  'Or by a configuration file': 'Ali s konfiguracijsko datoteko',
  'Describe it there with its address, its log-in and its codes, and apply the file where Orderbridge runs. The credentials of Magento need not stand there: they came with the pairing.':
    'Tam ga opišite z naslovom, prijavo in kodami ter datoteko uveljavite tam, kjer teče Orderbridge. Podatkov za prijavo v Magento ni treba vpisati: prišli so s seznanitvijo.',
  'Nothing is sent to {erps} yet.': 'V {erps} se še nič ne pošilja.',
  'Connect the ERP': 'Poveži ERP sistem',
  'Address and credentials': 'Naslov in podatki za prijavo',
  'Address and credentials of {name}': 'Naslov in podatki za prijavo: {name}',
  'What is kept is never shown. A secret that is left empty stays as it is.':
    'Kar je shranjeno, se nikoli ne pokaže. Prazna skrivnost ostane, kot je.',
  'Address and credentials of {name} are changed. They hold within a second.':
    'Naslov in podatki za prijavo ({name}) so spremenjeni. Veljajo v sekundi.',
  'The credentials were entered here by {who}.': 'Podatke za prijavo je tu vnesel uporabnik {who}.',
  'A configuration file that has other credentials is then refused, until they are the same there.':
    'Konfiguracijska datoteka z drugimi podatki za prijavo je nato zavrnjena, dokler niso v njej enaki.',
  'The password was changed': 'Geslo je bilo spremenjeno',
  'The server has moved': 'Strežnik se je preselil',
  'Empty: the one that is kept stays.': 'Prazno: ostane, kar je shranjeno.',
  'Changed address or credentials of a connection': 'Spremenjen naslov ali podatki za prijavo povezave',
  'Remove {name}': 'Odstrani {name}',
  'Remove the connection': 'Odstrani povezavo',
  'Remove the connection…': 'Odstrani povezavo …',
  'Its address, its credentials and its settings with all their versions are gone then. A connection that has ever been used stays. A configuration file that names it makes it anew.':
    'Naslov, podatkov za prijavo in nastavitev z vsemi različicami potem ni več. Povezava, ki je bila kdaj uporabljena, ostane. Konfiguracijska datoteka, ki jo navaja, jo naredi znova.',
  'It was a mistake': 'Bila je pomota',
  'It was for trying': 'Bila je za preizkus',
  '{name} is removed.': '{name}: odstranjeno.',
  'Removed a connection': 'Odstranjena povezava',
}
