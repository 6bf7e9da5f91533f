import { describe, expect, it } from 'vitest'
import { jolt } from '../../src/erp/http-flow/transform/jolt/jolt.ts'
import type { Json, JsonObject } from '../../src/erp/http-flow/transform/jolt/json.ts'

const modify = (mode: string, spec: unknown, input: Json, context: JsonObject = {}): Json =>
  jolt([{ operation: `modify-${mode}-beta`, spec }])(input, context)

describe('Jolt modify', () => {
  it.each<[string, unknown, Json, overwrite: Json, fill: Json, define: Json]>([
    [
      'writes always, over null, or where no key is',
      { d: { a: 'A', b: 'B', c: 'C' } },
      { d: { a: 1, b: null } },
      { d: { a: 'A', b: 'B', c: 'C' } },
      { d: { a: 1, b: 'B', c: 'C' } },
      { d: { a: 1, b: null, c: 'C' } },
    ],
    [
      'takes the sign before a key for the mode',
      { '+a': 'A', '~b': 'B', _c: 'C', '+p': 'P', '~q': 'Q', _r: 'R' },
      { a: 1, b: 2, c: 3, p: null, q: null, r: null },
      { a: 'A', b: 2, c: 3, p: 'P', q: 'Q', r: null },
      { a: 'A', b: 2, c: 3, p: 'P', q: 'Q', r: null },
      { a: 'A', b: 2, c: 3, p: 'P', q: 'Q', r: null },
    ],
    [
      'changes only what is there behind a question mark',
      { 'a?': 'x', 'b?': 'y', c: 'z' },
      { a: 1, c: null },
      { a: 'x', c: 'z' },
      { a: 1, c: 'z' },
      { a: 1, c: null },
    ],
    [
      'makes an array longer for an index',
      { d: { '[0]': 'x', '[1]?': 'y', '[3]': 'd' } },
      { d: [null, 'b', 'c'] },
      { d: ['x', 'y', 'c', 'd'] },
      { d: ['x', 'b', 'c', 'd'] },
      { d: [null, 'b', 'c', 'd'] },
    ],
    [
      'makes the array that indexes need',
      { d: { '*': 0, '[2]': 1 } },
      {},
      { d: [0, 0, 0] },
      { d: [0, 0, 1] },
      { d: [0, 0, 1] },
    ],
    [
      'goes on with the star after the names',
      { d: { '*': 0, x: 1, y: '@(1,x)' } },
      { d: { a: 1, b: null } },
      { d: { a: 0, b: 0, x: 0, y: 0 } },
      { d: { a: 1, b: 0, x: 1, y: 1 } },
      { d: { a: 1, b: null, x: 1, y: 1 } },
    ],
    ['makes nothing for a star alone', { d: { '*': 0 } }, { d: null }, { d: null }, { d: null }, { d: null }],
  ])('%s', (_, spec, input, overwrite, fill, define) => {
    expect(modify('overwrite', spec, input)).toEqual(overwrite)
    expect(modify('default', spec, input)).toEqual(fill)
    expect(modify('define', spec, input)).toEqual(define)
  })

  it.each<[string, unknown, Json, Json]>([
    ['reads a value of the level above', { b: '@(1,a)' }, { a: 1 }, { a: 1, b: 1 }],
    [
      'reads from further up',
      { rows: { '*': { cur: '@(3,cur)' } } },
      { cur: 'EUR', rows: [{}] },
      { cur: 'EUR', rows: [{ cur: 'EUR' }] },
    ],
    ['keeps a value by naming itself', { '*x': '@(1,&0)' }, { ax: [1], b: 2 }, { ax: [1], b: 2 }],
    [
      'takes the first expression that has an answer',
      { a: ['=toInteger', '@(1,b)', 0] },
      { a: 'x', b: 5 },
      { a: 5, b: 5 },
    ],
    [
      'writes texts, numbers and empty objects as they are',
      { a: 'x=y', b: 3, c: {}, d: [] },
      {},
      { a: 'x=y', b: 3, c: {}, d: [] },
    ],
    ['reads the attributes of the run with ^', { shop: '^store' }, {}, { shop: 'de' }],
    ['leaves a key that has no answer', { a: '@(1,none)', b: '=toInteger' }, { b: 'x' }, { b: 'x' }],
  ])('%s', (_, spec, input, output) => expect(modify('overwrite', spec, input, { store: 'de' })).toEqual(output))

  it.each([
    ['an unknown function', { a: '=toMoney' }, /no function "toMoney"/],
    ['names and indexes in one level', { a: { '[1]': 1, b: 2 } }, /names or indexes, not both/],
    ['& on the left', { '&1': 1 }, /names, \* and \[indexes\]/],
    ['a key twice', { 'a|b': 1, b: 2 }, /twice/],
  ])('is refused with %s', (_, spec, message) => expect(() => modify('overwrite', spec, {})).toThrow(message))
})

describe('the functions of modify', () => {
  const data: JsonObject = {
    n: -2,
    d: -2.5,
    t: ' Ana ',
    num: '12.3',
    list: [3, 1, 2],
    words: ['b', 'a'],
    mixed: ['4', 'x', 2],
    dup: [1, 1, 'a', 'a'],
    holes: ['a', null, { x: null, y: [null, 1] }],
    empty: [],
    yes: 'TRUE',
    at: 1,
    nothing: null,
  }
  it.each<[call: string, Json | undefined]>([
    ['=toInteger(@(1,num))', 12],
    ['=toLong(@(1,d))', -2],
    ['=toDouble(@(1,num))', 12.3],
    ["=toInteger('x')", undefined],
    ['=toInteger(@(1,mixed))', [4, 'x', 2]],
    ['=toString(@(1,n))', '-2'],
    ['=toBoolean(@(1,yes))', true],
    ["=toBoolean('1')", undefined],
    ["=concat(@(1,t),'/',@(1,n),@(1,nothing))", ' Ana /-2'],
    ["=join(', ',@(1,words))", 'b, a'],
    ["=join('-','x',@(1,nothing),'y')", 'x-y'],
    ["=split(',','a,b,,c,,')", ['a', 'b', '', 'c']],
    ["=split('[.]','1.2')", ['1', '2']],
    ["=split('(','a')", undefined],
    ["=substring('invoice',2,7)", 'voice'],
    ["=substring('abc',2,9)", undefined],
    ["=substring('abc',1,1)", undefined],
    ['=trim(@(1,t))', 'Ana'],
    ['=toUpper(@(1,words))', ['B', 'A']],
    ["=toLower('ČŽ')", 'čž'],
    ["=leftPad('7',3,'0')", '007'],
    ["=rightPad('7',3,'.')", '7..'],
    ["=leftPad('long',2,'0')", 'long'],
    ["=leftPad('7',3,'00')", undefined],
    ["=leftPad('7',1000,'0')", undefined],
    ['=size(@(1,list))', 3],
    ['=size(@(1,t))', 5],
    ['=size(@(1,empty))', 0],
    ['=size(@(1,nothing))', undefined],
    ['=firstElement(@(1,list))', 3],
    ['=lastElement(@(1,list))', 2],
    ['=elementAt(@(1,at),@(1,list))', 1],
    ['=elementAt(5,@(1,list))', undefined],
    ['=toList(@(1,t))', [' Ana ']],
    ["=toList(1,'a')", [1, 'a']],
    ['=intSum(@(1,list))', 6],
    ["=intSum(1.9,'2')", 3],
    ['=doubleSum(1.5,@(1,n))', -0.5],
    ['=sum(@(1,list))', 6],
    ['=intSum(@(1,n))', undefined],
    ['=min(@(1,list))', 1],
    ["=max(1,2.5,'7')", 7],
    ["=max('a','b')", undefined],
    ['=avg(@(1,mixed))', 3],
    ['=abs(@(1,d))', 2.5],
    ["=abs('-12.3')", 12.3],
    ['=intSubtract(10,3)', 7],
    ['=intSubtract(10,3,1)', undefined],
    ['=doubleSubtract(10.5,3)', 7.5],
    ['=divide(9,2)', 4.5],
    ['=divide(5,0)', undefined],
    ['=divideAndRound(4,51,13)', 3.9231],
    ['=divideAndRound(0,-5,2)', -3],
    ['=squashNulls(@(1,holes))', ['a', { x: null, y: [null, 1] }]],
    ['=recursivelySquashNulls(@(1,holes))', ['a', { y: [1] }]],
    ['=squashDuplicates(@(1,dup))', [1, 'a']],
    ['=sort(@(1,list))', [1, 2, 3]],
    ['=sort(@(1,words))', ['a', 'b']],
    ['=sort(@(1,mixed))', undefined],
    ['=isPresent(@(1,nothing))', null],
    ['=notNull(@(1,nothing))', undefined],
    ['=isNull(@(1,nothing))', null],
    ['=isNull(@(1,n))', undefined],
    ['=noop', undefined],
  ])('%s', (call, answer) => {
    const expected = answer === undefined ? data : { ...data, answer }
    expect(modify('overwrite', { answer: call }, data)).toEqual(expected)
  })

  it('take the value that is there when they are given nothing', () => {
    expect(modify('overwrite', { a: '=toUpper', b: '=intSum' }, { a: 'x', b: [1, 2] })).toEqual({ a: 'X', b: 3 })
  })
})
