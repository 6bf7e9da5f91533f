import { Hono } from 'hono'
import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { runTaskNow } from '../../flows/schedule/run-task-now.ts'
import { listRuns } from '../../flows/view/list-runs.ts'
import { listTasks } from '../../flows/view/list-tasks.ts'
import { taskLabels } from '../../flows/view/task-labels.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminEnv, codesOf, queryText, Refusal } from '../viewer.ts'
import { Runs, Tasks } from './tables.tsx'

const taskForm = z.object({ store: z.string().max(40), task: z.string().max(100) })

export const runRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const stores = codesOf(viewer)
    const task = queryText(c, 'task') || undefined
    const [tasks, runs, labels] = await Promise.all([
      listTasks(viewer.ctx, stores),
      listRuns(viewer.ctx, { stores, task, paging: pagingOf(c) }),
      taskLabels(viewer.ctx, stores),
    ])
    return renderPage(
      c,
      { title: 'Runs', place: 'runs', everySeconds: 5 },
      <>
        <div class="head">
          <h1>Runs</h1>
        </div>
        <section class="card">
          <h2>What runs by the clock</h2>
          {tasks.length > 0 ? (
            <Tasks tasks={tasks} labels={labels} viewer={viewer} />
          ) : (
            <p>No task is planned yet. They are planned as soon as a store is configured and the worker runs.</p>
          )}
        </section>
        <section class="card">
          <h2>{task ? `Runs of ${labels.get(task) ?? task}` : 'Latest runs'}</h2>
          {task ? (
            <p>
              <a href="/admin/runs">Runs of every task</a>
            </p>
          ) : null}
          {runs.rows.length > 0 ? <Runs runs={runs.rows} labels={labels} viewer={viewer} /> : <p>Nothing ran yet.</p>}
          <Pager c={c} page={runs} what="runs" />
        </section>
      </>,
    )
  })
  .post('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const { store, task } = await readForm(c, taskForm)
    if (!codesOf(viewer).includes(store)) throw new Refusal(404, 'There is no such store among yours.')
    return answerAction(c, async () => (await runTaskNow(viewer.ctx, { store, task })).message)
  })
