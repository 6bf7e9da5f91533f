import type { FC } from 'hono/jsx'
import type { TimelineAttempt, TimelineEntry } from '../../flows/view/fold-timeline.ts'
import type { MaskedExchange } from '../../flows/view/mask.ts'
import type { MaskedRecord } from '../../flows/view/read-attempt.ts'
import { message, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Icon, type Tone } from '../shell/state.tsx'
import { durationText, Moment } from '../shell/words.tsx'

const STAGES: Readonly<Record<TimelineEntry['stage'], { readonly tone: Tone; readonly word: string }>> = {
  heard: { tone: 'waiting', word: message('heard') },
  decided: { tone: 'waiting', word: message('decided') },
  sent: { tone: 'moving', word: message('sent') },
  answered: { tone: 'moving', word: message('answered') },
  done: { tone: 'done', word: message('done') },
  problem: { tone: 'person', word: message('problem') },
  person: { tone: 'skipped', word: message('by a person') },
}

/** The story, oldest first: what happened, who or what did it, and the proof one click away. */
export const Timeline: FC<{ readonly entries: readonly TimelineEntry[] }> = ({ entries }) => (
  <ol class="timeline">
    {entries.map(entry => (
      <li id={`story-${entry.key}`} class={`tone-${STAGES[entry.stage].tone}`}>
        <span class="when">
          <Moment at={entry.at} as="exact" />
        </span>
        <span class="dot">
          <Icon tone={STAGES[entry.stage].tone} />
          <span class="unseen">{say(STAGES[entry.stage].word)}: </span>
        </span>
        <div class="what">
          <p>{told(entry.text)}</p>
          <p class="under">{told(entry.actor)}</p>
          {entry.attempts.length > 0 ? <Attempts attempts={entry.attempts} name={entry.key} /> : null}
        </div>
      </li>
    ))}
  </ol>
)

const Attempts: FC<{ readonly attempts: readonly TimelineAttempt[]; readonly name: string }> = ({ attempts, name }) => {
  const [first] = attempts
  const last = attempts.at(-1)
  if (!first || !last) return null
  if (attempts.length === 1) return <Attempt attempt={first} label={say('What was sent')} />
  return (
    <details id={`tries-${name}`} class="tries">
      <summary>
        <Say
          text="tried {n, plural, one {# time} other {# times}}, {first} to {last}"
          n={attempts.length}
          first={<Moment at={first.startedAt} as="time" />}
          last={<Moment at={last.startedAt} as="time" />}
        />
      </summary>
      {attempts.map((attempt, index) => (
        <Attempt attempt={attempt} label={say('Try {n}', { n: index + 1 })} />
      ))}
    </details>
  )
}

/** The bodies are fetched when somebody opens it. */
const Attempt: FC<{ readonly attempt: TimelineAttempt; readonly label: string }> = ({ attempt, label }) => (
  <details
    id={`attempt-${attempt.id}`}
    class="attempt"
    hx-get={`/admin/orders/attempts/${attempt.id}`}
    hx-trigger="toggle once"
    hx-target={`#exchanges-${attempt.id}`}
    hx-swap="innerHTML"
  >
    <summary>
      {attempt.step === 'verify' ? say('Look-up') : label} · <Moment at={attempt.startedAt} as="exact" /> ·{' '}
      {durationText(attempt.durationMs)}
      {attempt.error ? <span class="verbatim-line"> · {told(attempt.error)}</span> : null}
    </summary>
    <div id={`exchanges-${attempt.id}`} hx-morph-skip-children="">
      <p class="under">{say('Fetching what went over the wire')}</p>
    </div>
  </details>
)

export const Exchanges: FC<{ readonly exchanges: readonly MaskedRecord[] }> = ({ exchanges }) =>
  exchanges.length === 0 ? (
    <p class="under">{say('Nothing went over the wire in this try.')}</p>
  ) : (
    <>
      {exchanges.map(entry => ('note' in entry ? <p class="under">{told(entry.note)}</p> : <Call exchange={entry} />))}
      <p class="under">{say('Names, streets, phones, e-mails and secrets are masked.')}</p>
    </>
  )

const Call: FC<{ readonly exchange: MaskedExchange }> = ({ exchange }) => (
  <article class="exchange">
    <p class="code">
      <b>{exchange.method}</b> {exchange.url}
    </p>
    {exchange.requestBody === undefined ? null : <Body title={say('Sent')} text={exchange.requestBody} />}
    <p class="code">
      {exchange.status === undefined ? say('No answer') : <b>{exchange.status}</b>} ·{' '}
      {durationText(exchange.durationMs)}
      {exchange.failure ? ` · ${told(exchange.failure)}` : null}
    </p>
    {exchange.responseBody === undefined ? null : <Body title={say('Answered')} text={exchange.responseBody} />}
  </article>
)

const Body: FC<{ readonly title: string; readonly text: string }> = ({ title, text }) => (
  <figure>
    <figcaption class="under">{title}</figcaption>
    <pre class="verbatim">{text}</pre>
  </figure>
)
