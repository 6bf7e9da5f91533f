import type { Messages } from '../say.tsx'

/** What flows say of a connection that is made on the page. */
export const toldConnect: Messages = {
  'it was connected on the page and does not send yet': 'povezano na strani, še ne pošilja',
  'the first run is not finished': 'prvi zagon še ni končan',
  'Tick “The ERP stands in a private network”, or enter an address that is reached from outside':
    'Označite »ERP je v zasebnem omrežju« ali vpišite naslov, ki je dosegljiv od zunaj',
  'Enter an address that is reached from outside. Or connect the store anew with “It stands in a private network” ticked (orderbridge pair CODE --allow-private-network), or set allowPrivateNetwork: true for it in the configuration file':
    'Vnesite naslov, ki je dosegljiv od zunaj. Ali pa trgovino povežite znova in pri tem označite »Je v zasebnem omrežju« (orderbridge pair CODE --allow-private-network) oziroma ji v konfiguracijski datoteki nastavite allowPrivateNetwork: true',
  'Enter an address that is reached from outside, or set policies.allowPrivateNetwork of the connection to true in the configuration file':
    'Vnesite naslov, ki je dosegljiv od zunaj, ali v konfiguracijski datoteki nastavite policies.allowPrivateNetwork povezave na true',
  'Enter an address that is reached from outside, or ask whoever runs Orderbridge for a login link for all stores':
    'Vnesite naslov, ki je dosegljiv od zunaj, ali skrbnika Orderbridgea prosite za prijavno povezavo za vse trgovine',
  'There is a connection with the code "{code}" already. Use another code.':
    'Povezava s kodo »{code}« že obstaja. Uporabite drugo kodo.',
  'Orders of store view "{view}" go to {erp}, whose code comes first. Leave that view out, or use a code that comes before "{code}".':
    'Naročila pogleda »{view}« gredo v {erp}, katerega koda je prej. Izpustite ta pogled ali uporabite kodo, ki je pred »{code}«.',
  'is missing': 'manjka',
  'must be an address that begins with http:// or https://': 'mora biti naslov, ki se začne s http:// ali https://',
  'must be a number': 'mora biti število',
  'must be a whole number': 'mora biti celo število',
  'does not have the right form': 'nima prave oblike',
  'must be at least {n} characters long': 'mora imeti vsaj toliko znakov: {n}',
  'must be at most {n} characters long': 'sme imeti največ toliko znakov: {n}',
  'must not hold a user or password: these go where the secrets are':
    'ne sme vsebovati uporabnika ali gesla: ta sodita med podatke za prijavo',
  'enter it again: the address is another one, and credentials are not sent there unseen':
    'vnesite znova: naslov je drug in podatki za prijavo ne gredo tja nevidno',
  '{name} cannot be removed: {reason}. Pause it under Runs, or change its address and credentials.':
    '{name} ni mogoče odstraniti: {reason}. Ustavite povezavo pod »Zagoni« ali spremenite naslov in podatke za prijavo.',
  'orders were planned for it': 'zanjo so bila načrtovana naročila',
  'something was sent to it, or waits to be sent': 'nekaj je bilo tja poslano ali na to čaka',
  'orders came from it': 'naročila so prišla od tam',
  'products of the shop come from it': 'izdelki trgovine prihajajo od tam',
  'orders wait for it': 'naročila čakajo nanjo',
  'the connection was removed': 'povezava je bila odstranjena',
}
