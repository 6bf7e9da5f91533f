import type { FC } from 'hono/jsx'
import type { DriftRow } from '../../flows/reconcile/list-drifts.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

export const CLASSES: Readonly<Record<DriftRow['class'], { readonly tone: Tone; readonly word: string }>> = {
  theirs_late: { tone: 'waiting', word: 'Under way' },
  ours_late: { tone: 'moving', word: 'Being caught up' },
  human_changed: { tone: 'person', word: 'Changed by hand' },
  impossible: { tone: 'failed', word: 'Impossible' },
  explained: { tone: 'over', word: 'Explained' },
}

interface DriftsProps {
  readonly drifts: readonly DriftRow[]
  readonly viewer: Viewer
}

export const Drifts: FC<DriftsProps> = ({ drifts, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">Order</th>
        <th scope="col">Kind</th>
        <th scope="col">What differs</th>
        <th scope="col" class="wide">
          Magento
        </th>
        <th scope="col" class="wide">
          ERP
        </th>
        <th scope="col">
          <span class="unseen">Actions</span>
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

const Drift: FC<{ readonly drift: DriftRow; readonly viewer: Viewer }> = ({ drift, viewer }) => (
  <tr id={`drift-${drift.id}`}>
    <th scope="row">
      {drift.orderId === undefined ? drift.number : <a href={`/admin/orders/${drift.orderId}`}>{drift.number}</a>}
      {viewer.stores.length > 1 ? <span class="under">{drift.store}</span> : null}
    </th>
    <td>
      <State {...(drift.accepted ? { tone: 'skipped', word: 'Accepted' } : CLASSES[drift.class])} />
      <span class="under">
        <Moment at={drift.firstSeenAt} />
      </span>
    </td>
    <td class="breaks">
      {drift.text}
      {drift.accepted ? (
        <span class="under">
          Accepted by {drift.accepted.by}: {drift.accepted.note}
        </span>
      ) : null}
    </td>
    <td class="wide breaks">{drift.magento}</td>
    <td class="wide breaks">{drift.erp}</td>
    <td class="number">
      {may(viewer, 'operate') && !drift.accepted && drift.class !== 'explained' ? (
        <button
          type="button"
          class="small"
          hx-get={`/admin/drift/${drift.id}/accept`}
          hx-target="#dialog"
          hx-swap="innerHTML"
        >
          Accept…<span class="unseen"> the difference of order {drift.number}</span>
        </button>
      ) : null}
    </td>
  </tr>
)
