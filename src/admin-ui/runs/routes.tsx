import { Hono } from 'hono'
import { z } from 'zod'
import { askToPull, PULLS } from '../../flows/poll/pull-again.ts'
import { momentOfDay } from '../../flows/reconcile/moment-of-day.ts'
import { requireRole } from '../../flows/require-role.ts'
import { runTaskNow } from '../../flows/schedule/run-task-now.ts'
import { listFarSides } from '../../flows/view/list-far-sides.ts'
import { listRuns } from '../../flows/view/list-runs.ts'
import { listTasks } from '../../flows/view/list-tasks.ts'
import { listUnderWay } from '../../flows/view/list-under-way.ts'
import { taskLabels } from '../../flows/view/task-labels.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminEnv, codesOf, may, queryText, Refusal } from '../viewer.ts'
import { countsText } from './counts.ts'
import { FarSides } from './far-sides.tsx'
import { pauseRoutes } from './pause-routes.tsx'
import { PullForm } from './pull-form.tsx'
import { Runs, Tasks } from './tables.tsx'
import { stopRoutes, UnderWayCard } from './under-way.tsx'

const pullForm = z.object({ store: z.string().max(40), since: z.string().max(10), what: z.enum(PULLS) })
const taskForm = z.object({ store: z.string().max(40), task: z.string().max(100) })

export const runRoutes = new Hono<AdminEnv>()
  .route('/', pauseRoutes)
  .route('/', stopRoutes)
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const stores = codesOf(viewer)
    const task = queryText(c, 'task') || undefined
    const [tasks, runs, labels, farSides, underWay] = await Promise.all([
      listTasks(viewer.ctx, stores),
      listRuns(viewer.ctx, { stores, task, paging: pagingOf(c) }),
      taskLabels(viewer.ctx, stores),
      listFarSides(viewer.ctx, stores),
      listUnderWay(viewer.ctx, stores),
    ])
    return renderPage(
      c,
      { title: say('Runs'), place: 'runs', everySeconds: 5 },
      <>
        <div class="head">
          <h1>{say('Runs')}</h1>
        </div>
        {farSides.sides.length > 0 ? (
          <section class="card">
            <h2>{say('Far sides')}</h2>
            <FarSides {...farSides} viewer={viewer} />
          </section>
        ) : null}
        <UnderWayCard underWay={underWay} labels={labels} viewer={viewer} />
        <section class="card">
          <h2>{say('What runs by the clock')}</h2>
          {tasks.length > 0 ? (
            <Tasks tasks={tasks} labels={labels} viewer={viewer} />
          ) : (
            <p>
              {say('No task is planned yet. They are planned as soon as a store is configured and the worker runs.')}
            </p>
          )}
        </section>
        {may(viewer, 'operate') && viewer.stores.length > 0 ? (
          <section class="card">
            <h2>{say('Hear it again')}</h2>
            <p class="under">
              {say('Everything that changed since a day is looked at again. What is known already comes to nothing.')}
            </p>
            <PullForm stores={viewer.stores} />
          </section>
        ) : null}
        <section class="card">
          <h2>{task ? say('Runs of {task}', { task: told(labels.get(task) ?? task) }) : say('Latest runs')}</h2>
          {task ? (
            <p>
              <a href="/admin/runs">{say('Runs of every task')}</a>
            </p>
          ) : null}
          {runs.rows.length > 0 ? (
            <Runs runs={runs.rows} labels={labels} viewer={viewer} />
          ) : (
            <p>{say('Nothing ran yet.')}</p>
          )}
          <Pager c={c} page={runs} label={say('Pages of runs')} />
        </section>
      </>,
    )
  })
  .post('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const { store, task } = await readForm(c, taskForm)
    if (!codesOf(viewer).includes(store)) throw new Refusal(404, say('There is no such store among yours.'))
    return answerAction(c, async () => {
      const { message, label, counts } = await runTaskNow(viewer.ctx, { store, task })
      return counts ? `${told(label)}: ${countsText(counts)}.` : message
    })
  })
  .post('/pull', async c => {
    const { ctx, ...viewer } = c.get('viewer')
    requireRole(ctx, 'operate')
    return answerAction(c, async () => {
      const { store, since, what } = await readForm(c, pullForm)
      if (!viewer.stores.some(({ code }) => code === store))
        throw new Refusal(404, say('There is no such store among yours.'))
      return (await askToPull(ctx, { store, since: await momentOfDay(ctx, store, since), what })).message
    })
  })
