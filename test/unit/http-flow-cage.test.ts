import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { openCage } from '../../src/erp/http-flow/transform/open-cage.ts'
import type { Transform, TransformLimits } from '../../src/erp/http-flow/transform/transform.ts'

const cage = openCage()
afterAll(() => cage.close())

const world = { now: new Date('2026-07-01T10:00:00Z'), random: 0.5 }
const run = (transform: Transform, input: unknown = {}, limits: Partial<TransformLimits> = {}) =>
  cage.run(transform, input, {}, world, limits)
const script = (source: string): Transform => ({ kind: 'script', source })
const jsonata = (expression: string): Transform => ({ kind: 'jsonata', expression })
const doubling = (times: number): Transform => ({
  kind: 'jolt',
  spec: Array.from({ length: times }, () => ({ operation: 'shift', spec: { '@': ['a', 'b'] } })),
})

/** The order after a runaway one. */
async function servesTheNextOrder() {
  expect((await run(script('output = input.number'), { number: '17' })).output).toBe('17')
}

describe('a runaway is stopped in its time, and the next order is served', () => {
  it.each([
    ['a script that never ends', script('while (true) {}')],
    ['a script that catches everything and goes on', script('for (;;) try { throw 1 } catch {}')],
    ['a getter that never ends, read when the output is written', script('output = { get a() { for (;;); } }')],
    ['a thrown object that never ends', script('throw { get message() { for (;;); } }')],
    ['a regular expression with exponential time', script('output = /^(a+)+$/.test("a".repeat(50) + "b")')],
    [
      'a search in a long text, which cannot be interrupted',
      script('const a = "a".repeat(2e6); output = a.indexOf("a".repeat(1e6) + "b")'),
    ],
    ['a JSONata function that calls itself for ever', jsonata('($f := function($x){ $f($x + 1) }; $f(1))')],
    ['a JSONata expression with exponential time', jsonata('$match($join([1..50].("a")) & "b", /^(a+)+$/)')],
    ['a Jolt chain that doubles its output', doubling(60)],
    ['an output of 100,000 levels', script('let all = []; for (let i = 0; i < 1e5; i++) all = [all]; output = all')],
  ])('%s', async (_, transform) => {
    await expect(run(transform, { a: 1 }, { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'timeout' })
    await servesTheNextOrder()
  })
})

it('a promise that is followed by another for ever ends by its time or its memory, whichever is used up first', async () => {
  const endless = script('const f = () => Promise.resolve().then(f); f(); output = 1')
  await expect(run(endless, {}, { timeoutMs: 100, memoryBytes: 256 * 1024 * 1024 })).rejects.toMatchObject({
    kind: 'timeout',
  })
  // What its promises swallow must not pass for its result.
  await expect(run(endless, {}, { timeoutMs: 20_000, memoryBytes: 16 * 1024 * 1024 })).rejects.toMatchObject({
    kind: 'memory',
  })
  await servesTheNextOrder()
})

describe('a glutton is stopped at its memory, and the next order is served', () => {
  const limits = { timeoutMs: 30_000 }
  it.each([
    ['an array of arrays', script('const all = []; for (;;) all.push(new Array(1000).fill(1))')],
    ['texts', script('const all = []; for (;;) all.push("x".repeat(1000) + all.length)')],
    ['one text that doubles', script('let all = "x"; for (;;) all += all')],
    ['typed arrays', script('const all = []; for (;;) all.push(new Uint8Array(1e6))')],
    ['keys of an object', script('const all = {}; for (let i = 0; ; i++) all["k" + i] = i')],
    ['an output of 100 MB', script('const part = "x".repeat(1e6); output = Array.from({ length: 100 }, () => part)')],
    ['a mapping of 100 MB', jsonata('[1..100000].{"text": $pad("", 1000, "x")}')],
    ['a long range', jsonata('[1..9999999]')],
    ['recursion without end', jsonata('($f := function($x){ 1 + $f($x + 1) }; $f(1))')],
  ])('%s', async (_, transform) => {
    await expect(run(transform, {}, limits)).rejects.toMatchObject({
      kind: 'memory',
      message: expect.stringMatching(/needed more than 32 MB of memory and was stopped\.$/),
    })
    await servesTheNextOrder()
  })

  it('a larger memory lets the same script through', async () => {
    const source = script('const all = []; for (let i = 0; i < 6e5; i++) all.push({ i }); output = all.length')
    await expect(run(source, {}, { ...limits, memoryBytes: 16 * 2 ** 20 })).rejects.toMatchObject({ kind: 'memory' })
    expect((await run(source, {}, { ...limits, memoryBytes: 256 * 2 ** 20 })).output).toBe(6e5)
  })

  it('and what came near the limit does not make a glutton of the next', async () => {
    const near = 'const all = []; for (let i = 0; i < 3e5; i++) all.push({ i }); output = all.length'
    expect((await run(script(near), {}, limits)).output).toBe(3e5)
    await expect(run(script('output = null.x'), {}, limits)).rejects.toMatchObject({ kind: 'runtime' })
  })

  it('an input too large is not even taken in', async () => {
    await expect(run(script('output = 1'), 'x'.repeat(9e6))).rejects.toThrow(
      'The input has 8.6 MB, too much for a memory of 32 MB',
    )
  })
})

describe('depth and size of what comes out are bounded', () => {
  it.each([
    ['an output above the limit', script('output = "x".repeat(5e6)'), 'output', /5,000,0\d\d bytes; at most 4,194,304/],
    [
      'an output of 200 levels',
      script('let all = []; for (let i = 0; i < 200; i++) all = [all]; output = all'),
      'output',
      /deeper than 100 levels/,
    ],
    [
      'a function without end',
      script('const f = () => f() + 1; output = f()'),
      'runtime',
      /^The script failed: It nests too deep/,
    ],
    ['brackets without end', script('eval("(".repeat(1e6))'), 'runtime', /nests too deep/],
    ['a JSON text without end', script('JSON.parse("[".repeat(1e6))'), 'runtime', /nests too deep/],
  ])('%s', async (_, transform, kind, message) => {
    await expect(run(transform, {}, { timeoutMs: 20_000 })).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message),
    })
    await servesTheNextOrder()
  })

  it('an output just within the limit comes out whole', async () => {
    const { output } = await run(script('output = "\\"x\\\\".repeat(600000)'), {}, { timeoutMs: 20_000 })
    expect(output).toBe('"x\\'.repeat(600_000))
  })

  it('brackets in texts are no depth', async () => {
    expect((await run(script('output = "[{".repeat(500) + "\\\\\\""'))).output).toHaveLength(1_002)
  })

  it('an input without end is refused', async () => {
    let deep: unknown[] = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    await expect(run(script('output = 1'), deep)).rejects.toMatchObject({
      kind: 'runtime',
      message: /^The input is no JSON/,
    })
  })
})

describe('nothing outside can be reached', () => {
  const names =
    'require process fetch module exports global Deno Bun WebAssembly setTimeout Worker XMLHttpRequest std os console navigator'
  it('there is nothing there by name', async () => {
    const { output } = await run(script(`output = '${names}'.split(' ').filter(name => name in globalThis)`))
    expect(output).toEqual([])
  })

  it.each([
    ['Function', 'output = Function("return typeof process + typeof require")()'],
    ['a constructor', 'output = log.info.constructor("return typeof process + typeof require")()'],
    [
      'the constructor of an asynchronous function',
      'async function main() { return await (async () => {}).constructor("return typeof process + typeof require")() }',
    ],
    ['indirect eval', 'output = (0, eval)("typeof process + typeof require")'],
    [
      'an error of the bridge',
      'try { log.info({ toJSON() { throw Error("x") } }) } catch (error) { output = error.constructor.constructor("return typeof process + typeof require")() }',
    ],
  ])('not by %s', async (_, source) => expect((await run(script(source))).output).toBe('undefinedundefined'))

  it.each(['node:fs', 'fs', '/etc/passwd', 'file:///etc/passwd', '../../../../config.ts', 'https://example.com/x.js'])(
    'not by import("%s")',
    async name => {
      const source = `async function main() { try { await import(${JSON.stringify(name)}) } catch (error) { return error.message } return 'loaded' }`
      expect((await run(script(source))).output).toMatch(/could not load module/)
    },
  )

  it.each([
    'constructor',
    '__proto__',
    '$string.constructor',
    '$log.constructor("return 1")()',
    '$attributes.constructor',
    '$eval("constructor")',
    '$lookup({}, "__proto__")',
    '$.__proto__.constructor',
    '$moneyAdd.constructor',
  ])('not by JSONata: %s', async expression => {
    const output = await run(jsonata(expression), { a: 1 }).then(
      done => done.output,
      error => error.kind,
    )
    expect([null, 'runtime']).toContainEqual(output)
  })
})

describe('one order knows nothing of another', () => {
  it.each([
    [
      'variables',
      'globalThis.seen = 1; var kept = 2; output = 0',
      'output = [typeof seen, typeof kept]',
      ['undefined', 'undefined'],
    ],
    [
      'prototypes',
      'Object.prototype.seen = 1; Array.prototype.map = () => 1; output = 0',
      'output = [({}).seen ?? null, [1].map(x => x + 1)]',
      [null, [2]],
    ],
    [
      'what is given',
      'money.add = () => "0"; log.info = 1; Math.random = Date.now = () => 0; output = 0',
      'output = [money.add("1", "2"), Date.now() > 0]',
      ['3', true],
    ],
    ['JSON', 'JSON.stringify = () => \'{"output":"forged","attributes":{}}\'; output = 0', 'output = "mine"', 'mine'],
  ])('by %s', async (_, first, second, expected) => {
    await run(script(first)).catch(() => {}) // what it breaks, it breaks for itself
    expect((await run(script(second))).output).toEqual(expected)
  })

  it('by a polluted prototype on our side', async () => {
    const { output } = await run(script('output = JSON.parse(\'{"__proto__": {"seen": 1}}\')'))
    expect(JSON.stringify(output)).toBe('{"__proto__":{"seen":1}}')
    const { attributes } = await run(
      script('attributes = JSON.parse(\'{"__proto__": "x", "constructor": "y"}\'); output = 0'),
    )
    expect([Object.getPrototypeOf(attributes), attributes.constructor]).toEqual([Object.prototype, 'y'])
    expect('seen' in {}).toBe(false)
  })

  it('by an answer that no run can give', async () => {
    const forged = 'JSON.stringify = () => \'{"output":1,"attributes":{"a":5},"more":1}\'; output = 0'
    await expect(run(script(forged))).rejects.toMatchObject({ name: 'TransformError', kind: 'output' })
  })
})

describe('a cage', () => {
  it('serves many at once, each with its own result', async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => at)
    const outputs = await Promise.all(numbers.map(async n => (await run(script('output = input * 2'), n)).output))
    expect(outputs).toEqual(numbers.map(n => n * 2))
  })

  it('counts the time of a run from its turn, not from when it was asked for', async () => {
    const slow = run(script('while (true) {}'), {}, { timeoutMs: 600 })
    const next = run(script('output = 1'), {}, { timeoutMs: 300 })
    await expect(slow).rejects.toMatchObject({ kind: 'timeout' })
    expect((await next).output).toBe(1)
  })

  it('does not keep its process alive, and needs nothing that the process was started with', async () => {
    const code = `import { openCage } from ${JSON.stringify(new URL('../../src/erp/http-flow/transform/open-cage.ts', import.meta.url))}
      const world = { now: new Date(0), random: 0 }
      console.log((await openCage().run({ kind: 'script', source: 'output = 17' }, {}, {}, world)).output)`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', code]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
    expect({ stdout, stderr }).toEqual({ stdout: '17\n', stderr: '' })
  })

  it('refuses work when it is closed, and what waits then', async () => {
    const closing = openCage()
    await closing.run(script('output = 1'), {}, {}, world)
    const waiting = [1, 2].map(() =>
      closing.run(script('while (true) {}'), {}, {}, world).catch(error => error.message),
    )
    await new Promise(resolve => setImmediate(resolve))
    await closing.close()
    expect(await Promise.all(waiting)).toEqual(['The cage is closed.', 'The cage is closed.'])
  })

  it('says nothing of the script when no thread can be started', async () => {
    const { Worker } = await import('node:worker_threads')
    const broken = openCage(() => new Worker(new URL('file:///nowhere/at-all.ts')).on('error', () => {}))
    await expect(broken.run(script('output = 1'), {}, {}, world)).rejects.not.toHaveProperty('kind')
  })
})
