import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldSame, lineDiff } from '../../src/admin-ui/shell/line-diff.ts'

const show = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`)

test('what is taken out stands before what is put in, and what stays is not told as a change', () => {
  expect(show('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c'])
  expect(show('a\nb', 'a\nb')).toEqual([' a', ' b'])
  expect(show('{\n1,\n2\n}', '{\n1,\n2,\n3\n}')).toEqual([' {', ' 1,', '-2', '+2,', '+3', ' }'])
})

const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map(lines => lines.join('\n'))

test('the old text and the new one can both be read off, whatever they are', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after)
      const without = (kind: string) => lines.filter(line => line.kind !== kind).map(line => line.text)
      expect(without('new').join('\n')).toBe(before)
      expect(without('gone').join('\n')).toBe(after)
    }),
  )
})

test('a text too long to be compared is gone and new as a whole between what stays', () => {
  const lines = (letter: string) => Array.from({ length: 2_000 }, (_, i) => letter + i).join('\n')
  const kinds = lineDiff(`{\n${lines('a')}\n}`, `{\n${lines('b')}\n}`).map(({ kind }) => kind)
  expect(kinds.filter(kind => kind === 'same')).toHaveLength(2)
  expect(kinds.filter(kind => kind === 'new')).toHaveLength(2_000)
})

test('long stretches that stay are counted, three lines around a change are shown', () => {
  const before = Array.from({ length: 20 }, (_, i) => String(i)).join('\n')
  const folded = foldSame(lineDiff(before, before.replace('\n10\n', '\nten\n')))
  expect(folded[0]).toEqual({ kind: 'left out', lines: 7 })
  expect(folded.at(-1)).toEqual({ kind: 'left out', lines: 6 })
  expect(folded).toHaveLength(10)
})
