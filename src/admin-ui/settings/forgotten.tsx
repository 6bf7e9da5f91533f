import type { FC } from 'hono/jsx'
import type { ToForget } from '../../flows/retention/count-forgotten.ts'
import type { KeptPart } from '../../flows/retention/kept-months.ts'
import { dayText } from '../language/figures.ts'
import { message, say } from '../language/say.tsx'

const WHAT: Readonly<Record<KeptPart, string>> = {
  attemptsMonths: message('Requests and answers'),
  inboxMonths: message('What was heard'),
}

/** What a change deletes, before anybody saves it. */
export const WhatIsForgotten: FC<{ readonly forgets: readonly ToForget[] }> = ({ forgets }) =>
  forgets.length === 0 ? null : (
    <div class="goes">
      <p>
        <strong>{say('Deleted within a day, and not to be brought back:')}</strong>
      </p>
      <dl class="facts">
        {forgets.map(one => (
          <>
            <dt>{say(WHAT[one.part])}</dt>
            <dd>{howMany(one)}</dd>
          </>
        ))}
      </dl>
      <p>{say('What unfinished messages, held orders and open problems need stays as long as they need it.')}</p>
    </div>
  )

function howMany({ before, rows, isMore }: ToForget): string {
  // A month begins in UTC, whatever the zone of the one who looks.
  const day = dayText(before.toISOString().slice(0, 10))
  if (rows === 0) return say('older than {day}: nothing today', { day })
  return isMore
    ? say('older than {day}: more than {rows, number}', { day, rows })
    : say('older than {day}: about {rows, number}', { day, rows })
}
