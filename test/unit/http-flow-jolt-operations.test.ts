import { describe, expect, it } from 'vitest'
import { jolt } from '../../src/erp/http-flow/transform/jolt/jolt.ts'
import type { Json } from '../../src/erp/http-flow/transform/jolt/json.ts'

const apply = (operation: string, spec: unknown, input: Json): Json => jolt([{ operation, spec }])(input, {})

type Case = readonly [behaviour: string, spec: unknown, input: Json, output: Json]

describe('Jolt default', () => {
  it.each<Case>([
    ['leaves the input alone where there is nothing to fill in', {}, { a: { b: 1 } }, { a: { b: 1 } }],
    ['writes null as a value too', { note: null }, {}, { note: null }],
    ['makes empty objects and arrays', { list: [], map: {} }, {}, { list: [], map: {} }],
    [
      'fills literal keys first, then alternatives, then the star',
      {
        currency: 'EUR',
        fees: { 'cod|wrap': { label: 'Known', tax: '22' }, '*': { tax: '9.5', label: 'Other', shown: true } },
      },
      { fees: { cod: { label: 'COD' }, gift: {} } },
      {
        currency: 'EUR',
        fees: { cod: { label: 'COD', tax: '22', shown: true }, gift: { tax: '9.5', label: 'Other', shown: true } },
      },
    ],
    [
      'makes what literal keys name, and fills it by the others',
      { fees: { cod: { tax: '22' }, '*': { tax: '0', label: 'Fee' } } },
      {},
      { fees: { cod: { tax: '22', label: 'Fee' } } },
    ],
    [
      'takes the alternatives with fewer keys first, then the alphabet',
      { 'a|z': 'after x', 'a|x': 'a|x', 'x|b|y': 'three', 'z|b': 'two' },
      { a: null, b: null },
      { a: 'a|x', b: 'two' },
    ],
    [
      'fills an array by indexes, made long enough',
      { 'lines[]': { '*': { unit: 'pc' }, '2': { sku: 'SHIP' } } },
      { lines: [{ unit: 'm' }] },
      { lines: [{ unit: 'm' }, { unit: 'pc' }, { sku: 'SHIP', unit: 'pc' }] },
    ],
    [
      'lets an array be where the spec says object',
      { lines: { '*': { unit: 'pc' } } },
      { lines: [{}] },
      { lines: [{}] },
    ],
    [
      'lets an object be where the spec says array',
      { 'lines[]': { '*': { unit: 'pc' } } },
      { lines: {} },
      { lines: {} },
    ],
    [
      'makes nested arrays below stars',
      { '*': { '*': { 'label[]': { '1': 'L', '2': [1, 'x'] } } } },
      { fees: { cod: { n: 3 } } },
      { fees: { cod: { n: 3, label: [null, 'L', [1, 'x']] } } },
    ],
    [
      'takes an array for the whole input',
      { '*': { unit: 'pc' }, '2': { unit: 'm' } },
      [{ unit: 'kg' }, {}],
      [{ unit: 'kg' }, { unit: 'pc' }, { unit: 'm' }],
    ],
    [
      'takes arrays of arrays',
      { '*[]': { '*': { o: { u: 1 } } } },
      [[{ o: {} }, {}]],
      [[{ o: { u: 1 } }, { o: { u: 1 } }]],
    ],
  ])('%s', (_, spec, input, output) => expect(apply('default', spec, input)).toEqual(output))

  it('refuses names below a key with []', () => {
    expect(() => apply('default', { 'lines[]': { first: 1 } }, {})).toThrow(
      '"first": below a key with [] stand indexes',
    )
  })
})

describe('Jolt remove', () => {
  it.each<Case>([
    [
      'takes keys out at any depth',
      { id: '', inner: { c: '' } },
      { id: 1, kept: 2, inner: { a: 1, c: 2 } },
      { kept: 2, inner: { a: 1 } },
    ],
    [
      'passes over what is not there',
      { none: '', inner: { a: { b: '' } }, text: { '*': '' } },
      { inner: { x: 1 }, text: 'T' },
      { inner: { x: 1 }, text: 'T' },
    ],
    ['takes alternatives', { 'a|b': '' }, { a: 1, b: 2, c: 3 }, { c: 3 }],
    [
      'takes what stars stand for, of one character at least',
      { 'x-*$*': '' },
      { 'x-1$en': 1, 'x-$en': 2, 'x-1$': 3, 'x-': 4 },
      { 'x-$en': 2, 'x-1$': 3, 'x-': 4 },
    ],
    [
      'goes through stars',
      { 'set*': { '*': { a: '' } } },
      { set1: { p: { a: 1, b: 2 } }, other: { p: { a: 1 } } },
      { set1: { p: { b: 2 } }, other: { p: { a: 1 } } },
    ],
    ['goes through arrays', { '*': { '*': { drop: '' } } }, [[{ drop: 1, keep: 2 }]], [[{ keep: 2 }]]],
    [
      'takes places of an array by their old number',
      { rows: { '0': '', '2': '', '4': '', '10': '', '-8': '', a: '' } },
      { rows: ['a', 'b', 'c', 'd', 'e'] },
      { rows: ['b', 'd'] },
    ],
    ['knows no partial star in arrays', { rows: { 'a*': { x: '' } } }, { rows: [{ x: 1 }] }, { rows: [{ x: 1 }] }],
  ])('%s', (_, spec, input, output) => expect(apply('remove', spec, input)).toEqual(output))

  it('refuses a value on the right', () => {
    expect(() => apply('remove', { a: 'x' }, {})).toThrow('the right side of a remove is "" or an object')
  })
})

describe('Jolt cardinality', () => {
  it.each<Case>([
    [
      'takes the first of several',
      { a: { b: 'ONE' }, c: 'ONE' },
      { a: { b: [5, 4] }, c: [{ x: 1 }, 2] },
      { a: { b: 5 }, c: { x: 1 } },
    ],
    [
      'leaves what is one already',
      { a: 'ONE', b: 'ONE', c: 'ONE' },
      { a: 'x', b: { y: 1 }, c: null },
      { a: 'x', b: { y: 1 }, c: null },
    ],
    ['makes null of an empty array', { a: 'ONE' }, { a: [] }, { a: null }],
    [
      'makes an array of one',
      { a: 'MANY', b: 'MANY', c: 'MANY' },
      { a: { x: 1 }, b: 'y', c: [1] },
      { a: [{ x: 1 }], b: ['y'], c: [1] },
    ],
    ['makes an empty array of null, and none of nothing', { a: 'MANY', b: 'MANY' }, { a: null }, { a: [] }],
    [
      'prefers a name to a star',
      { 'line-*': 'ONE', 'line-all': 'MANY' },
      { 'line-1': [1, 2], 'line-all': 3 },
      { 'line-1': 1, 'line-all': [3] },
    ],
    [
      'goes through arrays',
      { rows: { '*': { url: 'ONE' } } },
      { rows: [{ url: [1, 2] }, { url: [3] }] },
      { rows: [{ url: 1 }, { url: 3 }] },
    ],
    [
      'changes a value with @ before what is in it',
      { rows: { '@': 'MANY', '*': { url: 'ONE' } }, views: { '@': 'ONE', count: 'MANY' } },
      { rows: { url: [1, 2] }, views: [{ count: 7 }, { count: 8 }] },
      { rows: [{ url: 1 }], views: { count: [7] } },
    ],
  ])('%s', (_, spec, input, output) => expect(apply('cardinality', spec, input)).toEqual(output))

  it('refuses another word', () => {
    expect(() => apply('cardinality', { a: 'SOME' }, {})).toThrow('the right side is "ONE" or "MANY"')
  })
})

describe('Jolt sort', () => {
  it('sorts keys at every level, tildes first, and leaves arrays in their order', () => {
    const input = { tax: 9, '': 0, net: 3, '~id': 1, list: ['z', 'a', { z: 1, '~a': 2, b: 3 }] }
    expect(JSON.stringify(apply('sort', undefined, input))).toBe(
      '{"~id":1,"":0,"list":["z","a",{"~a":2,"b":3,"z":1}],"net":3,"tax":9}',
    )
  })
})

describe('a Jolt chain', () => {
  it('hands what one operation gives to the next', () => {
    const chain = [
      { operation: 'shift', spec: { lines: { '*': { sku: 'rows[&1].code', qty: 'rows[&1].quantity' } } } },
      { operation: 'default', spec: { 'rows[]': { '*': { unit: 'pc' } } } },
      { operation: 'remove', spec: { rows: { '*': { quantity: '' } } } },
    ]
    expect(jolt(chain)({ lines: [{ sku: 'A', qty: 1 }] }, {})).toEqual({ rows: [{ code: 'A', unit: 'pc' }] })
  })

  it('changes nothing that two places share', () => {
    const chain = [
      { operation: 'shift', spec: { address: ['billing', 'shipping'] } },
      { operation: 'modify-overwrite-beta', spec: { billing: { kind: 'B' } } },
    ]
    expect(jolt(chain)({ address: { city: 'Kranj' } }, {})).toEqual({
      billing: { city: 'Kranj', kind: 'B' },
      shipping: { city: 'Kranj' },
    })
  })

  it.each([
    [
      'an operation that is not there',
      [{ operation: 'shfit', spec: {} }],
      /Operation 1 \(shfit\): There is no operation "shfit"/,
    ],
    ['a Java class', [{ operation: 'com.example.Mine', spec: {} }], /no operation "com.example.Mine"/],
    ['no operation', [{ spec: {} }], /Operation 1: Each part of a chain/],
    ['nothing', [], /The chain is empty/],
    ['a wrong second part', [{ operation: 'sort' }, { operation: 'remove', spec: 7 }], /Operation 2 \(remove\)/],
  ])('is refused with %s', (_, spec, message) => expect(() => jolt(spec)).toThrow(message))
})
