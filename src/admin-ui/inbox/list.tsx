import type { FC } from 'hono/jsx'
import { mayReadAgain } from '../../flows/inbox/read-again.ts'
import type { Door } from '../../flows/view/list-doors.ts'
import type { InboxRow } from '../../flows/view/list-inbox.ts'
import { Say, say } from '../language/say.tsx'
import { Choose, ChooseStore } from '../shell/choose.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { type InboxQuery, inboxAddress, waysOf } from './filter.ts'
import { subjectName, wayName } from './names.ts'
import { outcomeText, waitsText } from './outcomes.ts'

interface RowsProps {
  readonly rows: readonly InboxRow[]
  readonly viewer: Viewer
  readonly now: Date
}

export const Received: FC<RowsProps> = ({ rows, viewer, now }) => (
  <table class="table received">
    <thead>
      <tr>
        <th scope="col">{say('What')}</th>
        <th scope="col">{say('Received')}</th>
        <th scope="col">{say('What came of it')}</th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
        </th>
      </tr>
    </thead>
    {rows.map(row => (
      <tbody id={`inbox-${row.id}`}>
        <tr>
          <th scope="row" class="breaks">
            <Subject row={row} />
          </th>
          <td>
            <Moment at={row.receivedAt} />
            <span class="under">
              {wayName(row)}
              {viewer.stores.length > 1 ? ` · ${row.store}` : null}
            </span>
          </td>
          <td class="breaks">
            <Standing row={row} now={now} />
          </td>
          <td class="number">{may(viewer, 'operate') && isReadable(row) ? <ReadAgain row={row} /> : null}</td>
        </tr>
        <tr>
          <td colspan={4}>
            <Evidence row={row} />
          </td>
        </tr>
      </tbody>
    ))}
  </table>
)

const isReadable = ({ entity, dueAt, isBeingRead }: InboxRow): boolean =>
  !isBeingRead && mayReadAgain({ entity, isThrough: dueAt === undefined })

const Subject: FC<{ readonly row: InboxRow }> = ({ row }) => {
  const [order, ...others] = row.orders
  if (order && row.entity === 'order') return <a href={`/admin/orders/${order.id}`}>{subjectName(row)}</a>
  return (
    <>
      {subjectName(row)}
      {[...(order ? [order] : []), ...others].map(({ id, number }) => (
        <span class="under">
          <a href={`/admin/orders/${id}`}>{say('Order {number}', { number })}</a>
        </span>
      ))}
    </>
  )
}

/** What came of it; of one that waits, when it is read and why not earlier. */
const Standing: FC<{ readonly row: InboxRow; readonly now: Date }> = ({ row, now }) => (
  <>
    <StandingState row={row} />
    {row.dueAt === undefined ? (
      <span class="under">{outcomeText(row.outcome ?? '')}</span>
    ) : (
      <>
        {row.isBeingRead ? null : (
          <span class="under">
            {row.dueAt > now ? (
              <Say text="It is read again {when}." when={<Moment at={row.dueAt} />} />
            ) : (
              say('It waits its turn.')
            )}
          </span>
        )}
        {row.outcome ? <span class="under">{waitsText(row.outcome)}</span> : null}
      </>
    )}
    {row.attempts > 1 ? <span class="under">{timesText(row)}</span> : null}
  </>
)

const timesText = ({ dueAt, attempts: n }: InboxRow): string =>
  dueAt === undefined
    ? say('Read {n, plural, one {# time} other {# times}}.', { n })
    : say('Tried {n, plural, one {# time} other {# times}}.', { n })

const StandingState: FC<{ readonly row: InboxRow }> = ({ row: { dueAt, isBeingRead } }) => {
  if (dueAt === undefined) return <State tone="done" word={say('Read')} />
  return isBeingRead ? <State tone="moving" word={say('Being read')} /> : <State tone="waiting" word={say('Waiting')} />
}

const ReadAgain: FC<{ readonly row: InboxRow }> = ({ row }) => (
  <button
    type="button"
    class="small"
    hx-get={`/admin/inbox/${row.id}/read-again`}
    hx-target="#dialog"
    hx-swap="innerHTML"
  >
    {say('Read again…')}
    <span class="unseen"> {subjectName(row)}</span>
  </button>
)

/** Fetched when somebody opens it. */
const Evidence: FC<{ readonly row: InboxRow }> = ({ row: { id, eventType } }) => (
  <details
    id={`inbox-evidence-${id}`}
    class="attempt"
    hx-get={`/admin/inbox/${id}`}
    hx-trigger="toggle once"
    hx-target={`#inbox-body-${id}`}
    hx-swap="innerHTML"
  >
    <summary>
      {say('As it came in')} · <span class="code">{eventType}</span>
    </summary>
    <div id={`inbox-body-${id}`} hx-morph-skip-children="">
      <p class="under">{say('Fetching what came in')}</p>
    </div>
  </details>
)

interface FiltersProps {
  readonly query: InboxQuery
  readonly doors: readonly Door[]
  readonly viewer: Viewer
}

export const InboxFilters: FC<FiltersProps> = ({ query: { chosen }, doors, viewer }) => (
  <search aria-label={say('Inbox')}>
    <form class="filters" action="/admin/inbox" method="get" data-submit-on-change>
      <SearchField value={chosen.q} maxlength={64} placeholder={say('Order number, or a key in Magento or the ERP')} />
      <Choose
        name="state"
        label={say('State')}
        any={say('waiting or read')}
        choices={[{ value: 'waiting', label: say('waiting') }]}
        chosen={chosen.state}
      />
      <Choose name="way" label={say('Way')} any={say('every way')} choices={waysOf(doors)} chosen={chosen.way} />
      <ChooseStore viewer={viewer} chosen={chosen.store} />
    </form>
  </search>
)

/** The filter as a sentence, each part of which can be taken out of it. */
export const InboxSentence: FC<{ readonly query: InboxQuery }> = ({ query: { parts } }) =>
  parts.length === 0 ? null : (
    <p class="filter-sentence">
      {parts.map(({ text, without }) => (
        <span class="part">
          <span>{text}</span>
          <a href={without}>
            <span class="unseen">{say('Take out: {part}', { part: text })}</span>
            <span aria-hidden="true">✕</span>
          </a>
        </span>
      ))}
      <a href={inboxAddress({})}>{say('Show all')}</a>
    </p>
  )
