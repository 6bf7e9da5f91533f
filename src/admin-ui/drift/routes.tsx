import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { acceptDrift } from '../../flows/reconcile/accept-drift.ts'
import {
  type DriftRow,
  listClosedDrifts,
  listOpenDrifts,
  needsPerson,
  readOpenDrift,
} from '../../flows/reconcile/list-drifts.ts'
import { askToReconcile, RECONCILE_TASK } from '../../flows/reconcile/reconcile-by-clock.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listUnderWay } from '../../flows/view/list-under-way.ts'
import { taskLabels } from '../../flows/view/task-labels.ts'
import { message, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { UnderWayCard } from '../runs/under-way.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { Moment } from '../shell/words.tsx'
import { type AdminContext, type AdminEnv, codesOf, may, Refusal, type Viewer } from '../viewer.ts'
import { Drifts } from './table.tsx'

const DAY_MS = 86_400_000
/** Days back; the first is what the clock does. */
const WINDOWS = [
  { value: '', label: message('last 14 days and everything unfinished') },
  { value: '31', label: message('last 31 days') },
  { value: '92', label: message('last 3 months') },
  { value: '366', label: message('last year') },
] as const

const compareForm = z.object({ store: z.string().max(40), days: z.enum(['', '31', '92', '366']) })
const acceptForm = z.object({
  reason: z.string().trim().min(1, message('Say why, so that others understand it later.')).max(300),
})

export const driftRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const stores = codesOf(viewer)
    const [open, closed, underWay, labels] = await Promise.all([
      listOpenDrifts(viewer.ctx, stores),
      listClosedDrifts(viewer.ctx, { stores, paging: pagingOf(c) }),
      listUnderWay(viewer.ctx, stores),
      taskLabels(viewer.ctx, stores),
    ])
    const people = open.filter(needsPerson)
    const moving = open.filter(drift => drift.class === 'ours_late' || drift.class === 'theirs_late')
    const rest = open.filter(drift => !people.includes(drift) && !moving.includes(drift))
    return renderPage(
      c,
      { title: say('Drift'), place: 'drift', everySeconds: 10 },
      <>
        <div class="head">
          <div>
            <h1>{say('Drift')}</h1>
            <p class="lead">{sentence(people.length, moving.length, rest.length)}</p>
          </div>
        </div>
        {may(viewer, 'operate') ? <CompareNow viewer={viewer} /> : null}
        <UnderWayCard
          underWay={underWay.filter(({ task }) => task === RECONCILE_TASK)}
          labels={labels}
          viewer={viewer}
        />
        {open.length === 0 ? <NoDrift /> : null}
        {people.length > 0 ? <Drifts drifts={people} viewer={viewer} /> : null}
        <Folded id="moving" title={say('Passes by itself')} drifts={moving} viewer={viewer} />
        <Folded id="settled" title={say('Explained or accepted')} drifts={rest} viewer={viewer} />
        {closed.rows.length > 0 ? (
          <section class="card">
            <h2>{say('Gone')}</h2>
            <ul class="history">
              {closed.rows.map(drift => (
                <Gone drift={drift} />
              ))}
            </ul>
            <Pager c={c} page={closed} label={say('Pages of drifts that are gone')} />
          </section>
        ) : null}
      </>,
    )
  })
  .post('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const { store, days } = await readForm(c, compareForm)
    if (!codesOf(viewer).includes(store)) throw new Refusal(404, say('There is no such store among yours.'))
    const from = days ? new Date(viewer.ctx.clock.now().getTime() - Number(days) * DAY_MS) : undefined
    return answerAction(c, async () => (await askToReconcile(viewer.ctx, { store, from })).message)
  })
  .get('/:id{\\d{1,15}}/accept', async c => {
    const drift = await ownDrift(c)
    return c.html(
      <Dialog
        title={say('Accept the difference of order {number}', { number: drift.number })}
        action={`/admin/drift/${drift.id}/accept`}
        submit={say('Accept')}
      >
        <p>{told(drift.text)}</p>
        <p>{say('It counts as explained, in the ledger as well, until one of the values changes.')}</p>
        <Reason quick={[say('Agreed with the customer'), say('Corrected in the accounts'), say('Test order')]} />
      </Dialog>,
    )
  })
  .post('/:id{\\d{1,15}}/accept', async c => {
    const drift = await ownDrift(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, acceptForm)
      const input = { store: drift.store, driftId: drift.id, note: reason }
      return (await acceptDrift(c.get('viewer').ctx, input)).message
    })
  })

/** The open drift of the address, when the viewer may act on it. */
async function ownDrift(c: AdminContext): Promise<DriftRow> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const drift = await readOpenDrift(viewer.ctx, codesOf(viewer), Number(c.req.param('id')))
  if (!drift) throw new Refusal(404, say('There is no such open drift in your stores.'))
  return drift
}

function sentence(people: number, moving: number, rest: number): string {
  if (people + moving + rest === 0) return say('Magento and the ERP agree, as far as they were compared.')
  const needs =
    people === 0
      ? say('No difference needs a person')
      : say('{n, plural, one {# difference needs} other {# differences need}} a person', { n: people })
  const others = [
    ...(moving > 0 ? [say('{n, plural, one {# passes} other {# pass}} without help', { n: moving })] : []),
    ...(rest > 0 ? [say('{n, plural, one {# is} other {# are}} explained or accepted', { n: rest })] : []),
  ]
  return `${[needs, ...others].join(', ')}.`
}

const CompareNow: FC<{ readonly viewer: Viewer }> = ({ viewer }) => (
  <form class="filters" hx-post="/admin/drift" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
    {viewer.stores.length > 1 ? (
      <div class="field">
        <label for="drift-store">{say('Store')}</label>
        <select id="drift-store" name="store">
          {viewer.stores.map(store => (
            <option value={store.code}>{store.name}</option>
          ))}
        </select>
      </div>
    ) : (
      <input type="hidden" name="store" value={viewer.stores[0]?.code ?? ''} />
    )}
    <div class="field grow">
      <label for="drift-days">{say('Orders of the')}</label>
      <select id="drift-days" name="days">
        {WINDOWS.map(({ value, label }) => (
          <option value={value}>{say(label)}</option>
        ))}
      </select>
    </div>
    <button type="submit">{say('Compare now')}</button>
  </form>
)

interface FoldedProps {
  readonly id: string
  readonly title: string
  readonly drifts: readonly DriftRow[]
  readonly viewer: Viewer
}

const Folded: FC<FoldedProps> = ({ id, title, drifts, viewer }) =>
  drifts.length > 0 ? (
    <details id={id}>
      <summary>
        {title} ({drifts.length})
      </summary>
      <Drifts drifts={drifts} viewer={viewer} />
    </details>
  ) : null

const Gone: FC<{ readonly drift: DriftRow }> = ({ drift }) => (
  <li>
    <p>
      {drift.orderId === undefined ? drift.number : <a href={`/admin/orders/${drift.orderId}`}>{drift.number}</a>}
      {' · '}
      {told(drift.text)}
    </p>
    <p class="under">
      <Say
        text="{from} to {to}"
        from={<Moment at={drift.firstSeenAt} as="moment" />}
        to={drift.closedAt ? <Moment at={drift.closedAt} as="moment" /> : null}
      />{' '}
      · {told(drift.closedReason ?? '')}
    </p>
  </li>
)

const NoDrift: FC = () => (
  <div class="empty">
    <h2>{say('Both sides agree')}</h2>
    <p>
      {say(
        'Every hour the orders of the last 14 days, and everything unfinished, are compared in Magento and in the ERP: lines, quantities, totals, documents and states. What the bridge missed it catches up by itself. What people changed on one side stands here with both values until it is put right or accepted.',
      )}
    </p>
  </div>
)
