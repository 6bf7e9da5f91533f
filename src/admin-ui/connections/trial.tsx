import type { Child, FC } from 'hono/jsx'
import type { TriedStep } from '../../flows/version/try-settings.ts'
import { message, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'

const NAMES: Readonly<Record<string, string>> = {
  script: message('Script'),
  mapping: message('Mapping'),
  find: message('Look for the order'),
  request: message('Request'),
  'check script': message('Check script'),
  check: message('Check of the answer'),
  post: message('Script afterwards'),
  'post request': message('Request afterwards'),
  held: message('Held'),
}
const nameOf = ({ step }: TriedStep): string => {
  const name = NAMES[step]
  return name === undefined ? step : say(name)
}

/** Fills the panes with every step of a trial; one of them is shown. */
export const Trial: FC<{ readonly steps: readonly TriedStep[]; readonly shown: number | undefined }> = ({
  steps,
  shown,
}) => {
  const stopped = steps.findIndex(({ error }) => error !== undefined)
  const last = steps.length - 1
  const open = stopped >= 0 ? stopped : Math.min(shown ?? last, last)
  return (
    <>
      <Choice steps={steps} open={open} />
      <Pane target="#trial-input" steps={steps} open={open} part={step => <Input step={step} />} />
      <Pane target="#trial-output" steps={steps} open={open} part={step => <Output step={step} />} />
      <Pane target="#trial-notes" steps={steps} open={open} part={step => <Notes step={step} />} />
    </>
  )
}

const Choice: FC<{ readonly steps: readonly TriedStep[]; readonly open: number }> = ({ steps, open }) => (
  <fieldset class="step-choice">
    <legend>{say('Steps')}</legend>
    {steps.map((step, index) => (
      <label>
        <input type="radio" name="step" value={index} {...(index === open && { checked: true })} />
        <span>{nameOf(step)}</span>
        {step.error ? <State tone="person" word={say('Stopped')} /> : <State tone="done" word={say('Done')} />}
      </label>
    ))}
  </fieldset>
)

interface PaneProps {
  readonly target: string
  readonly steps: readonly TriedStep[]
  readonly open: number
  readonly part: (step: TriedStep) => Child
}

const Pane: FC<PaneProps> = ({ target, steps, open, part }) => (
  <hx-partial hx-target={target} hx-swap="innerHTML">
    {steps.map((step, index) => (
      <div data-of-step={String(index)} {...(index !== open && { hidden: true })}>
        {part(step)}
      </div>
    ))}
  </hx-partial>
)

const Input: FC<{ readonly step: TriedStep }> = ({ step }) => (
  <>
    <h3>{say('Into: {step}', { step: nameOf(step) })}</h3>
    <Shown value={step.input} label={say('What goes in')} />
  </>
)

const Output: FC<{ readonly step: TriedStep }> = ({ step }) => (
  <>
    <h3>{say('Out of: {step}', { step: nameOf(step) })}</h3>
    {step.output === undefined ? (
      <p class="nothing">{say('Nothing came out: it stopped here.')}</p>
    ) : (
      <Shown value={step.output} label={say('What comes out')} />
    )}
  </>
)

/** Long ones scroll, also by keyboard. */
const Shown: FC<{ readonly value: unknown; readonly label: string }> = ({ value, label }) => (
  <section class="verbatim scrolls" tabindex={0} aria-label={label}>
    <pre>{textOf(value)}</pre>
  </section>
)

/** A request as it goes over the wire, anything else as JSON. */
function textOf(value: unknown): string {
  if (!isRequest(value)) return JSON.stringify(value, null, 2) ?? ''
  const { method, url, headers = {}, body } = value
  const lines = Object.entries(headers).map(([name, text]) => `${name}: ${String(text)}`)
  return [`${method} ${url}`, ...lines, ...(body ? ['', pretty(body)] : [])].join('\n')
}

interface Request {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: string
}

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  'method' in value &&
  'url' in value &&
  (!('body' in value) || typeof value.body === 'string')

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const Notes: FC<{ readonly step: TriedStep }> = ({ step }) => (
  <section class="card notes">
    <h2>{nameOf(step)}</h2>
    {step.error ? <Mistake step={step} error={step.error} /> : null}
    <Attributes attributes={step.attributes} />
    <Log log={step.log} />
    {step.writtenAt === undefined || step.stoppedAt !== undefined ? null : (
      <Door line={step.writtenAt} text={say('Where it is written')} />
    )}
  </section>
)

const Mistake: FC<{ readonly step: TriedStep; readonly error: NonNullable<TriedStep['error']> }> = ({
  step: { stoppedAt },
  error: { line, column, message: text },
}) => (
  <div class="mistake">
    <p class="verbatim">
      {line === undefined ? '' : `${say('Line {line}, column {column}', { line, column: column ?? 1 })}: `}
      {told(text)}
    </p>
    {stoppedAt === undefined ? null : (
      <Door
        line={stoppedAt}
        text={say('Go to line {line} of the settings', { line: stoppedAt })}
        mistake={told(text)}
      />
    )}
  </div>
)

/** @param mistake is marked in the editor at that line */
const Door: FC<{ readonly line: number; readonly text: string; readonly mistake?: string }> = ({
  line,
  text,
  mistake,
}) => (
  <button
    type="button"
    class="small"
    data-go-to-line={String(line)}
    {...(mistake !== undefined && { 'data-mistake': mistake })}
  >
    {text}
  </button>
)

const Attributes: FC<{ readonly attributes: TriedStep['attributes'] }> = ({ attributes }) => (
  <div>
    <h3>{say('Attributes')}</h3>
    {Object.keys(attributes).length === 0 ? <p class="nothing">{say('None are set.')}</p> : null}
    <dl class="named">
      {Object.entries(attributes).map(([name, text]) => (
        <div>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  </div>
)

const Log: FC<{ readonly log: TriedStep['log'] }> = ({ log }) => (
  <div>
    <h3>{say('Log')}</h3>
    {log.length === 0 ? <p class="nothing">{say('Nothing was written to it.')}</p> : null}
    <ul>
      {log.map(({ level, text, line }) => (
        <li>
          <b>{level}</b>
          {line === undefined ? '' : ` (${say('line {line}', { line })})`}: {text}
        </li>
      ))}
    </ul>
  </div>
)
