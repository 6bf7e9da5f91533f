import type { Child, FC } from 'hono/jsx'
import type { TransferPage } from '../../flows/view/read-transfer.ts'
import { say } from '../language/say.tsx'
import { Timeline } from '../orders/timeline.tsx'
import { Moment, Money } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { TransferPhase } from './state.tsx'
import { storyOf, Waits } from './story.tsx'

interface PageProps {
  readonly transfer: TransferPage
  readonly viewer: Viewer
}

/** One order of another system: how it is, what can be done, and how it got there. */
export const Transfer: FC<PageProps> = ({ transfer, viewer }) => (
  <>
    <nav class="crumbs" aria-label={say('Where this is')}>
      <a href="/admin/transfers">{say('Transfers')}</a>
    </nav>
    <div class="head">
      <div>
        <h1>
          {say('Order {number}', { number: transfer.number })} <TransferPhase state={transfer.state} />
        </h1>
        <p class="lead">{sentence(transfer)}</p>
      </div>
      {may(viewer, 'operate') ? <Actions transfer={transfer} /> : null}
    </div>
    <Waits transfer={transfer} />
    <div class="two">
      <section class="card">
        <h2>{say('What happened')}</h2>
        <Timeline entries={storyOf(transfer)} />
      </section>
      <Facts transfer={transfer} viewer={viewer} />
    </div>
  </>
)

function sentence({ state, erpNumber, connectionName: name, acknowledgedAt }: TransferPage): string {
  const number = erpNumber ?? ''
  if (state === 'acknowledged')
    return say('It is in {name} as {number}, and acknowledged where it came from.', { name, number })
  if (state === 'written')
    return say('It is in {name} as {number}; where it came from nobody knows yet.', { name, number })
  if (state === 'gone' && erpNumber)
    return say('It is cancelled or gone where it came from, and in {name} as {number}.', { name, number })
  if (state === 'gone') return say('It is gone where it came from, and never got to {name}.', { name })
  if (state === 'held') return say('It is not in {name}: something keeps it.', { name })
  return acknowledgedAt ? say('It waits again.') : say('It is on its way to {name}.', { name })
}

const Actions: FC<{ readonly transfer: TransferPage }> = ({ transfer: { id, mayRetry, write, acknowledgement } }) => {
  const stopped = [write, acknowledgement].find(message => message?.stopped)
  return (
    <div class="actions">
      {mayRetry ? (
        <button
          type="button"
          class="primary"
          hx-post={`/admin/transfers/${id}/retry`}
          hx-target="#toasts"
          hx-swap="innerHTML"
          hx-disable="this"
        >
          {say('Try again')}
        </button>
      ) : null}
      {stopped ? (
        <button type="button" hx-get={`/admin/orders/messages/${stopped.id}`} hx-target="#dialog" hx-swap="innerHTML">
          {say('Look at the message…')}
        </button>
      ) : null}
    </div>
  )
}

const Facts: FC<PageProps> = ({ transfer, viewer }) => {
  const { order, key, connectionName, erpNumber, orderbridgeId, heardAt, dueAt, state } = transfer
  return (
    <section class="card">
      <h2>{say('The order')}</h2>
      <dl class="facts">
        {order ? (
          <>
            <Fact name={say('Total')}>
              <Money locale={viewer.locale} value={order.grandTotal} currency={order.currency} />
            </Fact>
            <Fact name={say('Placed')}>
              <Moment at={order.placedAt} as="moment" />
            </Fact>
          </>
        ) : null}
        <Fact name={say('Goes to')}>{connectionName}</Fact>
        {erpNumber ? <Fact name={say('In the ERP as')}>{erpNumber}</Fact> : null}
        <Fact name={say('Key where it came from')}>{key}</Fact>
        {orderbridgeId ? <Fact name={say('Our key in the ERP')}>{orderbridgeId}</Fact> : null}
        <Fact name={say('Heard')}>
          <Moment at={heardAt} as="moment" />
        </Fact>
        {dueAt && state === 'held' ? (
          <Fact name={say('Looked at again')}>
            <Moment at={dueAt} />
          </Fact>
        ) : null}
      </dl>
    </section>
  )
}

const Fact: FC<{ readonly name: string; readonly children?: Child }> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
