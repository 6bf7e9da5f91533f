import type { FC } from 'hono/jsx'
import type { OrderRow } from '../../flows/view/list-orders.ts'
import { inSentence, say } from '../language/say.tsx'
import { type Choice, Choose, ChooseStore } from '../shell/choose.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { PHASES } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import type { Viewer } from '../viewer.ts'
import { type ColumnName, FIRST_COLUMNS } from './column-names.ts'
import { ORDER_COLUMNS } from './columns.tsx'
import { AGES, type OrderQuery, PERIODS } from './filter.ts'

interface TableProps {
  readonly rows: readonly OrderRow[]
  readonly viewer: Viewer
  readonly columns: readonly ColumnName[]
}

/** As wide as its columns: more of them than fit are reached by scrolling sideways, also with the keyboard. */
export const OrderTable: FC<TableProps> = ({ rows, viewer, columns }) => (
  <section
    class="sideways"
    {...(isFirst(columns) ? {} : { tabindex: 0, 'aria-label': say('Orders, scrolls sideways') })}
  >
    <table class="table" id="orders">
      <thead>
        <tr>
          <th scope="col">{say('Order')}</th>
          {columns.map(name => (
            <th scope="col" class={classOf(name, columns)}>
              {say(ORDER_COLUMNS[name].label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(order => (
          <OrderLine order={order} viewer={viewer} columns={columns} />
        ))}
      </tbody>
    </table>
  </section>
)

interface LineProps {
  readonly order: OrderRow
  readonly viewer: Viewer
  readonly columns: readonly ColumnName[]
}

export const OrderLine: FC<LineProps> = ({ order, viewer, columns }) => (
  <tr id={`order-${order.id}`} class="door">
    <th scope="row">
      <a class="whole-row" id={`order-link-${order.id}`} href={`/admin/orders/${order.id}`}>
        {order.number}
      </a>
      <span class="under">
        <Moment at={order.placedAt} />
        {viewer.stores.length > 1 ? ` · ${order.store}` : null}
      </span>
    </th>
    {columns.map(name => (
      <td class={classOf(name, columns)}>{ORDER_COLUMNS[name].cell(order, viewer.locale)}</td>
    ))}
  </tr>
)

const isFirst = (columns: readonly ColumnName[]): boolean => columns.join() === FIRST_COLUMNS.join()

function classOf(name: ColumnName, columns: readonly ColumnName[]): string {
  const column = ORDER_COLUMNS[name]
  return [column.class, isFirst(columns) ? column.narrow : undefined].filter(Boolean).join(' ')
}

const states = (): readonly Choice[] =>
  Object.entries(PHASES).map(([value, { word }]) => ({ value, label: inSentence(say(word)) }))

const spoken = (choices: readonly Choice[]): readonly Choice[] =>
  choices.map(({ value, label }) => ({ value, label: say(label) }))

/** What the address asks for is among the choices, so that choosing something else leaves it as it is. */
const withChosen = (choices: readonly Choice[], chosen: string, label: string): readonly Choice[] =>
  chosen === '' || choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label }]

export const OrderFilters: FC<{ readonly query: OrderQuery; readonly viewer: Viewer }> = ({ query, viewer }) => {
  const { chosen } = query
  return (
    <search aria-label={say('Orders')}>
      <form class="filters" action="/admin/orders" method="get" data-submit-on-change>
        <SearchField
          value={chosen.q}
          maxlength={100}
          placeholder={say('Order, ERP or invoice number, e-mail, name, SKU')}
        />
        <Choose
          name="phase"
          label={say('State')}
          any={say('any state')}
          choices={withChosen(states(), chosen.phase, say('several states'))}
          chosen={chosen.phase}
        />
        <Choose name="age" label={say('Age')} any={say('any age')} choices={spoken(AGES)} chosen={chosen.age} />
        <Choose
          name="placed"
          label={say('Placed')}
          any={say('at any time')}
          choices={withChosen(spoken(PERIODS), chosen.placed, placedWord(chosen.placed))}
          chosen={chosen.placed}
        />
        <ChooseStore viewer={viewer} chosen={chosen.store} />
        <Kept name="problem" value={chosen.problem} />
        <Kept name="mailed" value={chosen.mailed} />
        <Kept name="columns" value={query.columns?.join(',') ?? ''} />
      </form>
    </search>
  )
}

/** Which is said in full below. */
function placedWord(placed: string): string {
  if (placed.startsWith('before-')) return say('placed before then')
  return placed.length === 13 ? say('placed within one hour') : say('placed from then on')
}

const Kept: FC<{ readonly name: string; readonly value: string }> = ({ name, value }) =>
  value ? <input type="hidden" name={name} value={value} /> : null
