import type { FC } from 'hono/jsx'
import { MAGENTO } from '../../flows/first-run/check-side.ts'
import type { FirstRun } from '../../flows/first-run/first-run.ts'
import { say } from '../language/say.tsx'
import { Icon, type Tone } from '../shell/state.tsx'

export const STEPS = ['magento', 'erp', 'codes', 'rules', 'rehearsal', 'start'] as const
export type Step = (typeof STEPS)[number]

/** Without an ERP there is nothing to try: then connecting one comes first. */
export const stepsOf = (connections: readonly unknown[]): readonly Step[] =>
  connections.length > 0 ? STEPS : ['erp', ...STEPS.filter(step => step !== 'erp')]

const TITLES: Readonly<Record<Step, () => string>> = {
  magento: () => say('Magento answers'),
  erp: () => say('The ERP answers'),
  codes: () => say('Codes of both sides'),
  rules: () => say('From which day on'),
  rehearsal: () => say('Dry run of the last orders'),
  start: () => say('Start sending'),
}
export const titleOf = (step: Step, connections: readonly unknown[]): string =>
  step === 'erp' && connections.length === 0 ? say('Connect the ERP') : TITLES[step]()

export const addressOf = (store: string, step: Step): string => `/admin/first-run/${store}?step=${step}`

/** What is known of a step, so that whoever comes back sees where they were. */
function toneOf(step: Step, run: FirstRun, connections: readonly string[]): Tone {
  const checked = (sides: readonly string[]): Tone => {
    const checks = sides.map(side => run.checks[side])
    if (checks.length === 0 || checks.some(check => check === undefined)) return 'waiting'
    return checks.every(check => check?.findings.every(({ ok }) => ok)) ? 'done' : 'person'
  }
  if (step === 'magento') return checked([MAGENTO])
  if (step === 'erp') return checked(connections)
  if (step === 'rules') return run.since === undefined ? 'waiting' : 'done'
  if (step === 'rehearsal') return rehearsalTone(run)
  return step === 'start' && run.finishedAt && run.paused === undefined ? 'done' : 'waiting'
}

function rehearsalTone({ report }: FirstRun): Tone {
  if (!report) return 'waiting'
  if (report.left.length > 0) return report.stopped === undefined ? 'moving' : 'failed'
  return report.orders.some(({ outcome }) => outcome === 'held' || outcome === 'refused') ? 'person' : 'done'
}

const WORDS: Readonly<Partial<Record<Tone, () => string>>> = {
  waiting: () => say('not done yet'),
  done: () => say('done'),
  person: () => say('needs attention'),
  moving: () => say('under way'),
  failed: () => say('stopped'),
}

interface NavProps {
  readonly run: FirstRun
  readonly now: Step
  readonly connections: readonly string[]
}

/** The steps, each with how it is; any of them can be opened at any time. */
export const StepNav: FC<NavProps> = ({ run, now, connections }) => (
  <nav aria-label={say('Steps of the first run')}>
    <ol class="wizard-steps">
      {stepsOf(connections).map((step, index) => {
        const tone = toneOf(step, run, connections)
        return (
          <li>
            <a
              class={`tone-${tone}`}
              href={addressOf(run.store, step)}
              {...(step === now && { 'aria-current': 'step' })}
            >
              <span class="wizard-number" aria-hidden="true">
                {tone === 'waiting' ? index + 1 : <Icon tone={tone} />}
              </span>
              {titleOf(step, connections)}
              <span class="unseen">: {WORDS[tone]?.()}</span>
            </a>
          </li>
        )
      })}
    </ol>
  </nav>
)

/** Where to go from here. */
export const Onward: FC<NavProps> = ({ run, now, connections }) => {
  const steps = stepsOf(connections)
  const at = steps.indexOf(now)
  const [before, after] = [steps[at - 1], steps[at + 1]]
  return (
    <div class="actions">
      {before ? (
        <a class="button" href={addressOf(run.store, before)}>
          {say('← Back')}
        </a>
      ) : null}
      {after ? (
        <a class="button" href={addressOf(run.store, after)}>
          {say('On to: {step} →', { step: titleOf(after, connections) })}
        </a>
      ) : null}
    </div>
  )
}
