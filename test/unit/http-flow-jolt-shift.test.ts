import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jolt } from '../../src/erp/http-flow/transform/jolt/jolt.ts'
import type { Json } from '../../src/erp/http-flow/transform/jolt/json.ts'
import { matchStars, parseStar } from '../../src/erp/http-flow/transform/jolt/key-pattern.ts'

const shift = (spec: unknown, input: Json): Json => jolt([{ operation: 'shift', spec }])(input, {})

type Case = readonly [behaviour: string, spec: unknown, input: Json, output: Json]

const payments = { payment: { card: { paid: 40, due: 50 }, voucher: { paid: 10, due: 10 } } }

const KEYS: readonly Case[] = [
  ['moves a value to another path', { sku: 'item.code' }, { sku: 'A-1' }, { item: { code: 'A-1' } }],
  ['passes the whole input on', { '@': '' }, payments, payments],
  ['gives null where nothing matches', { nothing: 'here' }, { sku: 'A-1' }, null],
  [
    'passes null values on',
    { note: 'text', sub: { '*': 'all.&' } },
    { note: null, sub: { a: null } },
    { text: null, all: { a: null } },
  ],
  [
    'prefers a literal key to a star, and writes keys as values with $',
    {
      payment: {
        card: { paid: 'Paid', due: 'Due' },
        '*': { paid: 'others.&1.Paid', due: 'others.&1.Due', $: 'others.&1.Kind' },
      },
    },
    payments,
    { Paid: 40, Due: 50, others: { voucher: { Paid: 10, Due: 10, Kind: 'voucher' } } },
  ],
  ['takes the key that matched', { payment: { card: { '*': '&' } } }, payments, { paid: 40, due: 50 }],
  ['makes a list of keys', { payment: { '*': { $: 'kinds' } } }, payments, { kinds: ['card', 'voucher'] }],
  [
    'makes lists of keys and of values',
    { '*': { '@': 'x.values', $: 'x.keys' } },
    { net: 3, tax: 1 },
    { x: { values: [3, 1], keys: ['net', 'tax'] } },
  ],
  [
    'takes what a star stood for',
    { 'fee-main': 'Fee', 'fee-*': 'Fees.&(0,1)' },
    { 'fee-main': 1, 'fee-cod': 2, 'fee-wrap': 3 },
    { Fee: 1, Fees: { cod: 2, wrap: 3 } },
  ],
  [
    'puts a prefix before keys',
    { total: 't', fees: { '*': 'fee-&' } },
    { total: 1, fees: { cod: 2 } },
    { t: 1, 'fee-cod': 2 },
  ],
  [
    'tries keys with more stars first, and alternatives in their order',
    { a: 'x.one', 'b|c': 'x.either', d: 'x.four', 'd.*-*-*': 'x.three', 'd_*-*': 'x.two', 'd-*': 'x.star' },
    { a: 1, b: 2, c: 3, d: 4, 'd-1': 11, 'd-2': 12, 'd_2-1': 21, 'd_2-2': 22, 'd.3-1-1': 311, 'd.3-1-2': 312 },
    { x: { one: 1, either: [2, 3], four: 4, three: [311, 312], two: [21, 22], star: [11, 12] } },
  ],
  ['writes one value to several paths', { id: ['a', 'b.c'] }, { id: 7 }, { a: 7, b: { c: 7 } }],
  [
    'leaves out what goes to null, without giving it to the star',
    { '*': 'kept.&', password: null },
    { name: 'N', password: 'P' },
    { kept: { name: 'N' } },
  ],
  [
    'matches a key that is the same as one above',
    { lines: { '*': { '*': 'out.&1.&0', '&0': 'out.&1.label' } } },
    { lines: { first: { first: 'Label', qty: 2 } } },
    { out: { first: { label: 'Label', qty: 2 } } },
  ],
  [
    'matches scalar values as if they were keys',
    { guest: { true: { '#guest': 'kind' }, false: { '#registered': 'kind' } } },
    { guest: true },
    { kind: 'guest' },
  ],
  [
    'writes constants at a path that is looked up',
    { users: { '*': { blocked: { true: { '#no': 'may.@(3,code)' }, false: { '#yes': 'may.@(3,code)' } } } } },
    { users: { '17': { code: 'K17', blocked: true }, '18': { code: 'K18', blocked: false } } },
    { may: { K17: 'no', K18: 'yes' } },
  ],
  [
    'stops where array and object are mixed up',
    { id: 'Id', sums: { '0': { net: 'Net' } }, lines: { sku: 'Sku' } },
    { id: 1, sums: { net: 5 }, lines: [{ sku: 'A' }] },
    { Id: 1 },
  ],
  [
    'takes special characters for themselves behind a backslash, on both sides',
    { '\\@type': '\\@kind', '\\$ref': '\\$r', 'a\\*b': 'c\\*d', 'x\\&y': 'x\\&z', '\\[n\\]': 'n\\[\\]' },
    { '@type': 1, $ref: 2, 'a*b': 3, 'x&y': 4, '[n]': 5 },
    { '@kind': 1, $r: 2, 'c*d': 3, 'x&z': 4, 'n[]': 5 },
  ],
  [
    'writes and looks up keys with dots behind a backslash',
    { 'a.b': 'plain', use: { it: { '@(2,a\\.b)': 'x\\.y' } } },
    { 'a.b': 'v', use: { it: 1 } },
    { plain: 'v', 'x.y': 'v' },
  ],
]

const ARRAYS: readonly Case[] = [
  ['reads one index', { photos: { '1': 'photo-&-url' } }, { photos: ['A.jpg', 'B.jpg'] }, { 'photo-1-url': 'B.jpg' }],
  [
    'keeps the places of an array',
    { lines: { '*': { sku: 'rows[&1].code', sub: { '*': { id: 'rows[&3].subs.&1' } } } } },
    { lines: [{ sku: 'A', sub: { x: { id: 1 } } }, { sku: 'B' }] },
    { rows: [{ code: 'A', subs: { x: 1 } }, { code: 'B' }] },
  ],
  [
    'fills what is before an index with null',
    { a: 'rows[1].x', b: 'rows[1].y' },
    { a: 1, b: 2 },
    { rows: [null, { x: 1, y: 2 }] },
  ],
  ['takes the index from a key', { 'row-*-id': 'rows[&(0,1)].id' }, { 'row-1-id': 'x' }, { rows: [null, { id: 'x' }] }],
  [
    'makes a list of an object',
    { payment: { '*': '' } },
    payments,
    [
      { paid: 40, due: 50 },
      { paid: 10, due: 10 },
    ],
  ],
  [
    'numbers keys by an array index',
    { rows: { '*': { id: 'row-&1-id' } } },
    { rows: [{ id: 'a' }, { id: 'b' }] },
    { 'row-0-id': 'a', 'row-1-id': 'b' },
  ],
  [
    'counts matches with # to make a list of an object',
    { fees: { '*': { $: 'Fees[#2].Code', '@': 'Fees[#2].Amount' } } },
    { fees: { cod: 5, wrap: 4 } },
    {
      Fees: [
        { Code: 'cod', Amount: 5 },
        { Code: 'wrap', Amount: 4 },
      ],
    },
  ],
  [
    'counts at each level apart',
    { stock: { '*': { '*': { '@': 'S.&2.[#2].n', $: 'S.&2.[#2].k' } } } },
    { stock: { A: { main: 4 }, B: { main: 1, shop: 2 } } },
    {
      S: {
        A: [{ n: 4, k: 'main' }],
        B: [
          { n: 1, k: 'main' },
          { n: 2, k: 'shop' },
        ],
      },
    },
  ],
  ['makes an array of what meets at one path', { a: 'x', b: 'x' }, { a: 1, b: 2 }, { x: [1, 2] }],
  [
    'makes an array of one with []',
    { 'a-*': 'list[]', b: 'list2[].id' },
    { 'a-1': 1, b: 2 },
    { list: [1], list2: [{ id: 2 }] },
  ],
  [
    'inverts an object of lists',
    { groups: { '*': { '*': { '*': { $2: '&1.[]' } } } } },
    { groups: { red: ['a', 'b'], blue: ['a'] } },
    { a: ['red', 'blue'], b: ['red'] },
  ],
  [
    'writes parallel arrays into one list of objects',
    { names: { '*': 'rows[&].name' }, codes: { '*': 'rows[&].code' } },
    { names: ['Ana', 'Bor'], codes: ['A', 'B'] },
    {
      rows: [
        { name: 'Ana', code: 'A' },
        { name: 'Bor', code: 'B' },
      ],
    },
  ],
  [
    'enumerates a tree with several references in one part',
    { author: { '*': { 'id|name': '&2.[&1].&' } } },
    { author: [{ id: 1, name: 'N', other: 2 }] },
    { author: [{ id: 1, name: 'N' }] },
  ],
]

const LOOKUPS: readonly Case[] = [
  ['uses one value as the key of another', { '@name': '@code' }, { code: 'K', name: 'N' }, { K: 'N' }],
  [
    'uses them below a literal',
    { d: { '@(inner.name)': 'map.@code' } },
    { d: { code: 'K', inner: { name: 'N' } } },
    { map: { K: 'N' } },
  ],
  [
    'uses them between literals',
    { d: { '@name': 'map.@(in.code).name' } },
    { d: { in: { code: 'K' }, name: 'N' } },
    { map: { K: { name: 'N' } } },
  ],
  [
    'goes up and down again',
    { d: { b: { name: 'map.@(2,a.code).name' } } },
    { d: { a: { code: 9 }, b: { name: 'N' } } },
    { map: { '9': { name: 'N' } } },
  ],
  ['looks down by a reference', { '*': { '*': { '@&1': 'found' } } }, { data: [{ data: 'x' }] }, { found: 'x' }],
  [
    'reads array places',
    { d: { '@(f[0])': 'm.@(c[0])', '@(f[1])': 'm.@(c[1])' } },
    { d: { f: [1, 2], c: ['a', 'b'] } },
    { m: { a: 1, b: 2 } },
  ],
  [
    'writes objects under a value of theirs',
    { rows: { '*': 'by.@id' } },
    { rows: [{ id: '1', x: 2 }] },
    { by: { '1': { id: '1', x: 2 } } },
  ],
  ['writes nothing where the path finds nothing', { rows: { '*': 'by.@none' } }, { rows: [{ id: 1 }] }, null],
  [
    'makes text of true and false',
    { c: { '*': { id: 'by.@(1,on)[]' } } },
    { c: { a: { id: 1, on: true }, b: { id: 2, on: false } } },
    { by: { true: [1], false: [2] } },
  ],
  [
    'takes numbers and texts of numbers for an index, and leaves out all else',
    { c: { '*': { id: 'ids[@(1,at)]' } } },
    {
      c: {
        a: { id: 'A', at: 1 },
        b: { id: 'B', at: 0 },
        d: { id: 'D', at: 'x' },
        e: { id: 'E', at: '3' },
        f: { id: 'F', at: -1 },
      },
    },
    { ids: ['B', 'A', null, 'E'] },
  ],
  [
    'selects by a value and takes its neighbour',
    { books: { '*': { formats: { '*': { paper: { '@(3,title)': 'Paper[]' }, '*': { '@(3,title)': '&1[]' } } } } } },
    {
      books: [
        { title: 'A', formats: ['paper', 'web'] },
        { title: 'B', formats: ['web'] },
      ],
    },
    { Paper: ['A'], web: ['A', 'B'] },
  ],
  [
    'takes a whole object from above',
    { p: { '*': { moon: { mass: { '@2': 'with[]' } } } } },
    {
      p: [
        { n: 'E', moon: { mass: 1 } },
        { n: 'M', moon: null },
      ],
    },
    { with: [{ n: 'E', moon: { mass: 1 } }] },
  ],
  [
    'goes on matching below what it looked up, and tells null from nothing',
    { on: { true: { '@(2,who)': { '*': { id: 'ids[]' } }, '@(2,none)': 'none' } }, d: { '@book': 'books.@name' } },
    { on: true, who: { a: { id: 1 }, b: { id: 2 } }, d: { book: null, name: 'N' } },
    { ids: [1, 2], books: { N: null } },
  ],
  [
    'puts what a star stood for into the path that it looks up',
    { 'c*_doc': { 'D_*': { '@(2,c&(1,1)_street)': 'd&(2,1).street' } } },
    { c1_doc: 'D_1', c2_doc: 'D_1', c1_street: 'S1', c2_street: 'S2' },
    { d1: { street: 'S1' }, d2: { street: 'S2' } },
  ],
  [
    'merges parallel arrays by a place that it takes from the key',
    { codes: { '*': 'map.@(2,names[&])' } },
    { names: ['n', 'm'], codes: ['N', 'M'] },
    { map: { n: 'N', m: 'M' } },
  ],
]

describe('Jolt shift', () => {
  it.each(KEYS)('%s', (_, spec, input, output) => expect(shift(spec, input)).toEqual(output))
})
describe('Jolt shift and arrays', () => {
  it.each(ARRAYS)('%s', (_, spec, input, output) => expect(shift(spec, input)).toEqual(output))
})
describe('Jolt shift and values from elsewhere', () => {
  it.each(LOOKUPS)('%s', (_, spec, input, output) => expect(shift(spec, input)).toEqual(output))
})

describe('a key with stars', () => {
  it('takes what the shortest match of a regular expression takes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', '-', '*'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(pattern, text, (raw, key) => {
        const parsed = parseStar(raw)
        const expected = new RegExp(`^${raw.replaceAll('*', '(.+?)')}$`).exec(key)
        const taken = parsed.kind === 'star' ? matchStars(parsed.between, key) : raw === key ? [] : undefined
        expect(taken).toEqual(expected ? expected.slice(1) : undefined)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a shift specification', () => {
  it.each([
    ['has an empty object', { a: {} }, /empty {}/],
    ['has a key twice', { 'a|b': 'x', b: 'y' }, /twice/],
    ['has a star on the right', { a: 'x.*' }, /\* has no meaning/],
    ['mixes & and *', { '&1*': 'x' }, /cannot be mixed/],
    ['has keys below @', { '@': { a: 'x' } }, /cannot hold further keys/],
    ['lacks a bracket', { a: 'x[1' }, /] is missing/],
    ['has a number on the right', { a: 5 }, /right side is a path/],
    ['writes to an index in words', { a: 'x[one]' }, /\[one\] is not an array index/],
    ['is no object', 'x', /takes an object/],
  ])('is refused when it %s', (_, spec, message) => expect(() => shift(spec, {})).toThrow(message))

  it('is refused at work when a reference goes above the root', () => {
    expect(() => shift({ a: 'x.&7' }, { a: 1 })).toThrow('Operation 1 (shift): A reference goes up 7 levels')
  })

  it('cannot make an array of millions', () => {
    expect(() => shift({ a: 'x[@(1,n)]' }, { a: 1, n: 99_999_999 })).toThrow(/above 100000/)
  })
})

describe('what a shift gives', () => {
  it('never changes its input, also where parts of it are added to in the output', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map(value => JSON.parse(JSON.stringify(value)))
    const specs: unknown[] = [
      { '*': 'all', a: ['all', 'x.y'] },
      { '@': 'x', '*': 'x.&' },
      { a: ['p', 'q'], b: 'p[]', '*': { '*': 'q[]' } },
    ]
    fc.assert(
      fc.property(fc.record({ a: json, b: json, c: json }), fc.constantFrom(...specs), (input, spec) => {
        const before = structuredClone(input)
        shift(spec, input)
        expect(input).toEqual(before)
      }),
    )
  })

  it('adds to one place without touching another that has the same data', () => {
    expect(shift({ a: ['x', 'y'], b: 'x' }, { a: [1], b: 2 })).toEqual({ x: [1, 2], y: [1] })
  })

  it('holds a key named __proto__ as data', () => {
    const output = shift({ '*': 'x.&' }, JSON.parse('{"__proto__": {"evil": 1}}'))
    expect(JSON.stringify(output)).toBe('{"x":{"__proto__":{"evil":1}}}')
    expect(({} as { evil?: unknown }).evil).toBeUndefined() // a cast to look at what must not be there
  })
})
