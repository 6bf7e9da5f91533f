import type { FC } from 'hono/jsx'
import type { RunRow } from '../../flows/view/list-runs.ts'
import type { TaskRow } from '../../flows/view/list-tasks.ts'
import { State } from '../shell/state.tsx'
import { durationText, Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { Stopped } from './under-way.tsx'

interface Labelled {
  readonly labels: ReadonlyMap<string, string>
  readonly viewer: Viewer
}

export const Tasks: FC<Labelled & { readonly tasks: readonly TaskRow[] }> = ({ tasks, labels, viewer }) => (
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
      {tasks.map(task => (
        <Task task={task} label={labels.get(task.task) ?? task.task} viewer={viewer} />
      ))}
    </tbody>
  </table>
)

const Task: FC<{ readonly task: TaskRow; readonly label: string; readonly viewer: Viewer }> = ({
  task,
  label,
  viewer,
}) => (
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
        <Outcome outcome={task.last.outcome} error={task.last.error} at={task.last.finishedAt ?? task.last.startedAt} />
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

const Outcome: FC<{ readonly outcome: string | null; readonly error: string | null; readonly at: Date }> = ({
  outcome,
  error,
  at,
}) => (
  <>
    {outcome === null ? (
      <State tone="moving" word="Running" />
    ) : outcome === 'stopped' ? (
      <Stopped />
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

export const Runs: FC<Labelled & { readonly runs: readonly RunRow[] }> = ({ runs, labels, viewer }) => (
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
            ) : run.outcome === 'stopped' ? (
              <Stopped />
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
