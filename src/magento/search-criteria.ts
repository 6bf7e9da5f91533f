import { percentEncode } from '../domain/oauth1.ts'

/** Only conditions that Magento knows: it ignores an unknown one and answers with everything. */
const CONDITIONS = ['eq', 'neq', 'gt', 'gteq', 'lt', 'lteq', 'in', 'nin'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface Filter {
  readonly field: string
  readonly condition: Condition
  /** A list for `in` and `nin` only. Dates are compared as UTC text, so they are given as dates. */
  readonly value: string | number | Date | readonly (string | number)[]
}

export interface Criteria {
  /** Filters of one group are alternatives, groups are joined by "and" (recording orders-list-filter-or-group). */
  readonly groups: readonly (readonly Filter[])[]
  readonly sort?: readonly string[]
  /** The largest first. */
  readonly descending?: boolean
  readonly pageSize: number
  /** Magento's selection of fields: "items[entity_id,status]". An empty result then has `items: null`. */
  readonly fields?: string
}

/**
 * @returns the encoded query of a list call, ascending by `sort` unless told otherwise.
 * @throws RangeError for whatever Magento would misunderstand instead of refuse.
 */
export function searchQuery(criteria: Criteria): string {
  const parameters: [string, string][] = []
  criteria.groups.forEach((group, g) => {
    group.forEach((filter, f) => {
      const name = `searchCriteria[filter_groups][${g}][filters][${f}]`
      parameters.push([`${name}[field]`, checkedField(filter.field)])
      parameters.push([`${name}[condition_type]`, checkedCondition(filter.condition)])
      parameters.push([`${name}[value]`, valueText(filter)])
    })
  })
  criteria.sort?.forEach((field, i) => {
    parameters.push([`searchCriteria[sortOrders][${i}][field]`, checkedField(field)])
    parameters.push([`searchCriteria[sortOrders][${i}][direction]`, criteria.descending ? 'DESC' : 'ASC'])
  })
  if (!Number.isInteger(criteria.pageSize) || criteria.pageSize < 1) throw new RangeError('page size below 1')
  parameters.push(['searchCriteria[pageSize]', String(criteria.pageSize)])
  if (criteria.fields !== undefined) parameters.push(['fields', checkedFields(criteria.fields)])
  return parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
}

/** Magento's way of writing a time: UTC without a zone. It ignores an offset, and garbage matches everything. */
export function magentoTime(time: Date): string {
  if (Number.isNaN(time.getTime())) throw new RangeError('not a date')
  return time.toISOString().slice(0, 19).replace('T', ' ')
}

function valueText({ field, condition, value }: Filter): string {
  if (value instanceof Date) return magentoTime(value)
  const list = condition === 'in' || condition === 'nin'
  if (!Array.isArray(value)) {
    if (list) throw new RangeError(`${field}: ${condition} needs a list`)
    return String(value)
  }
  if (!list || value.length === 0) throw new RangeError(`${field}: a list that is not empty goes with in and nin only`)
  // Magento splits the value at its commas.
  if (value.some(member => String(member).includes(','))) throw new RangeError(`${field}: a value with a comma`)
  return value.join(',')
}

/** An unknown field is a 500 for orders (recording orders-list-error-bad-field). */
function checkedField(field: string): string {
  if (!/^[a-z_]+$/.test(field)) throw new RangeError(`not a field: ${field.slice(0, 40)}`)
  return field
}

function checkedCondition(condition: string): string {
  if (!CONDITIONS.some(known => known === condition)) throw new RangeError(`not a condition: ${condition.slice(0, 40)}`)
  return condition
}

function checkedFields(fields: string): string {
  if (!/^[a-z_,[\]]+$/.test(fields)) throw new RangeError(`not a selection of fields: ${fields.slice(0, 40)}`)
  return fields
}
