import type { FC } from 'hono/jsx'
import { amount } from '../../domain/amount.ts'
import { MAGENTO } from '../../flows/first-run/check-side.ts'
import type { FirstRun, RehearsedOrder, Report } from '../../flows/first-run/first-run.ts'
import { maskBody } from '../../flows/view/mask.ts'
import { listText, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment, Money } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { addressOf } from './steps.tsx'

interface StepProps {
  readonly run: FirstRun
  readonly viewer: Viewer
}

const OUTCOMES: Readonly<Record<RehearsedOrder['outcome'], { readonly tone: Tone; readonly word: () => string }>> = {
  sent: { tone: 'done', word: () => say('Would be sent') },
  there: { tone: 'done', word: () => say('Is in the ERP already') },
  waits: { tone: 'waiting', word: () => say('Would wait') },
  left_out: { tone: 'skipped', word: () => say('Would be left out') },
  held: { tone: 'person', word: () => say('Would be held') },
  refused: { tone: 'failed', word: () => say('Cannot be read') },
}

/** The last real orders through all that would happen to them, without anything being written. */
export const RehearsalStep: FC<StepProps> = ({ run, viewer }) => (
  <section class="card stack" id="rehearsal" aria-label={say('Dry run')}>
    <p>
      {say(
        'The last ten orders of the shop go through all that would happen to them: read, added up, looked up in the ERP, and turned into its request. Nothing is written, neither in Magento nor in the ERP. Dates and waiting times are left aside.',
      )}
    </p>
    {may(viewer, 'operate') ? <Buttons run={run} /> : null}
    {run.report ? <Outcome report={run.report} viewer={viewer} /> : null}
    {run.report?.stopped !== undefined && needsAttention(run) ? (
      <p>
        <Say
          text="The ERP lacks something that its test has found: {step}."
          step={<a href={addressOf(run.store, 'erp')}>{say('The ERP answers')}</a>}
        />
      </p>
    ) : null}
  </section>
)

/** Magento has stopped nothing that an ERP says. */
const needsAttention = ({ checks }: FirstRun): boolean =>
  Object.entries(checks).some(([side, { findings }]) => side !== MAGENTO && findings.some(({ ok }) => !ok))

const Buttons: FC<{ readonly run: FirstRun }> = ({ run: { store, report } }) => {
  const asks = { 'hx-post': `/admin/first-run/${store}/rehearse`, 'hx-target': '#toasts', 'hx-swap': 'innerHTML' }
  const isUnderWay = report !== undefined && report.left.length > 0 && report.stopped === undefined
  if (isUnderWay)
    return (
      // Each answer brings a new element, which asks for the next part as soon as it is there.
      <p
        id={`rehearsing-${report.part}`}
        role="status"
        {...asks}
        hx-vals={JSON.stringify({ goOn: 'yes' })}
        hx-trigger="load"
      >
        <progress
          max={report.orders.length + report.left.length}
          value={report.orders.length}
          aria-label={say('Dry run')}
        />{' '}
        {say('{n, plural, one {# order} other {# orders}} still to come', { n: report.left.length })}
      </p>
    )
  return (
    <div class="actions">
      {report?.stopped === undefined ? null : (
        <button type="button" class="primary" {...asks} hx-vals={JSON.stringify({ goOn: 'yes' })} hx-disable="this">
          {say('Go on')}
        </button>
      )}
      <button type="button" class={report ? '' : 'primary'} {...asks} hx-disable="this">
        {report ? say('Try the last ten orders again') : say('Try the last ten orders')}
      </button>
    </div>
  )
}

const Outcome: FC<{ readonly report: Report; readonly viewer: Viewer }> = ({ report, viewer }) => (
  <>
    {report.stopped === undefined ? null : (
      <p role="alert">
        <State tone="failed" word={say('Stopped')} /> {told(report.stopped)}
      </p>
    )}
    {report.orders.length === 0 && report.left.length === 0 ? (
      <p>{say('The shop has no order yet. Place one for trying, and come back.')}</p>
    ) : null}
    {report.orders.length > 0 ? (
      <>
        <Summary report={report} />
        <ul class="rehearsed">
          {report.orders.map(order => (
            <Rehearsed order={order} viewer={viewer} />
          ))}
        </ul>
      </>
    ) : null}
  </>
)

const Summary: FC<{ readonly report: Report }> = ({ report: { orders, at } }) => {
  const count = (outcome: RehearsedOrder['outcome']) => orders.filter(order => order.outcome === outcome).length
  const differing = orders.filter(({ differs }) => differs)
  const customers = [...new Set(orders.flatMap(({ newCustomer }) => newCustomer ?? []))]
  const items = [...new Set(orders.flatMap(({ missingItems }) => missingItems))]
  return (
    <>
      <p class="lead">
        {say(
          'Of {n, plural, one {# order} other {# orders}}: {sent} to be sent, {held} held, {refused} not readable, {rest} left as they are.',
          {
            n: orders.length,
            sent: count('sent'),
            held: count('held'),
            refused: count('refused'),
            rest: count('there') + count('waits') + count('left_out'),
          },
        )}
      </p>
      <ul class="history">
        <li>
          {differing.length === 0
            ? say('Every total agrees to the cent.')
            : say('{n, plural, one {# total differs} other {# totals differ}}: {numbers}', {
                n: differing.length,
                numbers: listText(differing.map(({ number }) => number)),
              })}
        </li>
        <li>
          {customers.length === 0
            ? say('No customer would be created.')
            : say('{n, plural, one {# customer} other {# customers}} would be created: {names}', {
                n: customers.length,
                names: listText(customers),
              })}
        </li>
        <li>
          {items.length === 0
            ? say('The ERP knows every item.')
            : say('The ERP does not have {n, plural, one {# item} other {# items}}: {skus}', {
                n: items.length,
                skus: listText(items),
              })}
        </li>
        <li class="under">
          <Say text="Tried {when}." when={<Moment at={at} />} />
        </li>
      </ul>
    </>
  )
}

const Rehearsed: FC<{ readonly order: RehearsedOrder; readonly viewer: Viewer }> = ({ order, viewer }) => {
  const { tone, word } = OUTCOMES[order.outcome]
  return (
    <li>
      <div class="paper-head">
        <h3>{say('Order {number}', { number: order.number })}</h3>
        <State tone={tone} word={word()} />
      </div>
      <p class="under">
        <Moment at={order.placedAt} as="moment" />
        {order.connection ? ` · ${order.connection}` : null}
      </p>
      {order.message ? (
        <p>
          {told(order.message)} {order.remedy ? told(order.remedy) : null}
        </p>
      ) : null}
      <Totals order={order} locale={viewer.locale} />
      {order.newCustomer ? <p>{say('Would create the customer: {name}', { name: order.newCustomer })}</p> : null}
      {order.warnings.map(warning => (
        <p class="under">{told(warning)}</p>
      ))}
      {order.requests.length > 0 ? <Requests order={order} viewer={viewer} /> : null}
    </li>
  )
}

const Totals: FC<{ readonly order: RehearsedOrder; readonly locale: string }> = ({ order, locale }) => {
  const { total, erpTotal, currency, differs } = order
  const money = (value: string) => <Money locale={locale} value={amount(value)} currency={currency} />
  if (erpTotal === undefined)
    return (
      <p>
        <Say text="Magento: {total}" total={money(total)} />
      </p>
    )
  return (
    <p class={differs ? 'differs' : ''}>
      <Say text="Magento: {total} · the ERP: {erpTotal}" total={money(total)} erpTotal={money(erpTotal)} />{' '}
      {differs ? say('They differ.') : say('To the cent.')}
    </p>
  )
}

/** As they would be sent; who may not act sees them masked, as everywhere. */
const Requests: FC<{ readonly order: RehearsedOrder; readonly viewer: Viewer }> = ({ order, viewer }) => {
  const shown = (body: unknown) => {
    const text = JSON.stringify(body, null, 2)
    return may(viewer, 'operate') ? text : maskBody(text)
  }
  return (
    <details>
      <summary>
        {say('The exact request')}
        <span class="unseen"> {say('of order {number}', { number: order.number })}</span>
      </summary>
      {order.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body }) => (
          <pre class="verbatim">{`${method} ${path}\n${body === undefined ? '' : shown(body)}`}</pre>
        ))}
    </details>
  )
}
