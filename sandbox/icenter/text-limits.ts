import { invalid, type Problem } from './answer.ts'
import type { Company, Row } from './company.ts'

/** Texts that are longer than their column: refused or cut, as the variant says. */
export function tooLong<R extends Row>(company: Company, row: R): { readonly row: R; readonly problems: Problem[] } {
  const { textLimits, textTooLong } = company.variants
  const problems: Problem[] = []
  const kept: Row = { ...row }
  for (const [name, limit] of Object.entries(textLimits)) {
    const value = row[name]
    if (typeof value !== 'string' || [...value].length <= limit) continue
    if (textTooLong === 'cut') kept[name] = [...value].slice(0, limit).join('')
    else problems.push(invalid(`Podatek ${name} je predolg (največ ${limit} znakov)!`))
  }
  return { row: kept as R, problems } // the same elements, some texts shorter
}
