import { type Amount, amount } from '../../src/domain/amount.ts'

/** The set-up of the simulated company, as docs/flows/s4hana.yaml has it: in a real one each of these is its own. */

/** The one customer to whom the shop sells. */
export const CUSTOMER = '17100001'
/** Price, freight, cash on delivery, gift card. */
export const CONDITION_TYPES: readonly string[] = ['ZWPR', 'ZWFR', 'ZWCD', 'ZWGC']
/** Condition of the tax. */
export const TAX = 'MWST'
export const REJECTION = '00'

export const FIRST_ORDER = 18
export const FIRST_DELIVERY = 80_000_000
export const FIRST_BILLING_DOCUMENT = 90_000_000

/** Full and reduced, in percent. */
const RATES: Readonly<Record<string, readonly [full: string, reduced: string]>> = {
  SI: ['22', '9.5'],
  DE: ['19', '7'],
  IT: ['22', '10'],
}

/** @param country where it is taxed; one without rates is taxed as at home */
export function rateOf(country: string | undefined, isReduced: boolean): Amount {
  const [full, reduced] = RATES[country ?? ''] ?? ['22', '9.5']
  return amount(isReduced ? reduced : full)
}
