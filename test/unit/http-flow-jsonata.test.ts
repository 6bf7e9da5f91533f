import { afterAll, describe, expect, it } from 'vitest'
import { openCage } from '../../src/erp/http-flow/transform/open-cage.ts'

const cage = openCage()
afterAll(() => cage.close())

const world = { now: new Date('2026-03-29T00:30:00Z'), random: 0.25 }
const evaluate = async (expression: string, input: unknown, attributes = {}) =>
  (await cage.run({ kind: 'jsonata', expression }, input, attributes, world)).output

const order = {
  number: '1000017',
  customer: {
    name: 'Ana',
    'tax id': 'SI12345678',
    phones: [
      { type: 'home', no: '01' },
      { type: 'work', no: '02' },
      { type: 'work', no: '03' },
    ],
  },
  addresses: { billing: { zip: '4000' }, shipping: { zip: '1000' } },
  parcels: [
    {
      id: 'P1',
      lines: [
        { sku: 'A', price: 34.45, qty: 2 },
        { sku: 'B', price: 21.67, qty: 1 },
      ],
    },
    {
      id: 'P2',
      lines: [
        { sku: 'C', price: 107.99, qty: 1 },
        { sku: 'A', price: 34.45, qty: 4 },
      ],
    },
  ],
}

describe('JSONata in the cage answers as its documentation shows', () => {
  it.each<[behaviour: string, expression: string, output: unknown]>([
    ['a path', 'customer.name', 'Ana'],
    ['a name in backquotes', 'customer.`tax id`', 'SI12345678'],
    ['nothing where the path leads nowhere', 'customer.none', null],
    ['an index, and one from the end', '[customer.phones[0].no, customer.phones[-1].no]', ['01', '03']],
    ['a predicate with one match as a single value', "customer.phones[type='home'].no", '01'],
    ['a predicate with several matches as an array', "customer.phones[type='work'].no", ['02', '03']],
    ['an array also of one, with []', "customer.phones[type='home'].no[]", ['01']],
    ['a wildcard', 'addresses.*.zip', ['4000', '1000']],
    ['descendants', '**.sku', ['A', 'B', 'C', 'A']],
    ['a flattened path through arrays', 'parcels.lines.sku', ['A', 'B', 'C', 'A']],
    ['the parent of a value', "parcels.lines[sku='C'].%.id", 'P2'],
    ['joined texts', "customer.name & ' ' & number", 'Ana 1000017'],
    ['arithmetic and a sum', '$sum(parcels.lines.(price * qty))', 336.36],
    ['a comparison and a condition', "$sum(parcels.lines.qty) > 7 ? 'many' : 'few'", 'many'],
    ['membership', '"A" in parcels.lines.sku', true],
    ['an object for each', 'customer.phones.{type: no}', [{ home: '01' }, { work: '02' }, { work: '03' }]],
    ['groups', 'customer.phones{type: no}', { home: '01', work: ['02', '03'] }],
    ['groups with a sum', 'parcels.lines{sku: $sum($.qty)}', { A: 6, B: 1, C: 1 }],
    ['an order', 'parcels.lines^(>price, sku).sku', ['C', 'A', 'A', 'B']],
    [
      'positions below each parent',
      'parcels.lines#$i.{"n": $i, "s": sku}',
      [
        { n: 0, s: 'A' },
        { n: 1, s: 'B' },
        { n: 0, s: 'C' },
        { n: 1, s: 'A' },
      ],
    ],
    ['variables in a block', '($p := parcels.lines; $count($p))', 4],
    ['a function of its own', '($twice := function($x){ $x * 2 }; $map([1..3], $twice))', [2, 4, 6]],
    ['recursion', '($f := function($n){ $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))', 3628800],
    ['a filter and a fold', '$reduce($filter([1..10], function($n){ $n % 2 = 0 }), function($a, $b){ $a + $b })', 30],
    ['chained functions', "'a,b' ~> $split(',') ~> $join('-') ~> $uppercase", 'A-B'],
    ['a regular expression', '$replace("2026-03-29", /(\\d+)-(\\d+)-(\\d+)/, "$3.$2.$1")', '29.03.2026'],
    [
      'a transformed copy',
      '(parcels[0] ~> |lines|{"price": 0}, ["qty"]|).lines',
      [
        { sku: 'A', price: 0 },
        { sku: 'B', price: 0 },
      ],
    ],
    ['formatted numbers', "$formatNumber(1234.5, '#,##0.00')", '1,234.50'],
    ['keys and values', '$each(addresses, function($v, $k){ $k & $v.zip })', ['billing4000', 'shipping1000']],
    ['merged objects', '$merge([{"a": 1}, {"a": 2, "b": 3}])', { a: 2, b: 3 }],
    ['a range', '[1..3, 7]', [1, 2, 3, 7]],
    ['instants as text', '$fromMillis(0)', '1970-01-01T00:00:00.000Z'],
  ])('%s', async (_, expression, output) => expect(await evaluate(expression, order)).toEqual(output))
})

describe('JSONata in the cage', () => {
  it('has the given clock and the given chance', async () => {
    const expression = '{"now": $now(), "millis": $millis(), "random": $random(), "shuffled": $shuffle([1..20])}'
    const first = await evaluate(expression, {})
    expect(first).toMatchObject({ now: '2026-03-29T00:30:00.000Z', millis: world.now.getTime() })
    expect(await evaluate(expression, {})).toEqual(first)
  })

  it('reads attributes, and reckons money exactly', async () => {
    const expression =
      '{"store": $attributes.store, "sum": $moneyAdd(lines.gross), "net": $moneyRound($moneyDiv("100", "1.22", 4), 2)}'
    const output = await evaluate(expression, { lines: [{ gross: '0.10' }, { gross: '0.20' }] }, { store: 'de' })
    expect(output).toEqual({ store: 'de', sum: '0.3', net: '81.97' })
  })

  it('logs', async () => {
    const { log } = await cage.run(
      { kind: 'jsonata', expression: '($log("seen"); $log({"a": 1}, "warn"); 1)' },
      {},
      {},
      world,
    )
    expect(log).toEqual([
      { level: 'info', text: 'seen' },
      { level: 'warn', text: '{"a":1}' },
    ])
  })

  it.each([
    ['syntax', 'a +\n (b', 2],
    ['runtime', '{\n "a": $nothing(1)\n}', 2],
    ['runtime', '\n\n"a" * 2', 3],
  ] as const)('tells the line of a %s error', async (kind, expression, line) => {
    await expect(evaluate(expression, {})).rejects.toMatchObject({ name: 'TransformError', kind, line })
  })
})
