import type { FC } from 'hono/jsx'
import type { ProblemCard } from '../../flows/view/list-problems.ts'
import { Icon } from '../shell/state.tsx'
import { Moment, moneyText, plural } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

interface CardProps {
  readonly problem: ProblemCard
  readonly viewer: Viewer
}

/** How much hangs on it: orders, money per currency, since when. */
export const Weight: FC<CardProps> = ({ problem, viewer }) => (
  <p class="weight">
    {problem.orders > 0 ? (
      <>
        <a href={`/admin/orders?problem=${problem.id}`}>{plural(problem.orders, 'order')}</a>{' '}
        {problem.orders === 1 ? 'waits' : 'wait'} for it
        {problem.amounts.length > 0 ? (
          <> · {problem.amounts.map(({ currency, total }) => moneyText(viewer.locale, total, currency)).join(' + ')}</>
        ) : null}
      </>
    ) : (
      'holds up everything of this connection'
    )}{' '}
    · for <Moment at={problem.openedAt} as="for" />
    {viewer.stores.length > 1 ? ` · store ${problem.store}` : null}
  </p>
)

export const OpenProblem: FC<CardProps> = ({ problem, viewer }) => (
  <article class="card problem" id={`problem-${problem.id}`} aria-labelledby={`problem-title-${problem.id}`}>
    <div class="paper-head">
      <h2 id={`problem-title-${problem.id}`}>
        <Icon tone="person" /> {problem.title}
      </h2>
      {may(viewer, 'operate') && problem.orders > 0 ? (
        <button
          type="button"
          hx-post={`/admin/problems/${problem.id}/retry`}
          hx-target="#toasts"
          hx-swap="innerHTML"
          hx-disable="this"
        >
          {problem.orders === 1 ? 'Try again' : `Try all ${problem.orders} again`}
        </button>
      ) : null}
    </div>
    <Weight problem={problem} viewer={viewer} />
    <p>{problem.remedy}</p>
    {problem.detail ? <p class="verbatim">{problem.detail}</p> : null}
    {problem.oldest.length > 1 ? <WaitingOrders problem={problem} viewer={viewer} /> : null}
  </article>
)

const WaitingOrders: FC<CardProps> = ({ problem, viewer }) => (
  <details id={`waiting-${problem.id}`}>
    <summary>
      {problem.orders > problem.oldest.length ? `The ${problem.oldest.length} that wait longest` : 'Order by order'}
    </summary>
    <ul class="waiting-orders">
      {problem.oldest.map(order => (
        <li>
          <a href={`/admin/orders/${order.id}`}>{order.number}</a>
          <span class="under-inline">
            has waited for <Moment at={order.since} as="for" />
          </span>
          {may(viewer, 'operate') ? (
            <button
              type="button"
              class="small"
              hx-post={`/admin/orders/${order.id}/retry`}
              hx-target="#toasts"
              hx-swap="innerHTML"
              hx-disable="this"
            >
              Try again<span class="unseen"> with order {order.number}</span>
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  </details>
)
