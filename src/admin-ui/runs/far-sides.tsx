import type { FC } from 'hono/jsx'
import { type FarSideRow, MOST_COUNTED, type PausedKind } from '../../flows/view/list-far-sides.ts'
import { message, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { State, type Tone } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

const STATES: Readonly<Record<FarSideRow['state'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'done', word: message('Running') },
  paused: { tone: 'skipped', word: message('Paused') },
  'not answering': { tone: 'failed', word: message('Not answering') },
}

interface FarSidesProps {
  readonly sides: readonly FarSideRow[]
  readonly kinds: readonly PausedKind[]
  readonly viewer: Viewer
}

/** Whom messages go to, how it is with them, and what is paused. */
export const FarSides: FC<FarSidesProps> = ({ sides, kinds, viewer }) => (
  <>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{say('Far side')}</th>
          <th scope="col">{say('State')}</th>
          <th scope="col" class="number">
            {say('Calls at once')}
          </th>
          <th scope="col" class="number">
            {say('Waiting')}
          </th>
          <th scope="col">
            <span class="unseen">{say('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sides.map(side => (
          <Side side={side} viewer={viewer} />
        ))}
        {kinds.map(kind => (
          <Kind kind={kind} viewer={viewer} />
        ))}
      </tbody>
    </table>
    {may(viewer, 'operate') && sides.length > 0 ? (
      <p>
        <button
          type="button"
          class="small"
          hx-get="/admin/runs/pause?what=kind"
          hx-target="#dialog"
          hx-swap="innerHTML"
        >
          {say('Pause a kind of messages…')}
        </button>
      </p>
    ) : null}
  </>
)

const Side: FC<{ readonly side: FarSideRow; readonly viewer: Viewer }> = ({ side, viewer }) => (
  <tr>
    <th scope="row">
      {told(side.name)}
      {viewer.stores.length > 1 ? <span class="under">{side.store}</span> : null}
    </th>
    <td>
      <State tone={STATES[side.state].tone} word={say(STATES[side.state].word)} />
      {side.reason ? <span class="under breaks">{told(side.reason)}</span> : null}
    </td>
    <td class="number">
      {side.window < side.max ? say('{now} of {max}', { now: side.window, max: side.max }) : side.max}
      {side.windowReason ? <span class="under">{told(side.windowReason)}</span> : null}
    </td>
    <td class="number">{side.waiting >= MOST_COUNTED ? say('{n} or more', { n: MOST_COUNTED }) : side.waiting}</td>
    <td class="number">
      {may(viewer, 'operate') && side.pause ? <SideAction side={side} pause={side.pause} /> : null}
    </td>
  </tr>
)

/** Magento is stopped with its whole store: nothing else can be sent of it then. */
const SideAction: FC<{ readonly side: FarSideRow; readonly pause: NonNullable<FarSideRow['pause']> }> = ({
  side,
  pause,
}) => {
  const name = pause.kind === 'store' ? say('the store {store}', { store: side.store }) : side.name
  if (side.state === 'paused') return <Resume what={pause.kind} code={pause.code} store={side.store} name={name} />
  const query = new URLSearchParams({ what: pause.kind, code: pause.code })
  return (
    <button type="button" class="small" hx-get={`/admin/runs/pause?${query}`} hx-target="#dialog" hx-swap="innerHTML">
      {pause.kind === 'store' ? say('Pause the store…') : say('Pause…')}
      <span class="unseen"> {name}</span>
    </button>
  )
}

const Kind: FC<{ readonly kind: PausedKind; readonly viewer: Viewer }> = ({ kind, viewer }) => (
  <tr>
    <th scope="row">
      {told(kind.noun)} <span class="under">{kind.kind}</span>
      {viewer.stores.length > 1 ? <span class="under">{kind.store}</span> : null}
    </th>
    <td>
      <State tone={STATES.paused.tone} word={say(STATES.paused.word)} />
      <span class="under breaks">
        <Moment at={kind.since} /> · {told(kind.reason)}
      </span>
    </td>
    <td />
    <td />
    <td class="number">
      {may(viewer, 'operate') ? (
        <Resume what="kind" code={kind.kind} store={kind.store} name={told(kind.noun)} />
      ) : null}
    </td>
  </tr>
)

interface ResumeProps {
  readonly what: 'store' | 'connection' | 'kind'
  readonly code: string
  readonly store: string
  readonly name: string
}

const Resume: FC<ResumeProps> = ({ what, code, store, name }) => (
  <form hx-post="/admin/runs/resume" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
    <input type="hidden" name="what" value={what} />
    <input type="hidden" name="code" value={code} />
    <input type="hidden" name="store" value={store} />
    <button type="submit" class="small">
      {say('Resume')}
      <span class="unseen"> {name}</span>
    </button>
  </form>
)

interface PauseDialogProps {
  readonly what: 'store' | 'connection' | 'kind'
  readonly code: string
  /** For a kind: which there are, by name, and the stores to choose from. */
  readonly kinds: readonly { readonly kind: string; readonly noun: string }[]
  readonly stores: Viewer['stores']
}

export const PauseDialog: FC<PauseDialogProps> = ({ what, code, kinds, stores }) => (
  <Dialog title={say(TITLES[what], { code })} action="/admin/runs/pause" submit={say('Pause')}>
    <p>{say('What happens meanwhile is kept and waits; it goes on when somebody resumes it.')}</p>
    <input type="hidden" name="what" value={what} />
    {what === 'kind' ? (
      <>
        <div class="field">
          <label for="code">{say('Kind')}</label>
          <select id="code" name="code">
            {kinds.map(({ kind, noun }) => (
              <option value={kind} selected={kind === 'mail.send'}>
                {told(noun)} ({kind})
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="store">{say('Store')}</label>
          <select id="store" name="store">
            {stores.map(store => (
              <option value={store.code}>{store.name}</option>
            ))}
          </select>
        </div>
      </>
    ) : (
      <input type="hidden" name="code" value={code} />
    )}
    <Reason quick={[say('Maintenance'), say('Stocktaking'), say('Something looks wrong')]} />
  </Dialog>
)

const TITLES = {
  store: message('Pause store {code}'),
  connection: message('Pause connection {code}'),
  kind: message('Pause a kind of messages'),
} as const
