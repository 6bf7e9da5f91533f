import type { Messages } from '../say.tsx'

/** What Magento's codes are called in the ERP. */
export const mappings: Messages = {
  'Open the mappings': 'Odpri preslikave',
  Mappings: 'Preslikave',
  'Mappings of {name}': 'Preslikave: {name}',
  'What Magento calls a payment method, a tax rate or a shipping method, the ERP calls something else. These tables translate; a change is a new version of the settings.':
    'Načini plačila, davčne stopnje in načini dostave se v ERP-ju imenujejo drugače kot v Magentu. Te tabele jih prevajajo; vsaka sprememba je nova različica nastavitev.',
  'Settings, version {version}': 'Nastavitve, različica {version}',
  'This connection has no tables': 'Ta povezava nima tabel',
  'Its settings say in another way what becomes of the codes of Magento.':
    'Njene nastavitve kako drugače povedo, kaj nastane iz šifer Magenta.',
  Mapping: 'Preslikava',
  State: 'Stanje',
  'Codes without a row': 'Šifre brez vrstice',
  Mapped: 'Preslikano',
  'Codes in use are those of the last {days} days: {orders, plural, one {# order} other {# orders}}.':
    'Štete so šifre zadnjih {days} dni: {orders, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}.',
  '{waiting, plural, one {# order waits} other {# orders wait}}':
    '{waiting, plural, one {# naročilo čaka} two {# naročili čakata} few {# naročila čakajo} other {# naročil čaka}}',
  'Not complete': 'Nepopolno',
  Complete: 'Popolno',
  'and {more} more': 'in še {more}',
  '{name} could not be asked for its codes ({failure}). Type them.':
    'Šifer iz {name} ni bilo mogoče prebrati ({failure}). Vpišite jih.',
  'Orders of the last {days} days. Version {version} of the settings.':
    'Naročila zadnjih {days} dni. Različica nastavitev: {version}.',
  'Show what changes…': 'Pokaži, kaj se spremeni …',
  'To change it, ask for the role “configure”.': 'Za spreminjanje je potrebna vloga »configure«.',
  'In Magento': 'V Magentu',
  Orders: 'Naročila',
  '{field} of {code}': '{field} za {code}',
  'another code': 'druga šifra',
  '{code} is mapped': '{code} je preslikano',
  'All others (*)': 'Vse drugo (*)',
  'not mapped': 'ni preslikano',
  'as all others': 'kot vse drugo',
  '{code} (not in the ERP)': '{code} (ni v ERP-ju)',
  'What changes': 'Kaj se spremeni',
  'Make it active': 'Uveljavi',
  '{goOn, plural, one {# order} other {# orders}} of the {orders} that a mapping holds would go on.':
    'Naročil, ki jih zadržuje preslikava: {orders}. Naprej {goOn, plural, one {bi šlo # naročilo} two {bi šli # naročili} few {bi šla # naročila} other {bi šlo # naročil}}.',
  'No order waits for a mapping.': 'Na preslikavo ne čaka nobeno naročilo.',
  'No order was sent yet that it could be compared on.':
    'Poslano še ni bilo nobeno naročilo, na katerem bi se dalo primerjati.',
  'Of the last {orders, plural, one {order} other {# orders}} {different} would be sent differently, and {newlyHeld} not at all.':
    'Zadnja naročila: {orders}. Drugače poslanih bi bilo {different}, neposlanih {newlyHeld}.',
  'Orders that are planned from now on use it. What is decided already is sent as it was decided.':
    'Velja za naročila, ki se načrtujejo od zdaj naprej. Kar je že odločeno, gre ven, kot je bilo odločeno.',
  'A new code in Magento': 'Nova šifra v Magentu',
  'A new code in the ERP': 'Nova šifra v ERP-ju',
  'It was wrong': 'Bilo je narobe',
  'Nothing is different from what is active already.': 'Nič ni drugače od tega, kar že velja.',
  'The mapping is changed: version {version} of the settings is active. What waited for it goes on by itself.':
    'Preslikava je spremenjena: velja različica {version} nastavitev. Kar je čakalo nanjo, gre naprej samo od sebe.',
}
