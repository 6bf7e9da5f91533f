export interface VatGroup {
  readonly code: string
  readonly name: string
  /** Percent. */
  readonly rate: number
}

export const EXEMPT = 'S0'

/** Every standard and reduced rate of the EU countries, Great Britain, Norway and Switzerland in 2026, and Romania's of 2025. */
const RATES = [
  27, 25.5, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13.5, 13, 12, 11, 10, 9.5, 9, 8.1, 8, 7, 6, 5.5, 5, 4.8, 4,
  3.8, 3, 2.6, 2.1,
]

/** S22, S95; 2.1 % would be the S21 of 21 %. */
const codeOf = (rate: number): string => (rate === 2.1 ? 'S2-1' : `S${String(rate).replace('.', '')}`)

/** One output VAT group for each rate, as a company has them that sells to all of these countries under OSS. */
export const TAXED: readonly VatGroup[] = RATES.map(rate => ({
  code: codeOf(rate),
  name: `Output VAT ${rate} %`,
  rate,
}))

export const UNTAXED: readonly VatGroup[] = [
  { code: EXEMPT, name: 'Exempt', rate: 0 },
  { code: 'SEU', name: 'EU supply, reverse charge', rate: 0 },
  { code: 'SEX', name: 'Export', rate: 0 },
]
