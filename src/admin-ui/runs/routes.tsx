import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { runTaskNow } from '../../flows/schedule/run-task-now.ts'
import { listRuns, type RunRow } from '../../flows/view/list-runs.ts'
import { listTasks, type TaskRow } from '../../flows/view/list-tasks.ts'
import { taskLabels } from '../../flows/view/task-labels.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { State } from '../shell/state.tsx'
import { durationText, Moment } from '../shell/words.tsx'
import { type AdminEnv, codesOf, may, queryText, Refusal, type Viewer } from '../viewer.ts'

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

interface Labelled {
  readonly labels: ReadonlyMap<string, string>
  readonly viewer: Viewer
}

const Tasks: FC<Labelled & { readonly tasks: readonly TaskRow[] }> = ({ tasks, labels, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">Task</th>
        <th scope="col">Last run</th>
        <th scope="col">Next</th>
        <th scope="col">
          <span class="unseen">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {tasks.map(task => {
        const label = labels.get(task.task) ?? task.task
        return (
          <tr>
            <th scope="row">
              <a href={`/admin/runs?task=${encodeURIComponent(task.task)}`}>{label}</a>
              <span class="under">
                every {durationText(task.everySeconds * 1_000)}
                {viewer.stores.length > 1 ? ` · ${task.store}` : null}
              </span>
            </th>
            <td>
              {task.last ? (
                <Outcome
                  outcome={task.last.outcome}
                  error={task.last.error}
                  at={task.last.finishedAt ?? task.last.startedAt}
                />
              ) : (
                'not yet'
              )}
            </td>
            <td>
              <Moment at={task.nextAt} />
            </td>
            <td class="number">
              {may(viewer, 'operate') ? (
                <form hx-post="/admin/runs" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
                  <input type="hidden" name="store" value={task.store} />
                  <input type="hidden" name="task" value={task.task} />
                  <button type="submit" class="small">
                    Run now
                    <span class="unseen">
                      : {label}, {task.store}
                    </span>
                  </button>
                </form>
              ) : null}
            </td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

const Outcome: FC<{ readonly outcome: string | null; readonly error: string | null; readonly at: Date }> = ({
  outcome,
  error,
  at,
}) => (
  <>
    {outcome === null ? (
      <State tone="moving" word="Running" />
    ) : error === null ? (
      <State tone="done" word="Went well" />
    ) : (
      <State tone="failed" word="Failed" />
    )}
    <span class="under">
      <Moment at={at} />
      {error === null ? null : <span class="breaks"> · {error}</span>}
    </span>
  </>
)

const Runs: FC<Labelled & { readonly runs: readonly RunRow[] }> = ({ runs, labels, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">Task</th>
        <th scope="col">When</th>
        <th scope="col">Outcome</th>
        <th scope="col">What it did</th>
      </tr>
    </thead>
    <tbody>
      {runs.map(run => (
        <tr>
          <th scope="row">
            {labels.get(run.task) ?? run.task}
            {viewer.stores.length > 1 ? <span class="under">{run.store}</span> : null}
          </th>
          <td>
            <Moment at={run.startedAt} as="moment" />
            {run.times > 1 && run.finishedAt ? (
              <span class="under">
                {run.times} times, until <Moment at={run.finishedAt} as="time" />
              </span>
            ) : run.finishedAt && run.finishedAt > run.startedAt ? (
              <span class="under">{durationText(run.finishedAt.getTime() - run.startedAt.getTime())}</span>
            ) : null}
          </td>
          <td>
            {run.outcome === null ? (
              <State tone="moving" word="Running" />
            ) : run.error === null ? (
              <State tone="done" word="Went well" />
            ) : (
              <State tone="failed" word="Failed" />
            )}
          </td>
          <td class="breaks">{run.error ?? countsText(run)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const countsText = (run: RunRow): string =>
  Object.entries(run.counts)
    .map(([name, count]) => `${String(count)} ${name.replaceAll('_', ' ')}`)
    .join(', ') || 'nothing new'
