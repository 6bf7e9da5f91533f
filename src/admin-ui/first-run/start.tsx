import type { FC } from 'hono/jsx'
import { CONNECT_PAUSE } from '../../flows/connect/connect-pause.ts'
import type { FirstRun } from '../../flows/first-run/first-run.ts'
import type { ConnectionRow } from '../../flows/view/list-connections.ts'
import { listText, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

interface StartProps {
  readonly run: FirstRun
  readonly connections: readonly ConnectionRow[]
  readonly viewer: Viewer
}

/** The last step: from here on orders are written into the ERP. */
export const StartStep: FC<StartProps> = ({ run, connections, viewer }) => {
  const { store, paused, finishedAt, since } = run
  const waiting = connections.filter(({ pausedReason }) => pausedReason === CONNECT_PAUSE)
  const holdsBack = paused !== undefined || waiting.length > 0
  return (
    <section class="card stack">
      <p>
        {!holdsBack ? <State tone="done" word={say('Sending')} /> : <State tone="skipped" word={say('Paused')} />}{' '}
        {paused ? <span class="under-inline">{told(paused)}</span> : null}{' '}
        {finishedAt ? <Say text="Started here {when}." when={<Moment at={finishedAt} />} /> : null}
      </p>
      <p>
        {since === undefined
          ? say('Orders that were placed since the store was added are sent, also those that have waited meanwhile.')
          : say('Orders that were placed since {day} are sent, also those that have waited meanwhile.', { day: since })}
      </p>
      {waiting.length > 0 ? (
        <p>{say('Nothing is sent to {erps} yet.', { erps: listText(waiting.map(({ name }) => name)) })}</p>
      ) : null}
      {may(viewer, 'operate') && (holdsBack || finishedAt === undefined) ? (
        <div class="actions">
          <button
            type="button"
            class="primary"
            hx-post={`/admin/first-run/${store}/start`}
            hx-target="#toasts"
            hx-swap="innerHTML"
            hx-disable="this"
          >
            {holdsBack ? say('Start sending') : say('Finish the first run')}
          </button>
          {!holdsBack ? (
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
      {finishedAt && !holdsBack ? (
        <p>
          <a href={`/admin/orders?store=${encodeURIComponent(store)}`}>{say('See how the first orders go')}</a>
        </p>
      ) : null}
    </section>
  )
}
