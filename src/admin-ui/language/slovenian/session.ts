import type { Messages } from '../say.tsx'

/** Getting in, and why somebody does not. */
export const session: Messages = {
  'Link over': 'Povezava ni več veljavna',
  'Sign in': 'Prijava',
  'This link opens the page once, in this browser, for twelve hours.':
    'Ta povezava odpre stran enkrat, v tem brskalniku, za dvanajst ur.',
  'Open Orderbridge': 'Odpri Orderbridge',
  'This link is over': 'Ta povezava ne velja več',
  'It was used before, or its time ran out. Make a new one where Orderbridge runs:':
    'Bila je že uporabljena ali pa ji je potekel čas. Novo ustvarite tam, kjer teče Orderbridge:',
  'Open this page in the Magento admin, or with a login link. Where Orderbridge runs, this prints one:':
    'To stran odprite v skrbništvu Magenta ali s povezavo za prijavo. Kjer teče Orderbridge, jo izpiše ta ukaz:',
  'Asking Magento who is looking': 'Orderbridge sprašuje Magento, kdo gleda',
  'Your session is over. Open a new login link to go on; "orderbridge login-link" prints one.':
    'Vaša seja je potekla. Odprite novo povezavo za prijavo; izpiše jo »orderbridge login-link«.',
  'This came from another site, so nobody was signed in. Open the link itself.':
    'To je prišlo z drugega spletnega mesta, zato ni bil prijavljen nihče. Odprite povezavo neposredno.',
  'This came from another site, so nothing was done. Open the page and do it there.':
    'To je prišlo z drugega spletnega mesta, zato se ni zgodilo nič. Odprite stran in to naredite tam.',
  'This page is from an earlier session, so nothing was done. Load it again.':
    'Ta stran je iz prejšnje seje, zato se ni zgodilo nič. Znova jo naložite.',
  'Magento’s token was not accepted: it names no store that is configured here.':
    'Magentov žeton ni bil sprejet: ne navaja trgovine, ki bi bila tu nastavljena.',
  'Magento’s token was not accepted: {reason}.': 'Magentov žeton ni bil sprejet: {reason}.',
  'the token is too long': 'žeton je predolg',
  'the token lacks something that it has to say': 'v žetonu manjka podatek',
  'the token comes from the future: compare the clocks of both servers':
    'žeton je iz prihodnosti: primerjajte uri obeh strežnikov',
  'the token is valid for too long': 'žeton velja predolgo',
  'the token is for another store': 'žeton je za drugo trgovino',
  'the signature does not fit the session key of the store': 'podpis se ne ujema s ključem seje te trgovine',
  'the token was used for something else already': 'žeton je bil že uporabljen za nekaj drugega',
  'the token is over': 'žeton je potekel',
  'the token’s "{claim}" is not the expected one': '»{claim}« v žetonu ni pričakovan',
  'this is not a session token': 'to ni žeton seje',
}
