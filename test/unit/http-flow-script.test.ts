import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import * as amounts from '../../src/domain/amount.ts'
import { checkTransform } from '../../src/erp/http-flow/transform/check.ts'
import { money } from '../../src/erp/http-flow/transform/inside/money.ts'
import { openCage } from '../../src/erp/http-flow/transform/open-cage.ts'

const cage = openCage()
afterAll(() => cage.close())

const world = { now: new Date('2026-07-01T10:00:00Z'), random: 0.5 }
const run = (source: string, input: unknown = {}, attributes: Record<string, string> = {}) =>
  cage.run({ kind: 'script', source }, input, attributes, world)

describe('a script gives its result', () => {
  it.each([
    ['as a variable', 'output = { n: input.a + 1 }'],
    ['as a declared variable', 'const output = { n: input.a + 1 }'],
    ['from main', 'function main(input) { return { n: input.a + 1 } }'],
    ['from an asynchronous main', 'const main = async order => { await null; return { n: order.a + 1 } }'],
  ])('%s', async (_, source) => expect((await run(source, { a: 1 })).output).toEqual({ n: 2 }))

  it('and is told when there is none', async () => {
    await expect(run('const result = 1')).rejects.toThrow('gives no result: assign it to output')
    expect(checkTransform({ kind: 'script', source: 'const result = 1' })).toHaveLength(1)
  })

  it.each([
    ['NaN, which JSON would turn into nothing', 'output = { total: 0 / 0 }', /holds NaN at "total"/],
    ['a BigInt', 'output = 1n', /BigInt/],
    ['a circle', 'output = {}; output.self = output', /circular/],
    ['a promise that stays open', 'output = new Promise(() => {})', /waits for a promise/],
  ])('but not %s', async (_, source, message) => await expect(run(source)).rejects.toThrow(message))
})

describe('attributes', () => {
  it('come in, can be changed, and go out as texts', async () => {
    const source =
      'attributes.order_exists = true; attributes.lines = input.n; delete attributes.old; output = attributes.store'
    const done = await run(source, { n: 3 }, { store: 'de', old: 'x' })
    expect(done).toMatchObject({ output: 'de', attributes: { store: 'de', order_exists: 'true', lines: '3' } })
    expect(done.attributes).not.toHaveProperty('old')
  })

  it('can be replaced as a whole', async () => {
    expect((await run('attributes = { a: "1" }; output = 0', {}, { b: '2' })).attributes).toEqual({ a: '1' })
  })

  it('hold no objects', async () => {
    await expect(run('attributes.a = {}; output = 0')).rejects.toThrow('The attribute "a" is no text')
  })
})

describe('the log', () => {
  it('tells level, text and line', async () => {
    const { log } = await run(
      'log.info("order", { a: 1 }, 5)\nfunction f() {\n  log.error(new TypeError("x"))\n}\nf()\noutput = 0',
    )
    expect(log).toEqual([
      { level: 'info', text: 'order {"a":1} 5', line: 1 },
      { level: 'error', text: 'TypeError: x', line: 3 },
    ])
  })

  it('is bounded in lines and in length', async () => {
    const { log } = await run('for (let i = 0; i < 500; i++) log.debug("x".repeat(5000)); output = 0')
    expect(log).toHaveLength(201)
    expect(log[0]?.text).toHaveLength(2_001)
    expect(log.at(-1)).toEqual({ level: 'warn', text: 'Lines that were left out: 300.' })
  })

  it('is kept when the script fails', async () => {
    await expect(run('log.warn("before")\nthrow new Error("no")')).rejects.toMatchObject({
      log: [{ level: 'warn', text: 'before', line: 1 }],
    })
  })
})

describe('errors', () => {
  it.each([
    ['runtime', 'const a = 1\nfunction f() {\n  return input.none.x\n}\noutput = f()', 3],
    ['runtime', '\n\nthrow new Error("stop")', 3],
    ['runtime', 'output =\n JSON.parse("{")', 2],
    ['syntax', 'let a = 1\nlet b = ;', 2],
  ] as const)('of kind %s tell the line of the source', async (kind, source, line) => {
    await expect(run(source)).rejects.toMatchObject({ name: 'TransformError', kind, line })
  })

  it.each([['null'], ['undefined'], ['"text"'], ['{ a: 1 }'], ['{ get message() { throw 1 } }']])(
    'are told where %s is thrown',
    async thrown => await expect(run(`throw ${thrown}`)).rejects.toMatchObject({ kind: 'runtime' }),
  )
})

describe('a script is checked before it runs', () => {
  it('with line and column', () => {
    const problems = checkTransform({ kind: 'script', source: 'let a = 1\nlet b = ;' })
    expect(problems).toEqual([{ line: 2, column: 9, message: "Unexpected token ';'" }])
  })
  it('without running it', () => {
    expect(checkTransform({ kind: 'script', source: 'while (true) {} output = 1' })).toEqual([])
  })
  it.each([
    [
      'a JSONata expression',
      { kind: 'jsonata', expression: 'a.\n b +' },
      { line: 2, message: 'Unexpected end of expression' },
    ],
    [
      'a Jolt specification',
      { kind: 'jolt', spec: [{ operation: 'x' }] },
      { message: expect.stringContaining('no operation "x"') },
    ],
    [
      'a source of a megabyte',
      { kind: 'script', source: `output = "${'x'.repeat(2 ** 20)}"` },
      { message: expect.stringContaining('at most 262,144') },
    ],
    [
      'brackets without end',
      { kind: 'jsonata', expression: '('.repeat(100_000) },
      { message: 'It nests too deep to be read.' },
    ],
    [
      'brackets without end in a script',
      { kind: 'script', source: '('.repeat(100_000) },
      { message: 'It nests too deep to be read.' },
    ],
  ] as const)('as is %s', (_, transform, problem) => expect(checkTransform(transform)).toMatchObject([problem]))
})

describe('what is given makes a run repeatable', () => {
  const source = `output = [
    new Date().toISOString(), Date.now(), now.getTime(), new Date(2026, 0, 31).toISOString(), Date(),
    new Date('2026-07-01T10:00:00').getHours(), new Date() instanceof Date, new Date().constructor === Date,
    Math.random(), random(), [3, 1, 2].sort(() => random() - 0.5),
  ]`

  it('in every zone', async () => {
    const before = process.env.TZ
    const outputs: unknown[] = []
    try {
      for (const zone of ['America/New_York', 'Asia/Tokyo']) {
        process.env.TZ = zone
        const elsewhere = openCage()
        outputs.push((await elsewhere.run({ kind: 'script', source }, {}, {}, world)).output)
        await elsewhere.close()
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
    expect(outputs[0]).toEqual(outputs[1])
    expect(Array.isArray(outputs[0]) && outputs[0].slice(0, 4)).toEqual([
      '2026-07-01T10:00:00.000Z',
      1782900000000,
      1782900000000,
      '2026-01-31T00:00:00.000Z',
    ])
  })

  it('and another seed gives other chances', async () => {
    const roll = async (random: number) =>
      (await cage.run({ kind: 'script', source: 'output = [random(), random()]' }, {}, {}, { ...world, random })).output
    expect(await roll(0.5)).toEqual(await roll(0.5))
    expect(await roll(0.5)).not.toEqual(await roll(0.25))
  })

  it('with numbers as they came', async () => {
    const input = [0.1, 1e21, -0.5, 123456789012345, 1e-7]
    expect((await run('output = input', input)).output).toEqual(input)
  })
})

describe('money', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 6 }))
    .map(([units, digits]) => amounts.amount(`${units}e-${digits}`))
  const digits = fc.integer({ min: 0, max: 6 })

  it('reckons as the bridge does', () => {
    fc.assert(
      fc.property(decimal, decimal, digits, (a, b, places) => {
        expect(money.add(a, b)).toBe(amounts.add(a, b))
        expect(money.sub(a, b)).toBe(amounts.subtract(a, b))
        expect(money.mul(a, b)).toBe(amounts.multiply(a, b))
        expect(money.round(a, places)).toBe(amounts.round(a, places))
        expect(money.fixed(a, places).replace(/^-(?=[0.]*$)/, '')).toBe(
          amounts.fixed(a, places).replace(/^-(?=[0.]*$)/, ''),
        )
        expect(money.compare(a, b)).toBe(amounts.compare(a, b))
      }),
    )
  })

  it('divides to so many digits, halves away from zero', () => {
    expect([money.div('100', '1.22', 2), money.div('1', '8', 2), money.div('-1', '8', 2)]).toEqual([
      '81.97',
      '0.13',
      '-0.13',
    ])
  })

  it('takes lists and JSON numbers, and refuses all else', async () => {
    const { output } = await run('output = [money.add(input), money.add("1.10", 2.2), money.fixed("12.4", 2)]', [
      '0.1',
      '0.2',
    ])
    expect(output).toEqual(['0.3', '3.3', '12.40'])
    await expect(run('output = money.add("1,10", "x")')).rejects.toThrow('money: "1,10" is not a decimal number')
    await expect(run('output = money.div("1", "0", 2)')).rejects.toThrow('division by zero')
  })
})
