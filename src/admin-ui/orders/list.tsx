import type { FC } from 'hono/jsx'
import type { OrderRow } from '../../flows/view/list-orders.ts'
import { OrderState, PHASES } from '../shell/state.tsx'
import { Moment, Money } from '../shell/words.tsx'
import type { Viewer } from '../viewer.ts'
import { AGES, type OrderQuery, PERIODS } from './filter.ts'

export const OrderTable: FC<{ readonly rows: readonly OrderRow[]; readonly viewer: Viewer }> = ({ rows, viewer }) => (
  <table class="table" id="orders">
    <thead>
      <tr>
        <th scope="col">Order</th>
        <th scope="col">State</th>
        <th scope="col">Customer</th>
        <th scope="col" class="number">
          Total
        </th>
        <th scope="col" class="code">
          ERP number
        </th>
        <th scope="col" class="wide">
          Invoice
        </th>
        <th scope="col" class="widest">
          Last step
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(order => (
        <OrderLine order={order} viewer={viewer} />
      ))}
    </tbody>
  </table>
)

export const OrderLine: FC<{ readonly order: OrderRow; readonly viewer: Viewer }> = ({ order, viewer }) => (
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
    <td class="state-cell">
      <OrderState phase={order.phase} problem={order.problem !== null} />
      {saysMore(order) ? <span class="under">{order.problem ?? order.phaseReason}</span> : null}
    </td>
    <td class="breaks">{order.customerName}</td>
    <td class="number">
      <Money locale={viewer.locale} value={order.grandTotal} currency={order.currency} />
    </td>
    <td class="code">{order.erpNumbers.join(', ') || <Nothing />}</td>
    <td class="code wide">{order.invoices.join(', ') || <Nothing />}</td>
    <td class="widest last-step">
      {order.lastStep}
      {order.lastStepAt ? (
        <span class="under">
          <Moment at={order.lastStepAt} />
        </span>
      ) : null}
    </td>
  </tr>
)

/** "In the ERP" and its number stand in the row already. */
const saysMore = ({ phase, problem, phaseReason }: OrderRow): boolean =>
  problem !== null || !(phase === 'done' || (phase === 'open' && phaseReason.startsWith('in the ERP')))

const Nothing: FC = () => (
  <>
    <span aria-hidden="true" class="nothing">
      –
    </span>
    <span class="unseen">none yet</span>
  </>
)

interface Choice {
  readonly value: string
  readonly label: string
}

const STATES: readonly Choice[] = Object.entries(PHASES).map(([value, { word }]) => ({
  value,
  label: word.toLowerCase(),
}))

export const OrderFilters: FC<{ readonly query: OrderQuery; readonly viewer: Viewer }> = ({ query, viewer }) => {
  const { chosen } = query
  const stores = viewer.stores.map(store => ({ value: store.code, label: store.name }))
  return (
    <search aria-label="Orders">
      <form class="filters" action="/admin/orders" method="get" data-submit-on-change>
        <div class="field grow">
          <label for="q">Search</label>
          <input
            id="q"
            name="q"
            type="search"
            value={chosen.search}
            maxlength={100}
            autocomplete="off"
            placeholder="Order, ERP or invoice number, e-mail, name, SKU"
            data-search
          />
        </div>
        <Choose name="phase" label="State" any="any state" choices={STATES} chosen={chosen.phase} />
        <Choose name="age" label="Age" any="any age" choices={AGES} chosen={chosen.age} />
        <Choose name="placed" label="Placed" any="at any time" choices={PERIODS} chosen={chosen.period} />
        {stores.length > 1 ? (
          <Choose name="store" label="Store" any="all stores" choices={stores} chosen={chosen.store} />
        ) : null}
        {chosen.problem ? <input type="hidden" name="problem" value={chosen.problem} /> : null}
        <button type="submit">Search</button>
      </form>
    </search>
  )
}

interface ChooseProps {
  readonly name: string
  readonly label: string
  /** What stands there while nothing is chosen. */
  readonly any: string
  readonly choices: readonly Choice[]
  readonly chosen: string
}

const Choose: FC<ChooseProps> = ({ name, label, any, choices, chosen }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{any}</option>
      {choices.map(choice => (
        <option value={choice.value} selected={choice.value === chosen}>
          {choice.label}
        </option>
      ))}
    </select>
  </div>
)
