import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { listUnfinishedFirstRuns } from '../../flows/first-run/first-run.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listOpenProblems } from '../../flows/view/list-problems.ts'
import { type HomeStore, readHome } from '../../flows/view/read-home.ts'
import { MOST_COUNTED } from '../../flows/view/read-hours.ts'
import { mayAddStores } from '../connections/pairing.tsx'
import { FirstRunOffers } from '../first-run/offer.tsx'
import { Say, say } from '../language/say.tsx'
import { told, toldTitle } from '../language/told.ts'
import { Remedy, RetryButton, Weight } from '../problems/card.tsx'
import { renderPage } from '../shell/page.tsx'
import { Icon, type OrderPhase, PHASES, State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { type AdminEnv, codesOf, type Viewer } from '../viewer.ts'
import { Books } from './books.tsx'
import { healthOf } from './health.ts'
import { Plots } from './plots.tsx'
import { storeSentence } from './sentence.ts'

const MOST_PROBLEMS = 5

export const homeRoutes = new Hono<AdminEnv>().get('/', async c => {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'view')
  const stores = codesOf(viewer)
  const [home, problems, firstRuns] = await Promise.all([
    (c.get('options').readHome ?? readHome)(viewer.ctx, stores),
    listOpenProblems(viewer.ctx, stores, MOST_PROBLEMS),
    listUnfinishedFirstRuns(viewer.ctx, stores),
  ])
  return renderPage(
    c,
    { title: say('Home'), place: 'home', everySeconds: 5 },
    home.stores.length === 0 ? (
      <NoStore viewer={viewer} />
    ) : (
      <>
        <h1 class="unseen">{say('Home')}</h1>
        <FirstRunOffers runs={firstRuns} />
        {home.stores.map(store => (
          <StoreCard store={store} locale={viewer.locale} />
        ))}
        <div class="two">
          <section class="stack" aria-label={say('Problems')}>
            {problems.length === 0 ? (
              <div class="card quiet-card">
                <h2>{say('Nothing needs a person')}</h2>
                <p class="under">{say('What sticks stands here with its cause and what to do about it.')}</p>
              </div>
            ) : (
              problems.map(problem => (
                <article class="card problem">
                  <div class="paper-head">
                    <h2>
                      <Icon tone="person" />{' '}
                      <a href={`/admin/problems#problem-${problem.id}`}>{toldTitle(problem.title)}</a>
                    </h2>
                    <RetryButton problem={problem} viewer={viewer} />
                  </div>
                  <Weight problem={problem} viewer={viewer} />
                  <Remedy problem={problem} />
                </article>
              ))
            )}
          </section>
          <div class="stack">
            <Plots hours={home.hours} before={home.waitingBefore} />
            <section class="card">
              <h2>{say('Connections')}</h2>
              {home.stores.map(store => (
                <Connections store={store} named={home.stores.length > 1} />
              ))}
            </section>
          </div>
        </div>
      </>
    ),
  )
})

/** Phases in the order in which an order goes through them; the last three are over. */
const DOORS: readonly OrderPhase[] = ['waiting', 'preparing', 'pushing', 'open', 'held', 'done', 'skipped', 'canceled']
const OVER: ReadonlySet<OrderPhase> = new Set(['done', 'skipped', 'canceled'])

const StoreCard: FC<{ readonly store: HomeStore; readonly locale: string }> = ({ store, locale }) => (
  <section class="card store" aria-labelledby={`store-${store.store}`}>
    <h2 id={`store-${store.store}`} class="store-name">
      {store.name}
    </h2>
    <p class="lead">
      {storeSentence(store).map(piece => (piece.href ? <a href={piece.href}>{piece.text}</a> : piece.text))}
    </p>
    <ul class="doors">
      {DOORS.map(phase => {
        const count = store.phases[phase]
        const address = `/admin/orders?store=${encodeURIComponent(store.store)}&phase=${phase}${OVER.has(phase) ? '&placed=7d' : ''}`
        return (
          <li>
            <a class={`tone-${PHASES[phase].tone}${count === 0 ? ' none' : ''}`} href={address}>
              <b>{count >= MOST_COUNTED ? `${MOST_COUNTED}+` : count}</b>
              <span>
                <Icon tone={PHASES[phase].tone} /> {say(PHASES[phase].word)}
                {OVER.has(phase) ? <small> {say('7 days')}</small> : null}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
    <Books store={store} locale={locale} />
  </section>
)

const Connections: FC<{ readonly store: HomeStore; readonly named: boolean }> = ({ store, named }) => (
  <ul class="connections">
    {store.farSides.map(side => {
      const health = healthOf(side)
      return (
        <li>
          <span>
            {side.name}
            {named ? <span class="under-inline"> {store.name}</span> : null}
          </span>
          <State tone={health.tone} word={health.word} />
          <span class="under">
            {health.lastAt ? <Say text="asked {when}" when={<Moment at={health.lastAt} />} /> : say('no run yet')}
            {health.reason ? <span class="breaks"> · {told(health.reason)}</span> : null}
          </span>
        </li>
      )
    })}
  </ul>
)

/** The first step is to connect one; Home then offers the others by itself. */
const NoStore: FC<{ readonly viewer: Viewer }> = ({ viewer }) => (
  <div class="empty">
    <h1>{say('No store yet')}</h1>
    {mayAddStores(viewer) ? (
      <>
        <p>
          {say(
            'A Magento with the companion module connects itself by a code. It sends nothing before its first run is gone through, step by step, on this page.',
          )}
        </p>
        <button type="button" class="primary" hx-get="/admin/connections/pair" hx-target="#dialog" hx-swap="innerHTML">
          {say('Connect a Magento…')}
        </button>
        <p>{say('Or describe the store and its ERP in a file, and run:')}</p>
        <p class="code">orderbridge apply orderbridge.yaml</p>
      </>
    ) : (
      <p>
        {say(
          'Whoever runs Orderbridge connects the first one. It then says here, in one sentence, how its orders are.',
        )}
      </p>
    )}
  </div>
)
