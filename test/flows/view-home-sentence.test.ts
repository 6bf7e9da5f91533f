import { describe, expect, test } from 'vitest'
import { healthOf } from '../../src/admin-ui/home/health.ts'
import { storeSentence } from '../../src/admin-ui/home/sentence.ts'
import type { FarSide } from '../../src/flows/view/read-home.ts'

const midnight = new Date('2026-03-09T23:00:00Z')
const side = (changes: Partial<FarSide> = {}): FarSide => ({
  connection: 'b1',
  name: 'SAP',
  paused: undefined,
  tasks: [],
  ...changes,
})
const run = (error: string | null) => ({
  startedAt: midnight,
  finishedAt: midnight,
  outcome: error ? 'failed' : 'ok',
  error,
})
const task = (last: ReturnType<typeof run> | undefined) => ({
  store: 'main',
  task: 'erp-changes:b1',
  connection: 'b1',
  everySeconds: 60,
  nextAt: midnight,
  last,
})

const failing = (name: string) => side({ name, tasks: [task(run('socket hang up'))] })
const quiet = {
  store: 'main',
  midnight,
  placed: 0,
  inErp: 0,
  leftOut: 0,
  medianSeconds: null,
  late: 0,
  needPerson: 0,
  lastOrder: undefined,
  farSides: [side({ connection: undefined, name: 'Magento' }), side()],
}
const text = (changes: Partial<Parameters<typeof storeSentence>[0]>) =>
  storeSentence({ ...quiet, ...changes })
    .map(piece => piece.text)
    .join('')

describe('the sentence of a store', () => {
  test.each([
    [
      { placed: 25, inErp: 25, medianSeconds: 4.2, needPerson: 2 },
      'All 25 orders of today are in SAP, usually after 4 s; 2 need a person.',
    ],
    [
      { placed: 1, inErp: 1, medianSeconds: 0.4 },
      'The one order of today is in SAP, usually after 400 ms; nothing needs a person.',
    ],
    [{ placed: 1 }, 'The one order of today is not in SAP yet; nothing needs a person.'],
    [{ placed: 4 }, 'None of the 4 orders of today is in SAP yet; nothing needs a person.'],
    [
      { placed: 5, inErp: 3, leftOut: 1, late: 1, medianSeconds: 100, needPerson: 1 },
      '3 of 4 orders of today are in SAP (1 left out on purpose), usually after 2 min; 1 order on the way for more than 15 minutes; 1 needs a person.',
    ],
    [{ placed: 2, leftOut: 2 }, 'All 2 orders of today were left out on purpose; nothing needs a person.'],
    [{}, 'No order yet; nothing needs a person.'],
    [
      { lastOrder: { number: '000000007', placedAt: midnight } },
      'No order today yet; the last one was 000000007; nothing needs a person.',
    ],
    [
      { placed: 2, inErp: 2, farSides: [side(), side({ connection: 'b2', name: 'NetSuite' })] },
      'All 2 orders of today are in the ERP; nothing needs a person.',
    ],
    [{ placed: 2, inErp: 1, farSides: [failing('SAP')] }, '1 of 2 orders of today is in SAP; SAP is failing.'],
    [
      { placed: 2, inErp: 1, needPerson: 1, farSides: [side({ paused: 'stock-taking' })] },
      '1 of 2 orders of today is in SAP; SAP is paused; 1 needs a person.',
    ],
  ])('%j', (changes, expected) => {
    expect(text(changes)).toBe(expected)
  })

  test('makes each number a door of its own store', () => {
    const doors = storeSentence({
      ...quiet,
      store: 'usa',
      placed: 5,
      inErp: 3,
      leftOut: 1,
      late: 2,
      needPerson: 1,
    }).flatMap(piece => (piece.href ? [piece.href] : []))
    expect(doors).toHaveLength(4)
    for (const door of doors.slice(0, 3)) expect(door).toContain('store=usa')
  })
})

describe('a far side', () => {
  test.each([
    ['Well', side({ tasks: [task(run(null)), task(run(null))] })],
    ['Failing', side({ tasks: [task(run(null)), task(run('401'))] })],
    ['Paused', side({ paused: 'year-end closing', tasks: [task(run('401'))] })],
    ['Not asked yet', side({ tasks: [task(undefined)] })],
  ])('is %s', (word, farSide) => {
    expect(healthOf(farSide).word).toBe(word)
  })
})
