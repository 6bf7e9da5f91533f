import type { FC } from 'hono/jsx'
import type { DriftRow } from '../../flows/reconcile/list-drifts.ts'
import { message, say } from '../language/say.tsx'
import { told, toldSide } from '../language/told.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

export const CLASSES: Readonly<Record<DriftRow['class'], { readonly tone: Tone; readonly word: string }>> = {
  theirs_late: { tone: 'waiting', word: message('Under way') },
  ours_late: { tone: 'moving', word: message('Being caught up') },
  human_changed: { tone: 'person', word: message('Changed by hand') },
  impossible: { tone: 'failed', word: message('Impossible') },
  explained: { tone: 'over', word: message('Explained') },
}

interface DriftsProps {
  readonly drifts: readonly DriftRow[]
  readonly viewer: Viewer
}

export const Drifts: FC<DriftsProps> = ({ drifts, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Order')}</th>
        <th scope="col">{say('Kind')}</th>
        <th scope="col">{say('What differs')}</th>
        <th scope="col" class="wide">
          {say('Magento')}
        </th>
        <th scope="col" class="wide">
          {say('ERP')}
        </th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {drifts.map(drift => (
        <Drift drift={drift} viewer={viewer} />
      ))}
    </tbody>
  </table>
)

const DriftState: FC<{ readonly drift: DriftRow }> = ({ drift }) => {
  if (drift.accepted) return <State tone="skipped" word={say('Accepted')} />
  const { tone, word } = CLASSES[drift.class]
  return <State tone={tone} word={say(word)} />
}

const Drift: FC<{ readonly drift: DriftRow; readonly viewer: Viewer }> = ({ drift, viewer }) => (
  <tr id={`drift-${drift.id}`}>
    <th scope="row">
      {drift.orderId === undefined ? drift.number : <a href={`/admin/orders/${drift.orderId}`}>{drift.number}</a>}
      {viewer.stores.length > 1 ? <span class="under">{drift.store}</span> : null}
    </th>
    <td>
      <DriftState drift={drift} />
      <span class="under">
        <Moment at={drift.firstSeenAt} />
      </span>
    </td>
    <td class="breaks">
      {told(drift.text)}
      {drift.accepted ? (
        <span class="under">
          {say('Accepted by {who}: {note}', { who: told(drift.accepted.by), note: drift.accepted.note })}
        </span>
      ) : null}
    </td>
    <td class="wide breaks">{toldSide(drift.magento ?? '')}</td>
    <td class="wide breaks">{toldSide(drift.erp ?? '')}</td>
    <td class="number">
      {may(viewer, 'operate') && !drift.accepted && drift.class !== 'explained' ? (
        <button
          type="button"
          class="small"
          hx-get={`/admin/drift/${drift.id}/accept`}
          hx-target="#dialog"
          hx-swap="innerHTML"
        >
          {say('Accept…')}
          <span class="unseen"> {say('the difference of order {number}', { number: drift.number })}</span>
        </button>
      ) : null}
    </td>
  </tr>
)
