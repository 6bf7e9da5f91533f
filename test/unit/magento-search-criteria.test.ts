import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Criteria, type Filter, magentoTime, searchQuery } from '../../src/magento/search-criteria.ts'

const filtered = (filter: object): Criteria => ({ groups: [[filter as Filter]], pageSize: 10 }) // wrong ones on purpose
const read = (query: string) => Object.fromEntries(new URLSearchParams(query))

describe('searchQuery', () => {
  it('writes groups, filters, order, page size and fields as Magento reads them', () => {
    const query = searchQuery({
      groups: [
        [{ field: 'updated_at', condition: 'gteq', value: new Date('2026-01-31T10:22:31.900Z') }],
        [
          { field: 'entity_id', condition: 'in', value: [3, 5] },
          { field: 'status', condition: 'eq', value: 'a b&c=d' },
        ],
      ],
      sort: ['updated_at', 'entity_id'],
      pageSize: 50,
      fields: 'items[entity_id,items[sku]]',
    })
    expect(read(query)).toEqual({
      'searchCriteria[filter_groups][0][filters][0][field]': 'updated_at',
      'searchCriteria[filter_groups][0][filters][0][condition_type]': 'gteq',
      'searchCriteria[filter_groups][0][filters][0][value]': '2026-01-31 10:22:31',
      'searchCriteria[filter_groups][1][filters][0][field]': 'entity_id',
      'searchCriteria[filter_groups][1][filters][0][condition_type]': 'in',
      'searchCriteria[filter_groups][1][filters][0][value]': '3,5',
      'searchCriteria[filter_groups][1][filters][1][field]': 'status',
      'searchCriteria[filter_groups][1][filters][1][condition_type]': 'eq',
      'searchCriteria[filter_groups][1][filters][1][value]': 'a b&c=d',
      'searchCriteria[sortOrders][0][field]': 'updated_at',
      'searchCriteria[sortOrders][0][direction]': 'ASC',
      'searchCriteria[sortOrders][1][field]': 'entity_id',
      'searchCriteria[sortOrders][1][direction]': 'ASC',
      'searchCriteria[pageSize]': '50',
      fields: 'items[entity_id,items[sku]]',
    })
    expect(query).toMatch(/^[\w.~%=&-]+$/)
  })

  it('keeps any value in its place: no value becomes another parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), value => {
        const parsed = read(searchQuery(filtered({ field: 'increment_id', condition: 'eq', value })))
        expect(Object.keys(parsed)).toHaveLength(4)
        expect(parsed['searchCriteria[filter_groups][0][filters][0][value]']).toBe(value)
      }),
    )
  })

  it.each([
    ['a field with a bracket', { field: 'a][b', condition: 'eq', value: 1 }],
    ['an empty field', { field: '', condition: 'eq', value: 1 }],
    ['a condition that Magento would ignore', { field: 'a', condition: 'equals', value: 1 }],
    ['a list without in', { field: 'a', condition: 'eq', value: [1] }],
    ['in without a list', { field: 'a', condition: 'in', value: '1,2' }],
    ['an empty list, which would match nothing or everything', { field: 'a', condition: 'in', value: [] }],
    ['a member that would be split', { field: 'a', condition: 'in', value: ['x,y'] }],
    ['no date', { field: 'a', condition: 'gt', value: new Date(Number.NaN) }],
  ])('refuses %s', (_, filter) => {
    expect(() => searchQuery(filtered(filter))).toThrow(RangeError)
  })

  it('refuses a page size that is not one, and a selection of fields that is not one', () => {
    expect(() => searchQuery({ groups: [], pageSize: 0 })).toThrow(RangeError)
    expect(() => searchQuery({ groups: [], pageSize: 1, fields: 'items[a]&x=1' })).toThrow(RangeError)
  })
})

it('writes times in UTC to the second, whatever the machine thinks', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }), time => {
      const text = magentoTime(time)
      expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      expect(Date.parse(`${text.replace(' ', 'T')}Z`)).toBe(Math.floor(time.getTime() / 1000) * 1000)
    }),
  )
})
