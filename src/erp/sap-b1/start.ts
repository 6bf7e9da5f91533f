import type { KindStart } from '../../domain/start-fields.ts'
import { trustFields } from '../trust-fields.ts'

/** What a new connection to SAP Business One cannot do without. All else has a default, or is mapped afterwards. */
export const sapB1Start: KindStart = {
  about: {
    en: 'Through its Service Layer, with a user of its own in the company.',
    de: 'Über den Service Layer, mit einem eigenen Benutzer in der Firma.',
    sl: 'Prek Service Layerja, z lastnim uporabnikom v podjetju.',
  },
  code: 'b1',
  settings: [
    {
      of: 'url',
      example: 'https://b1.example:50000',
      name: { en: 'Address of the Service Layer', de: 'Adresse des Service Layers', sl: 'Naslov Service Layerja' },
      about: {
        en: 'Without /b1s at the end. Its usual port is 50000.',
        de: 'Ohne /b1s am Ende. Der übliche Port ist 50000.',
        sl: 'Brez /b1s na koncu. Običajna vrata so 50000.',
      },
    },
    {
      of: 'companyDb',
      example: 'SBOSHOP',
      name: { en: 'Company database', de: 'Firmendatenbank', sl: 'Baza podjetja' },
      about: {
        en: 'Its name in SAP, as in the log-in window under “Database name”.',
        de: 'Ihr Name in SAP, wie im Anmeldefenster unter „Datenbankname“.',
        sl: 'Njeno ime v SAP, kot v prijavnem oknu pod »Ime baze podatkov«.',
      },
    },
    {
      of: 'version',
      name: { en: 'Version of the Service Layer', de: 'Version des Service Layers', sl: 'Različica Service Layerja' },
      about: {
        en: 'v2 from 10.0 FP 2105 on; v1 for older ones.',
        de: 'v2 ab 10.0 FP 2105, davor v1.',
        sl: 'v2 od 10.0 FP 2105 naprej, prej v1.',
      },
    },
    {
      of: 'localCurrency',
      example: 'EUR',
      name: { en: 'Currency of the books', de: 'Buchwährung', sl: 'Valuta knjig' },
      about: {
        en: 'Three letters, as the company keeps its accounts.',
        de: 'Drei Buchstaben, wie die Firma ihre Bücher führt.',
        sl: 'Tri črke, kot podjetje vodi knjige.',
      },
    },
    {
      of: 'gatewayUrl',
      rare: true,
      example: 'https://b1.example:60000',
      name: { en: 'Address of the API Gateway', de: 'Adresse des API Gateways', sl: 'Naslov API Gatewaya' },
      about: {
        en: 'It prints the PDFs of invoices. It can be added later.',
        de: 'Es druckt die PDFs der Rechnungen. Es kann später dazukommen.',
        sl: 'Natisne PDF računov. Dodate ga lahko pozneje.',
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
        en: 'Best one that only Orderbridge uses.',
        de: 'Am besten einer, den nur Orderbridge verwendet.',
        sl: 'Najbolje takšen, ki ga uporablja samo Orderbridge.',
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
