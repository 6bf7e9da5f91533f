import type { Messages } from '../say.tsx'

/** Getting in, and why somebody does not. */
export const session: Messages = {
  'Link over': 'Link abgelaufen',
  'Sign in': 'Anmelden',
  'This link opens the page once, in this browser, for twelve hours.':
    'Dieser Link öffnet die Seite einmal, in diesem Browser, für zwölf Stunden.',
  'Open Orderbridge': 'Orderbridge öffnen',
  'This link is over': 'Dieser Link gilt nicht mehr',
  'It was used before, or its time ran out. Make a new one where Orderbridge runs:':
    'Er wurde schon benutzt, oder seine Zeit ist um. Erzeugen Sie einen neuen dort, wo Orderbridge läuft:',
  'Open this page in the Magento admin, or with a login link. Where Orderbridge runs, this prints one:':
    'Öffnen Sie diese Seite in der Magento-Verwaltung oder mit einem Anmeldelink. Wo Orderbridge läuft, gibt dies einen aus:',
  'Asking Magento who is looking': 'Magento wird gefragt, wer zusieht',
  'Your session is over. Open a new login link to go on; "orderbridge login-link" prints one.':
    'Ihre Sitzung ist abgelaufen. Öffnen Sie einen neuen Anmeldelink; „orderbridge login-link“ gibt einen aus.',
  'This came from another site, so nobody was signed in. Open the link itself.':
    'Das kam von einer anderen Website, deshalb wurde niemand angemeldet. Öffnen Sie den Link selbst.',
  'This came from another site, so nothing was done. Open the page and do it there.':
    'Das kam von einer anderen Website, deshalb ist nichts geschehen. Öffnen Sie die Seite und tun Sie es dort.',
  'This page is from an earlier session, so nothing was done. Load it again.':
    'Diese Seite stammt aus einer früheren Sitzung, deshalb ist nichts geschehen. Laden Sie sie neu.',
  'Magento’s token was not accepted: it names no store that is configured here.':
    'Das Token von Magento wurde nicht angenommen: Es nennt keinen Shop, der hier eingerichtet ist.',
  'Magento’s token was not accepted: {reason}.': 'Das Token von Magento wurde nicht angenommen: {reason}.',
  'the token is too long': 'das Token ist zu lang',
  'the token lacks something that it has to say': 'dem Token fehlt eine Angabe',
  'the token comes from the future: compare the clocks of both servers':
    'das Token kommt aus der Zukunft: Vergleichen Sie die Uhren beider Server',
  'the token is valid for too long': 'das Token gilt zu lange',
  'the token is for another store': 'das Token ist für einen anderen Shop',
  'the signature does not fit the session key of the store': 'die Signatur passt nicht zum Sitzungsschlüssel des Shops',
  'the token was used for something else already': 'das Token wurde schon für etwas anderes benutzt',
  'the token is over': 'das Token ist abgelaufen',
  'the token’s "{claim}" is not the expected one': '„{claim}“ des Tokens ist nicht wie erwartet',
  'this is not a session token': 'das ist kein Sitzungs-Token',
}
