import type { FC } from 'hono/jsx'
import type { countOpenTransfers, TransferListed } from '../../flows/view/list-transfers.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Choose } from '../shell/choose.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { Icon } from '../shell/state.tsx'
import { Moment, Money } from '../shell/words.tsx'
import type { Viewer } from '../viewer.ts'
import { isTransferState, STATES, TransferPhase } from './state.tsx'

/** Orders of other systems, newest first; a row leads to its story. */
export const Transfers: FC<{ readonly transfers: readonly TransferListed[]; readonly viewer: Viewer }> = ({
  transfers,
  viewer,
}) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Order')}</th>
        <th scope="col">{say('State')}</th>
        <th scope="col">{say('In the ERP as')}</th>
        <th scope="col" class="number">
          {say('Total')}
        </th>
        <th scope="col" class="wide">
          {say('Heard')}
        </th>
      </tr>
    </thead>
    <tbody>
      {transfers.map(one => (
        <tr class="door">
          <th scope="row">
            <a class="whole-row" href={`/admin/transfers/${one.id}`}>
              {one.number}
            </a>
            <span class="under">
              {one.connectionName}
              {viewer.stores.length > 1 ? ` · ${one.store}` : null}
            </span>
          </th>
          <td class="breaks">
            <TransferPhase state={one.state} />
            {one.reason ? <span class="under">{told(one.reason)}</span> : null}
          </td>
          <td class="breaks">{one.erpNumber}</td>
          <td class="number">
            {one.total !== null && one.currency ? (
              <Money locale={viewer.locale} value={one.total} currency={one.currency} />
            ) : null}
          </td>
          <td class="wide">
            <Moment at={one.heardAt} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** What is not over, by state: each number opens those. */
export const Doors: FC<{ readonly counts: Awaited<ReturnType<typeof countOpenTransfers>> }> = ({ counts }) => (
  <ul class="doors">
    {Object.entries(STATES).flatMap(([state, { tone, word }]) => {
      if (!isTransferState(state) || state === 'acknowledged' || state === 'gone') return []
      const count = counts.get(state) ?? 0
      return [
        <li>
          <a class={`tone-${tone}${count === 0 ? ' none' : ''}`} href={`/admin/transfers?state=${state}`}>
            <b>{count}</b>
            <span>
              <Icon tone={tone} /> {word()}
            </span>
          </a>
        </li>,
      ]
    })}
  </ul>
)

export const Filters: FC<{ readonly state: string; readonly search: string }> = ({ state, search }) => (
  <search aria-label={say('Transfers')}>
    <form class="filters" action="/admin/transfers" method="get">
      <Choose
        name="state"
        label={say('State')}
        any={say('any')}
        choices={Object.entries(STATES).map(([value, { word }]) => ({ value, label: word() }))}
        chosen={state}
      />
      <SearchField value={search} maxlength={64} label={say('Number there, or in the ERP')} />
    </form>
  </search>
)
