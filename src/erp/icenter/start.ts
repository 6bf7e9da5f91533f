import type { KindStart } from '../../domain/start-fields.ts'
import { trustFields } from '../trust-fields.ts'

/** What a new connection to iCenter cannot do without. All else has a default, or is mapped afterwards. */
export const icenterStart: KindStart = {
  about: {
    en: 'Through its Web API, with a user of its own and an order book for the shop.',
    de: 'Über die Web-API, mit einem eigenen Benutzer und einem Auftragsbuch für den Shop.',
    sl: 'Prek spletnega API-ja, z lastnim uporabnikom in knjigo naročil za trgovino.',
  },
  code: 'saop',
  settings: [
    {
      of: 'url',
      example: 'https://saop.example:82/iCenterAPI',
      name: { en: 'Address of the API', de: 'Adresse der API', sl: 'Naslov API-ja' },
      about: {
        en: 'With /iCenterAPI at the end.',
        de: 'Mit /iCenterAPI am Ende.',
        sl: 'Z /iCenterAPI na koncu.',
      },
    },
    {
      of: 'organisation',
      example: '1',
      name: { en: 'Number of the company', de: 'Nummer der Firma', sl: 'Številka podjetja' },
      about: { en: 'OrganisationId in iCenter.', de: 'OrganisationId in iCenter.', sl: 'OrganisationId v iCenterju.' },
    },
    {
      of: 'orderBook',
      example: 'VNK',
      name: { en: 'Order book', de: 'Auftragsbuch', sl: 'Knjiga naročil' },
      about: {
        en: 'Best one that nobody else writes into.',
        de: 'Am besten eines, in das sonst niemand schreibt.',
        sl: 'Najbolje takšna, v katero ne piše nihče drug.',
      },
    },
    {
      of: 'warehouse',
      example: '001',
      name: { en: 'Warehouse', de: 'Lager', sl: 'Skladišče' },
      about: {
        en: 'From which the orders are shipped. With its leading zeros.',
        de: 'Aus dem die Bestellungen versandt werden. Mit führenden Nullen.',
        sl: 'Iz katerega se naročila pošiljajo. Z vodilnimi ničlami.',
      },
    },
    {
      of: 'apiClientId',
      rare: true,
      name: { en: 'Client id of the API', de: 'Client-ID der API', sl: 'ID odjemalca API-ja' },
      about: {
        en: 'apiClientID of the API licence. Without it no PDFs are read.',
        de: 'apiClientID der API-Lizenz. Ohne sie werden keine PDFs gelesen.',
        sl: 'apiClientID licence za API. Brez njega se PDF ne berejo.',
      },
    },
    {
      of: 'timezone',
      rare: true,
      name: { en: 'Time zone of the server', de: 'Zeitzone des Servers', sl: 'Časovni pas strežnika' },
      about: {
        en: 'Its times carry none. A name like Europe/Ljubljana.',
        de: 'Seine Zeiten nennen keine. Ein Name wie Europe/Ljubljana.',
        sl: 'Njegovi časi ga ne povedo. Ime, kot je Europe/Ljubljana.',
      },
    },
    ...trustFields,
  ],
  secrets: [
    {
      of: 'user',
      legible: true,
      name: { en: 'User', de: 'Benutzer', sl: 'Uporabnik' },
      about: {
        en: 'With the right to use the API.',
        de: 'Mit dem Recht, die API zu benutzen.',
        sl: 'S pravico do uporabe API-ja.',
      },
    },
    {
      of: 'password',
      name: { en: 'Password', de: 'Passwort', sl: 'Geslo' },
      about: {
        en: 'Kept encrypted, and never shown again.',
        de: 'Wird verschlüsselt aufgehoben und nie wieder gezeigt.',
        sl: 'Shranjeno je šifrirano in nikoli več prikazano.',
      },
    },
  ],
}
