import type { FC } from 'hono/jsx'
import type { MailTemplate } from '../../documents/shipped-mails.ts'
import { say } from '../language/say.tsx'

interface Line {
  readonly sign: ' ' | '−' | '+'
  readonly text: string
}

/** The lines of a text against those of another: the fewest that are left out and put in. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const common = commonLengths(before, after)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    if (old !== undefined && old === now) {
      lines.push({ sign: ' ', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (now === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      lines.push({ sign: '−', text: old })
      i += 1
    } else {
      lines.push({ sign: '+', text: now ?? '' })
      j += 1
    }
  }
  return lines
}

/** How many lines both have in common from each place on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = table[i]
      if (row)
        row[j] =
          before[i] === after[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

const linesOf = ({ subject, body }: MailTemplate) => [subject, '', ...body.split(/\r\n|\r|\n/)]

/** What goes out against what was shipped. Signs and words say it, not only colours. */
export const Difference: FC<{ readonly from: MailTemplate; readonly to: MailTemplate }> = ({ from, to }) => (
  <ol class="diff" aria-label={say('Lines with − are shipped and left out, lines with + are yours.')}>
    {diffLines(linesOf(from), linesOf(to)).map(({ sign, text }) => (
      <li {...(sign !== ' ' && { class: sign === '+' ? 'added' : 'removed' })}>
        <span class="sign">{sign}</span>
        {text}
      </li>
    ))}
  </ol>
)
