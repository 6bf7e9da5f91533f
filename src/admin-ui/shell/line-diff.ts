export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** More pairs of lines than this are not compared one by one: then the middle is gone and new as a whole. */
const MOST_PAIRS = 1_000_000

/** What became of the lines of a text, the fewest changes that tell it. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }))
  return [
    ...same(old.slice(0, start)),
    ...middleOf(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(old.slice(old.length - end)),
  ]
}

function middleOf(old: readonly string[], now: readonly string[]): DiffLine[] {
  const common = old.length * now.length > MOST_PAIRS ? undefined : commonLengths(old, now)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [gone, added] = [old[i], now[j]]
    if (common && gone !== undefined && gone === added) {
      lines.push({ kind: 'same', text: gone })
      i++
      j++
    } else if (gone !== undefined && (added === undefined || !common || common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ kind: 'gone', text: gone })
      i++
    } else if (added !== undefined) {
      lines.push({ kind: 'new', text: added })
      j++
    }
  }
  return lines
}

/** How many lines both have in common, in order, from line i of the one and line j of the other on. */
function commonLengths(old: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return at
}

/** Lines around a change that stay readable. */
const AROUND = 3

/** The same with long stretches of unchanged lines as their number. */
export function foldSame(
  lines: readonly DiffLine[],
): (DiffLine | { readonly kind: 'left out'; readonly lines: number })[] {
  const near = new Set<number>()
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') for (let i = index - AROUND; i <= index + AROUND; i++) near.add(i)
  })
  const folded: ReturnType<typeof foldSame> = []
  for (const [index, line] of lines.entries()) {
    const last = folded.at(-1)
    if (near.has(index)) folded.push(line)
    else if (last?.kind === 'left out') folded[folded.length - 1] = { kind: 'left out', lines: last.lines + 1 }
    else folded.push({ kind: 'left out', lines: 1 })
  }
  return folded
}
