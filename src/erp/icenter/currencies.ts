import type { IcenterSettings } from './settings.ts'

/** iCenter names currencies by their ISO 4217 number (contract §1); the settings name what is called otherwise. */
const NUMBERS: Readonly<Record<string, string>> = {
  ALL: '008',
  BAM: '977',
  BGN: '975',
  CHF: '756',
  CZK: '203',
  DKK: '208',
  EUR: '978',
  GBP: '826',
  HRK: '191',
  HUF: '348',
  MKD: '807',
  NOK: '578',
  PLN: '985',
  RON: '946',
  RSD: '941',
  SEK: '752',
  TRY: '949',
  UAH: '980',
  USD: '840',
}

type Currencies = Pick<IcenterSettings, 'currencies' | 'localCurrency'>

/** "EUR" → "978"; undefined for one that neither we nor the settings know. */
export const currencyCode = ({ currencies }: Pick<Currencies, 'currencies'>, iso: string): string | undefined =>
  currencies[iso] ?? NUMBERS[iso]

/** "978" → "EUR"; a code that nobody knows stays as it is, so that it differs from the order's. */
export function currencyOf({ currencies, localCurrency }: Currencies, code: string | undefined): string {
  if (code === undefined) return localCurrency
  const known = { ...NUMBERS, ...currencies }
  return Object.entries(known).find(([, candidate]) => candidate === code)?.[0] ?? code
}
