import type { Child, FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { inboxAddress } from '../inbox/filter.ts'
import { Say, say } from '../language/say.tsx'
import { told, toldDetail } from '../language/told.ts'
import { OrderState } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { actionsOf } from './actions.ts'
import { Lines, MoneyTable } from './both-sides.tsx'
import { Facts } from './facts.tsx'
import { Papers } from './papers.tsx'
import { OrderSentence } from './sentence.tsx'
import { Timeline } from './timeline.tsx'

export const OrderView: FC<{ readonly order: OrderPage; readonly viewer: Viewer }> = ({ order, viewer }) => (
  <>
    <nav class="crumbs" aria-label={say('Where this is')}>
      <a href="/admin/orders">{say('Orders')}</a>
    </nav>
    <div class="head">
      <div>
        <h1>
          {say('Order {number}', { number: order.number })}{' '}
          <OrderState phase={order.phase} problem={order.problems.length > 0} />
        </h1>
        <OrderSentence order={order} />
      </div>
      <Actions order={order} viewer={viewer} />
    </div>
    <Problems order={order} />
    <div class="two">
      <div class="stack">
        <Section title={say('Lines, both sides')}>
          {order.lines.length > 0 ? (
            <Lines order={order} locale={viewer.locale} />
          ) : (
            <p class="under">
              {say('Magento’s order could not be read, so its lines are not known. The story says why.')}
            </p>
          )}
        </Section>
        {order.documents.length > 0 ? (
          <Section title={say('Documents')}>
            <Papers order={order} mayOperate={may(viewer, 'operate')} />
          </Section>
        ) : null}
        {order.money ? (
          <Section title={say('Money')}>
            <MoneyTable order={order} locale={viewer.locale} />
          </Section>
        ) : null}
        <Section title={say('Order')}>
          <Facts order={order} mayOperate={may(viewer, 'operate')} />
        </Section>
      </div>
      <Section title={say('What happened')}>
        <Timeline entries={order.timeline} />
        {may(viewer, 'operate') ? <WriteNote id={order.id} /> : null}
        <p class="under">
          <a href={inboxAddress({ q: order.number })}>{say('What was received about it')}</a>
        </p>
      </Section>
    </div>
  </>
)

const Section: FC<{ readonly title: string; readonly children?: Child }> = ({ title, children }) => (
  <section class="card">
    <h2>{title}</h2>
    {children}
  </section>
)

const Actions: FC<{ readonly order: OrderPage; readonly viewer: Viewer }> = ({ order, viewer }) => (
  <div class="actions">
    {(may(viewer, 'operate') ? actionsOf(order) : []).map(action =>
      action.opens ? (
        <button
          type="button"
          class={action.primary ? 'primary' : ''}
          hx-get={action.address}
          hx-target="#dialog"
          hx-swap="innerHTML"
        >
          {say(action.label)}
        </button>
      ) : (
        <button
          type="button"
          class={action.primary ? 'primary' : ''}
          hx-post={action.address}
          hx-target="#toasts"
          hx-swap="innerHTML"
          hx-disable="this"
        >
          {say(action.label)}
        </button>
      ),
    )}
    <button type="button" class="quiet in-magento" data-open-magento={`sales/order/view/order_id/${order.magentoId}`}>
      {say('Show in Magento')}
    </button>
    {mayStillBeStopped(order) ? (
      <p class="under why-not">
        {say(
          'In the ERP already, so it cannot be held. To stop it, cancel it in Magento: the sales document is cancelled with it, if that is still possible.',
        )}
      </p>
    ) : null}
  </div>
)

/** In the ERP, and nothing of it has left or is invoiced: somebody may look for the button that holds it. */
const mayStillBeStopped = (order: OrderPage): boolean =>
  order.phase === 'open' && order.followUps.every(followUp => followUp.canceled)

/** Below the story, where the note will stand. */
const WriteNote: FC<{ readonly id: number }> = ({ id }) => (
  <div class="actions">
    <button type="button" hx-get={`/admin/orders/${id}/note`} hx-target="#dialog" hx-swap="innerHTML">
      {say('Write a note…')}
    </button>
  </div>
)

const Problems: FC<{ readonly order: OrderPage }> = ({ order }) => (
  <>
    {order.problems.map(problem => (
      <section class="card problem" aria-labelledby={`problem-${problem.id}`}>
        <h2 id={`problem-${problem.id}`}>{told(problem.title)}</h2>
        <p>{told(problem.remedy)}</p>
        {problem.detail ? <p class="verbatim">{toldDetail(problem.detail)}</p> : null}
        <p class="under">
          <Say text="for {since}" since={<Moment at={problem.since} as="for" />} /> ·{' '}
          <a href={`/admin/orders?problem=${problem.id}`}>{say('every order that waits for it')}</a>
        </p>
      </section>
    ))}
  </>
)
