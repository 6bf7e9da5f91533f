import type { FC } from 'hono/jsx'
import type { FirstRun } from '../../flows/first-run/first-run.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

/** The last step: from here on orders are written into the ERP. */
export const StartStep: FC<{ readonly run: FirstRun; readonly viewer: Viewer }> = ({ run, viewer }) => {
  const { store, paused, finishedAt, since } = run
  return (
    <section class="card stack">
      <p>
        {paused === undefined ? (
          <State tone="done" word={say('Sending')} />
        ) : (
          <State tone="skipped" word={say('Paused')} />
        )}{' '}
        {paused ? <span class="under-inline">{told(paused)}</span> : null}{' '}
        {finishedAt ? <Say text="Started here {when}." when={<Moment at={finishedAt} />} /> : null}
      </p>
      <p>
        {since === undefined
          ? say('Orders that were placed since the store was added are sent, also those that have waited meanwhile.')
          : say('Orders that were placed since {day} are sent, also those that have waited meanwhile.', { day: since })}
      </p>
      {may(viewer, 'operate') && (paused !== undefined || finishedAt === undefined) ? (
        <div class="actions">
          <button
            type="button"
            class="primary"
            hx-post={`/admin/first-run/${store}/start`}
            hx-target="#toasts"
            hx-swap="innerHTML"
            hx-disable="this"
          >
            {paused === undefined ? say('Finish the first run') : say('Start sending')}
          </button>
          {paused === undefined ? (
            <button
              type="button"
              hx-get={`/admin/runs/pause?${new URLSearchParams({ what: 'store', code: store })}`}
              hx-target="#dialog"
              hx-swap="innerHTML"
            >
              {say('Pause it until then…')}
            </button>
          ) : null}
        </div>
      ) : null}
      {finishedAt && paused === undefined ? (
        <p>
          <a href={`/admin/orders?store=${encodeURIComponent(store)}`}>{say('See how the first orders go')}</a>
        </p>
      ) : null}
    </section>
  )
}
