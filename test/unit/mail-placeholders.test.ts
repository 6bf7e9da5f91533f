import { describe, expect, it } from 'vitest'
import { fill, mistakesIn } from '../../src/documents/mail-placeholders.ts'

/** "${…}": written so, because nobody means it here. */
const dollar = (braced: string) => `$${braced}`
const good = { subject: 'Invoice {number}', body: 'Hello {customer},\n\n{total} {date} {store} {order}' }
const inBody = (body: string, language = 'en') => mistakesIn({ ...good, body }, language)

describe('the words of a mail', () => {
  it('may hold the placeholders that are known, and braces that are doubled', () => {
    expect(mistakesIn({ subject: '{greeting}', body: '{{not one}} {number}' }, 'sl')).toEqual([])
    expect(mistakesIn(good, 'hr')).toEqual([])
  })

  it.each([
    [
      'an unknown one, at its line and character',
      'Hi\n\n  {ordr} x',
      { kind: 'unknown', line: 3, column: 3, text: '{ordr}', meant: 'order' },
    ],
    ['one that nothing is near to', '{password}', { kind: 'unknown', text: '{password}' }],
    ['a call or a path', '{order.customer.email}', { kind: 'unknown', text: '{order.customer.email}' }],
    ['what looks like code', `costs ${dollar('{1 + 1}')}`, { kind: 'dollar', column: 7, text: dollar('{1 + 1}') }],
    ['a known one behind a dollar', dollar('{order}'), { kind: 'dollar', text: dollar('{order}') }],
    ['an empty one', '{}', { kind: 'unknown', text: '{}' }],
    ['a brace alone', 'a { b', { kind: 'brace', column: 3, text: '{' }],
    ['a brace that closes nothing', 'a } b', { kind: 'brace', text: '}' }],
    ['nothing at all', ' \n ', { kind: 'empty', line: 1, column: 1 }],
    ['more than a mail holds', 'x'.repeat(4_001), { kind: 'too_long', text: '4000' }],
    ['a character that turns the writing around', 'a\u202eb', { kind: 'invisible', column: 2 }],
    ['a NUL', 'a\0b', { kind: 'invisible', column: 2 }],
  ])('are refused with %s', (_, body, mistake) => {
    expect(inBody(body)).toMatchObject([{ field: 'body', ...mistake }])
  })

  it.each(['Invoice\r\nBcc: everybody@example.com', 'a\nb', 'a\rb'])(
    'take no second line into a subject: %j',
    subject => {
      expect(mistakesIn({ ...good, subject }, 'en')).toMatchObject([{ field: 'subject', kind: 'several_lines' }])
    },
  )

  it('greet by themselves in a language that has no greeting of ours', () => {
    expect(inBody('{greeting}', 'hr')).toMatchObject([{ kind: 'unknown', text: '{greeting}' }])
  })

  it('are told all their mistakes, in the order in which they stand there', () => {
    expect(inBody('{a}\n{b}').map(({ line, text }) => [line, text])).toEqual([
      [1, '{a}'],
      [2, '{b}'],
    ])
  })
})

it('filling in puts in values as they are, once, and calculates nothing', () => {
  const values = { greeting: '', customer: '{order} $& $1', number: '7', order: '9', store: '', total: '', date: '' }
  expect(fill(`{customer} {number}{{number}} ${dollar('{number}')} {constructor}`, values)).toBe(
    `{order} $& $1 7{number} ${dollar('{number}')} {constructor}`,
  )
})
