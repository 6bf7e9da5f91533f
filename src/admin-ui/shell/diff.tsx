import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'
import { foldSame, lineDiff } from './line-diff.ts'

/** Old and new line by line. Read aloud, each changed line says whether it is taken out or put in. */
export const Diff: FC<{ readonly label: string; readonly before: string; readonly after: string }> = ({
  label,
  before,
  after,
}) => (
  <section class="diff code" aria-label={label} tabindex={0}>
    <ol>
      {foldSame(lineDiff(before, after)).map(line => {
        if (line.kind === 'left out')
          return (
            <li class="diff-left-out">
              {say('{n, plural, one {# line} other {# lines}} as before', { n: line.lines })}
            </li>
          )
        if (line.kind === 'same') return <li>{line.text}</li>
        return line.kind === 'gone' ? (
          <li class="diff-gone">
            <span class="unseen">{say('taken out:')} </span>
            <del>{line.text}</del>
          </li>
        ) : (
          <li class="diff-new">
            <span class="unseen">{say('put in:')} </span>
            <ins>{line.text}</ins>
          </li>
        )
      })}
    </ol>
  </section>
)
