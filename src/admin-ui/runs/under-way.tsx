import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { stopCatalogRun } from '../../flows/catalog/ask-for-run.ts'
import { PULL_TASK, stopPull } from '../../flows/poll/pull-again.ts'
import { stopComparison } from '../../flows/reconcile/comparison-progress.ts'
import { RECONCILE_TASK } from '../../flows/reconcile/reconcile-by-clock.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listUnderWay, type UnderWay } from '../../flows/view/list-under-way.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { State } from '../shell/state.tsx'
import { type AdminEnv, codesOf, may, Refusal, type Viewer } from '../viewer.ts'

export const Stopped: FC = () => <State tone="over" word={say('Stopped')} />

interface CardProps {
  readonly underWay: readonly UnderWay[]
  readonly labels: ReadonlyMap<string, string>
  readonly viewer: Viewer
}

/** What somebody works on now, with how far it is; long runs can be stopped. */
export const UnderWayCard: FC<CardProps> = ({ underWay, labels, viewer }) =>
  underWay.length === 0 ? null : (
    <section class="card">
      <h2>{say('Under way')}</h2>
      <ul class="under-way">
        {underWay.map(one => {
          const label = told(labels.get(one.task) ?? one.task)
          return (
            <li>
              <span>
                {label}
                {viewer.stores.length > 1 ? <span class="under-inline"> {one.store}</span> : null}
                {one.orders ? (
                  <span class="under">
                    {say('{done, number} of {n, plural, one {# order} other {# orders}}', {
                      done: one.orders.done,
                      n: one.orders.of,
                    })}
                  </span>
                ) : null}
              </span>
              <progress max={1} {...(one.progress !== undefined && { value: one.progress })} aria-label={label} />
              {one.mayStop && may(viewer, 'operate') ? (
                <button
                  type="button"
                  class="small"
                  hx-post="/admin/runs/stop"
                  hx-vals={JSON.stringify({ store: one.store, task: one.task })}
                  hx-target="#toasts"
                  hx-swap="innerHTML"
                  hx-disable="this"
                >
                  {say('Stop')}
                  <span class="unseen">: {label}</span>
                </button>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )

const form = z.object({ store: z.string().max(40), task: z.string().max(100) })

/** Ends a long run after the page that it is at. */
export const stopRoutes = new Hono<AdminEnv>().post('/stop', async c => {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const { store, task } = await readForm(c, form)
  const found = (await listUnderWay(viewer.ctx, codesOf(viewer))).find(one => one.store === store && one.task === task)
  if (!found?.mayStop) throw new Refusal(404, say('There is no such run under way in your stores.'))
  return answerAction(c, async () => {
    if (task === PULL_TASK) await stopPull(viewer.ctx, { store })
    else if (task === RECONCILE_TASK) await stopComparison(viewer.ctx, { store })
    else await stopCatalogRun(viewer.ctx, { store, connection: task.slice(task.indexOf(':') + 1) })
    return say('It ends after the page that it is at. What it did stays.')
  })
})
