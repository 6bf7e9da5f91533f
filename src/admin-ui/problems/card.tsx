import type { FC } from 'hono/jsx'
import type { ProblemCard } from '../../flows/view/list-problems.ts'
import { dayText } from '../language/figures.ts'
import { Say, say } from '../language/say.tsx'
import { told, toldDetail, toldTitle } from '../language/told.ts'
import { dayAddress } from '../ledger/month.tsx'
import { Icon } from '../shell/state.tsx'
import { Moment, moneyText } from '../shell/words.tsx'
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
        <Say
          text="{orders} {n, plural, one {waits} other {wait}} for it"
          n={problem.orders}
          orders={
            <a href={`/admin/orders?problem=${problem.id}`}>
              {say('{n, plural, one {# order} other {# orders}}', { n: problem.orders })}
            </a>
          }
        />
        {problem.amounts.length > 0 ? (
          <> · {problem.amounts.map(({ currency, total }) => moneyText(viewer.locale, total, currency)).join(' + ')}</>
        ) : null}
      </>
    ) : null}
    {problem.transfers > 0 ? (
      <>
        {problem.orders > 0 ? ' · ' : null}
        <Say
          text="{orders} {n, plural, one {waits} other {wait}} for it"
          n={problem.transfers}
          orders={
            <a href="/admin/transfers?state=held">
              {say('{n, plural, one {# order of another system} other {# orders of other systems}}', {
                n: problem.transfers,
              })}
            </a>
          }
        />
      </>
    ) : null}
    {problem.whole && problem.orders + problem.transfers === 0 ? say('holds up everything of this connection') : null}
    {problem.whole || problem.orders + problem.transfers > 0 ? ' · ' : null}
    <Say text="for {since}" since={<Moment at={problem.openedAt} as="for" />} />
    {viewer.stores.length > 1 ? ` · ${say('store {name}', { name: problem.store })}` : null}
  </p>
)

export const Remedy: FC<Pick<CardProps, 'problem'>> = ({ problem }) => (
  <p>
    {told(problem.remedy)}
    {problem.unmapped && problem.connection !== null ? (
      <>
        {' '}
        <a href={`/admin/mappings/${problem.connection}`}>{say('Open the mappings')}</a>
      </>
    ) : null}
    {problem.ledgerDay === undefined ? null : (
      <>
        {' '}
        <a href={dayAddress({ store: problem.store, day: problem.ledgerDay })}>
          {say('Open {day}', { day: dayText(problem.ledgerDay) })}
        </a>
      </>
    )}
  </p>
)

/** For every order that waits for it; what is about one order of another system is closed by it. */
export const RetryButton: FC<CardProps> = ({ problem, viewer }) =>
  may(viewer, 'operate') && (problem.orders + problem.transfers > 0 || problem.ofTransfer) ? (
    <button
      type="button"
      hx-post={`/admin/problems/${problem.id}/retry`}
      hx-target="#toasts"
      hx-swap="innerHTML"
      hx-disable="this"
    >
      {problem.orders + problem.transfers <= 1
        ? say('Try again')
        : say('Try all {n} again', { n: problem.orders + problem.transfers })}
    </button>
  ) : null

export const OpenProblem: FC<CardProps> = ({ problem, viewer }) => (
  <article class="card problem" id={`problem-${problem.id}`} aria-labelledby={`problem-title-${problem.id}`}>
    <div class="paper-head">
      <h2 id={`problem-title-${problem.id}`}>
        <Icon tone="person" /> {toldTitle(problem.title)}
      </h2>
      <RetryButton problem={problem} viewer={viewer} />
    </div>
    <Weight problem={problem} viewer={viewer} />
    <Remedy problem={problem} />
    {problem.detail ? <p class="verbatim">{toldDetail(problem.detail)}</p> : null}
    {problem.oldest.length > 1 ? <WaitingOrders problem={problem} viewer={viewer} /> : null}
  </article>
)

const WaitingOrders: FC<CardProps> = ({ problem, viewer }) => (
  <details id={`waiting-${problem.id}`}>
    <summary>
      {problem.orders > problem.oldest.length
        ? say('The {n} that wait longest', { n: problem.oldest.length })
        : say('Order by order')}
    </summary>
    <ul class="waiting-orders">
      {problem.oldest.map(order => (
        <li>
          <a href={`/admin/orders/${order.id}`}>{order.number}</a>
          <span class="under-inline">
            <Say text="has waited for {since}" since={<Moment at={order.since} as="for" />} />
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
              {say('Try again')}
              <span class="unseen"> {say('with order {number}', { number: order.number })}</span>
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  </details>
)
