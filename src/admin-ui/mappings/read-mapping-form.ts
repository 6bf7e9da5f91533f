import type { MappingChange } from '../../flows/mapping/change-mapping.ts'

export type FilledIn = Pick<MappingChange, 'base' | 'rows' | 'lone'>

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 200) : '')

/**
 * The fields of table-form.tsx: "base", "code.3" and "mapped.3" of a row, "value.3.expense" of its codes, and
 * "lone.exemptVatGroup". Rows without a code are the empty ones at the end.
 */
export function readMappingForm(fields: Readonly<Record<string, unknown>>): FilledIn {
  const numbers = Object.keys(fields).flatMap(name => /^code\.(\d{1,4})$/.exec(name)?.[1] ?? [])
  const valuesOf = (number: string) => {
    const prefix = `value.${number}.`
    const names = Object.keys(fields).filter(name => name.startsWith(prefix))
    return Object.fromEntries(names.map(name => [name.slice(prefix.length), textOf(fields[name])]))
  }
  const rows = numbers.map(number => ({
    code: textOf(fields[`code.${number}`]),
    mapped: textOf(fields[`mapped.${number}`]) !== '',
    values: valuesOf(number),
  }))
  const lone = Object.keys(fields).filter(name => name.startsWith('lone.'))
  return {
    base: Number(textOf(fields.base)) || 0,
    rows: rows.filter(({ code }) => code !== ''),
    lone: Object.fromEntries(lone.map(name => [name.slice('lone.'.length), textOf(fields[name])])),
  }
}
