import type { FC } from 'hono/jsx'
import type { FirstRun } from '../../flows/first-run/first-run.ts'
import { say } from '../language/say.tsx'
import { may, type Viewer } from '../viewer.ts'

/** From which day on orders are sent, and how long each waits. */
export const RulesStep: FC<{ readonly run: FirstRun; readonly viewer: Viewer }> = ({ run, viewer }) => {
  const readonly = !may(viewer, 'configure')
  return (
    <form
      class="card stack narrow"
      hx-post={`/admin/first-run/${run.store}/rules`}
      hx-target="#toasts"
      hx-swap="innerHTML"
      hx-disable="find button"
    >
      <input type="hidden" name="base" value={String(run.revision)} />
      <div class="field">
        <label for="since">{say('First day whose orders are sent (cut-over date)')}</label>
        <input
          id="since"
          name="since"
          type="date"
          value={run.since ?? ''}
          readonly={readonly}
          aria-describedby="since-help"
        />
        <p class="under" id="since-help">
          {say(
            'Orders that were placed earlier are left alone: they are in the ERP already, or are entered there by hand. Without a date it is the moment in which the store was added. The day is one of {zone}.',
            { zone: run.timezone },
          )}
        </p>
      </div>
      <div class="field">
        <label for="holdMinutes">{say('Minutes that each order waits before it is sent')}</label>
        <input
          id="holdMinutes"
          name="holdMinutes"
          type="text"
          inputmode="numeric"
          maxlength={5}
          value={String(run.holdMinutes)}
          readonly={readonly}
          aria-describedby="hold-help"
        />
        <p class="under" id="hold-help">
          {say('Time in which somebody can still cancel or change it in Magento. 0: it is sent at once.')}
        </p>
      </div>
      {readonly ? (
        <p class="under">{say('To change this, ask for the right to configure.')}</p>
      ) : (
        <div class="actions">
          <button type="submit" class="primary">
            {say('Keep')}
          </button>
        </div>
      )}
      <p class="under">
        {say(
          'Who keeps a configuration file writes the same there (orders.since, orders.holdMinutes): the next apply counts.',
        )}
      </p>
    </form>
  )
}
