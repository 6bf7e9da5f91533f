import type { FC } from 'hono/jsx'
import type { TrialStep } from '../../erp/connector.ts'
import type { Comparison } from '../../flows/version/compare-on-orders.ts'
import { State } from '../shell/state.tsx'

const NAMES: Readonly<Record<string, string>> = {
  script: 'Script',
  mapping: 'Mapping',
  request: 'Request',
  'check script': 'Check script',
  check: 'Check of the answer',
  held: 'Held',
}

/** The steps of one order; the last one is open, and one that failed. */
export const Steps: FC<{ readonly steps: readonly TrialStep[] }> = ({ steps }) => (
  <ol class="steps">
    {steps.map((step, index) => (
      <li>
        <details open={index === steps.length - 1 || step.error !== undefined}>
          <summary>
            {NAMES[step.step] ?? step.step}{' '}
            {step.error ? <State tone="person" word="Stopped" /> : <State tone="done" word="Done" />}
          </summary>
          <Step step={step} />
        </details>
      </li>
    ))}
  </ol>
)

const Step: FC<{ readonly step: TrialStep }> = ({ step: { input, output, attributes, log, error } }) => (
  <>
    {error ? (
      <p class="verbatim">
        {error.line === undefined ? '' : `Line ${error.line}${error.column ? `, column ${error.column}` : ''}: `}
        {error.message}
      </p>
    ) : null}
    {log.map(({ level, text, line }) => (
      <p class="under">
        {level}
        {line === undefined ? '' : ` (line ${line})`}: {text}
      </p>
    ))}
    {Object.entries(attributes).map(([name, text]) => (
      <p class="under">
        {name} = {text}
      </p>
    ))}
    {output === undefined ? null : <pre class="verbatim">{JSON.stringify(output, null, 2)}</pre>}
    <details>
      <summary>What went in</summary>
      <pre class="verbatim">{JSON.stringify(input, null, 2)}</pre>
    </details>
  </>
)

const MOST_SHOWN = 20

/** Where the requests of real orders would differ. */
export const Compared: FC<{ readonly comparison: Comparison }> = ({ comparison }) => {
  const { version, against, orders, different, newlyHeld, differences } = comparison
  return (
    <>
      <h3>
        Version {version} against {against}
      </h3>
      <p>
        {orders === 0
          ? 'There is no order of this connection to compare it on.'
          : `${different} of the last ${orders} orders would be sent differently${newlyHeld > 0 ? `, ${newlyHeld} not at all` : ''}.`}
      </p>
      {differences.slice(0, MOST_SHOWN).map(({ orderId, number, lines, held, heldNow }) => (
        <details>
          <summary>
            Order {number}
            {held === undefined ? '' : ': would be held'}
          </summary>
          <p>
            <a href={`/admin/orders/${orderId}`}>Open the order</a>
          </p>
          {held === undefined ? null : <p>{held}</p>}
          {heldNow !== undefined && held === undefined ? <p>Would not be held any more: {heldNow}</p> : null}
          <pre class="verbatim">{lines.join('\n')}</pre>
        </details>
      ))}
      {differences.length > MOST_SHOWN ? <p>And {differences.length - MOST_SHOWN} more.</p> : null}
    </>
  )
}
