import type { FC } from 'hono/jsx'
import type { RunRow } from '../../flows/view/list-runs.ts'
import type { TaskRow } from '../../flows/view/list-tasks.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { durationText, Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { countsText } from './counts.ts'
import { Stopped } from './under-way.tsx'

interface Labelled {
  readonly labels: ReadonlyMap<string, string>
  readonly viewer: Viewer
}

export const Tasks: FC<Labelled & { readonly tasks: readonly TaskRow[] }> = ({ tasks, labels, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Task')}</th>
        <th scope="col">{say('Last run')}</th>
        <th scope="col">{say('Next')}</th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {tasks.map(task => (
        <Task task={task} label={told(labels.get(task.task) ?? task.task)} viewer={viewer} />
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
        {say('every {duration}', { duration: durationText(task.everySeconds * 1_000) })}
        {viewer.stores.length > 1 ? ` · ${task.store}` : null}
      </span>
    </th>
    <td>
      {task.last ? (
        <Outcome outcome={task.last.outcome} error={task.last.error} at={task.last.finishedAt ?? task.last.startedAt} />
      ) : (
        say('not yet')
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
            {say('Run now')}
            <span class="unseen">
              : {label}, {task.store}
            </span>
          </button>
        </form>
      ) : null}
    </td>
  </tr>
)

const OutcomeState: FC<{ readonly outcome: string | null; readonly error: string | null }> = ({ outcome, error }) => {
  if (outcome === null) return <State tone="moving" word={say('Running')} />
  if (outcome === 'stopped') return <Stopped />
  return error === null ? <State tone="done" word={say('Went well')} /> : <State tone="failed" word={say('Failed')} />
}

const Outcome: FC<{ readonly outcome: string | null; readonly error: string | null; readonly at: Date }> = ({
  outcome,
  error,
  at,
}) => (
  <>
    <OutcomeState outcome={outcome} error={error} />
    <span class="under">
      <Moment at={at} />
      {error === null ? null : <span class="breaks"> · {told(error)}</span>}
    </span>
  </>
)

export const Runs: FC<Labelled & { readonly runs: readonly RunRow[] }> = ({ runs, labels, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Task')}</th>
        <th scope="col">{say('When')}</th>
        <th scope="col">{say('Outcome')}</th>
        <th scope="col">{say('What it did')}</th>
      </tr>
    </thead>
    <tbody>
      {runs.map(run => (
        <tr>
          <th scope="row">
            {told(labels.get(run.task) ?? run.task)}
            {viewer.stores.length > 1 ? <span class="under">{run.store}</span> : null}
          </th>
          <td>
            <Moment at={run.startedAt} as="moment" />
            {run.times > 1 && run.finishedAt ? (
              <span class="under">
                <Say
                  text="{n, plural, one {# time} other {# times}}, until {end}"
                  n={run.times}
                  end={<Moment at={run.finishedAt} as="time" />}
                />
              </span>
            ) : run.finishedAt && run.finishedAt > run.startedAt ? (
              <span class="under">{durationText(run.finishedAt.getTime() - run.startedAt.getTime())}</span>
            ) : null}
          </td>
          <td>
            <OutcomeState outcome={run.outcome} error={run.error} />
          </td>
          <td class="breaks">{run.error === null ? countsText(run.counts) : told(run.error)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
