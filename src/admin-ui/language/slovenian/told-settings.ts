import type { Messages } from '../say.tsx'

/** Settings that are changed on the page, and alerts by mail. */
export const toldSettings: Messages = {
  'and {n} more settings changed': 'in še {n} drugih nastavitev',
  'The code "{code}" is there twice. Keep one of the rows.':
    'Šifra »{code}« je vpisana dvakrat. Obdržite eno od vrstic.',
  'Somebody changed the settings of {what} in the meantime: active is version {active}, and you filled in version {filled}. Load the page again.':
    'Nekdo je medtem spremenil nastavitve {what}: velja različica {active}, izpolnili ste različico {filled}. Naložite stran znova.',
  'Somebody changed the settings of {what} in the meantime. Load the page again.':
    'Nekdo je medtem spremenil nastavitve {what}. Naložite stran znova.',
  'Say why: whoever looks later will want to know.': 'Napišite zakaj: kdor bo gledal pozneje, bo to želel vedeti.',
  'Connection {name} has no mapping "{table}".': 'Povezava {name} nima preslikave »{table}«.',
  '"{name}" is not changed on this page.': '»{name}« se ne spreminja na tej strani.',
  'These settings cannot be used for {what}: {mistakes}. Nothing was changed.':
    'Teh nastavitev za {what} ni mogoče uporabiti: {mistakes}. Nič ni bilo spremenjeno.',
  'Tell of problems by mail': 'Obvesti o težavah po e-pošti',
  'The alert was mailed.': 'Obvestilo je bilo poslano.',
  'has a row without its first value': 'ima vrstico brez prve vrednosti',
  'is there twice: keep one of the rows': 'je tu dvakrat: obdržite eno od vrstic',
  'needs a sender: set mail.from of the store as well': 'potrebuje pošiljatelja: izpolnite tudi mail.from trgovine',
  '{name} takes no payments from outside: use never': '{name} ne sprejema plačil od zunaj: izberite »se ne knjiži«',
  '{name} takes back nothing from outside: use problem': '{name} od zunaj ne sprejema vračil: izberite »odloči človek«',
  'These settings cannot be used for store {store}: {mistakes}. Nothing was changed.':
    'Teh nastavitev za trgovino {store} ni mogoče uporabiti: {mistakes}. Nič ni bilo spremenjeno.',
  'These settings cannot be used for connection {code}: {mistakes}. Nothing was changed.':
    'Teh nastavitev za povezavo {code} ni mogoče uporabiti: {mistakes}. Nič ni bilo spremenjeno.',
  'Somebody changed the settings of store {store} in the meantime. Load the page again.':
    'Nekdo je medtem spremenil nastavitve trgovine {store}. Naložite stran znova.',
  'Somebody changed the settings of connection {code} in the meantime. Load the page again.':
    'Nekdo je medtem spremenil nastavitve povezave {code}. Naložite stran znova.',
  'It becomes a new version, and the present one stays the way back.':
    'Nastane nova različica, sedanja pa ostane pot nazaj.',
  'What only the configuration file changes (addresses, limits of calls) stays as it is.':
    'Kar spreminja samo konfiguracijska datoteka (naslovi, omejitve klicev), ostane, kot je.',
  'Version {n} is the active one already.': 'Različica {n} je že aktivna.',
  'Back to version {n}: {reason}': 'Nazaj na različico {n}: {reason}',
  'applied from a configuration file': 'iz konfiguracijske datoteke',
  'what was there before versions were kept': 'kar je bilo, preden so se hranile različice',
  'connected with its Magento': 'povezano s svojim Magentom',
  'No version of {place} is kept yet.': 'Za {place} še ni shranjene različice.',
  'There is no version {n} of {place}. "orderbridge settings versions {same}" lists them.':
    'Za {place} ni različice {n}. Izpiše jih »orderbridge settings versions {same}«.',
  'Version {n} of {code} calls {servers}, which gets no credentials yet. Enter them with it ({names}): what is kept is not sent there unseen. On the command line: --secrets.':
    'Različica {n} povezave {code} kliče {servers}, kamor dostopni podatki še ne gredo. Vnesite jih zraven ({names}): kar je shranjeno, se tja ne pošlje kar tako. V ukazni vrstici: --secrets.',
  'Nothing is brought to Magento any more. What is there stays.':
    'V Magento se ne prenaša nič več. Kar je tam, ostane.',
  'Within a minute everything is read from the ERP, and what differs is written to Magento.':
    'V minuti se iz ERP prebere vse, in kar odstopa, se zapiše v Magento.',
  'With these settings nothing is brought to Magento.': 'S temi nastavitvami se v Magento ne prenaša nič.',
  'must be at most {limit}, because the installation keeps no more: {months} is too many':
    'sme biti največ {limit}, ker namestitev ne hrani več: {months} je preveč',
  'What was deleted already does not come back.': 'Kar je že izbrisano, se ne vrne.',
}
