import { z } from 'zod'
import { type Amount, amount } from '../domain/amount.ts'
import { PAGE_SIZE, readPage } from './lists.ts'
import type { Rest } from './rest.ts'

export interface TaxRate {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Percent. */
  readonly rate: Amount
  /** As people in Magento call it: "DE-19". */
  readonly name: string
}

const row = z.object({ tax_country_id: z.string(), rate: z.union([z.number(), z.string()]), code: z.string() })

/** The first hundred, which is more than any shop of ours has. Needs Magento_Tax::manage_tax. */
export async function readTaxRates(rest: Rest): Promise<readonly TaxRate[]> {
  const rows = await readPage(rest, '/V1/taxRates/search', { groups: [], pageSize: PAGE_SIZE }, row)
  return rows.map(({ tax_country_id: country, rate, code }) => ({ country, rate: amount(rate), name: code }))
}
