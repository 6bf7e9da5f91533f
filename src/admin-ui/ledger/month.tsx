import type { FC } from 'hono/jsx'
import { type Amount, isZero } from '../../domain/amount.ts'
import type { MonthDay } from '../../flows/ledger/list-month.ts'
import { dayText } from '../language/figures.ts'
import { say } from '../language/say.tsx'
import { State, type Tone } from '../shell/state.tsx'
import { Money } from '../shell/words.tsx'
import { COUNTED } from './words.ts'

interface MonthProps {
  readonly days: readonly MonthDay[]
  readonly locale: string
  /** In the store's zone: it is not over. */
  readonly today: string
}

export const Month: FC<MonthProps> = ({ days, locale, today }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Day')}</th>
        <th scope="col" class="number">
          {say('Placed')}
        </th>
        <th scope="col" class="number">
          {say('In the ERP')}
        </th>
        <th scope="col">{say('Not in the ERP')}</th>
        <th scope="col" class="number">
          {say('Difference')}
        </th>
        <th scope="col" class="number wide">
          {say('Invoiced in the ERP')}
        </th>
        <th scope="col" class="number wide">
          {say('In Magento')}
        </th>
        <th scope="col">{say('State')}</th>
      </tr>
    </thead>
    <tbody>
      {days.map(day => (
        <Day day={day} locale={locale} today={today} />
      ))}
    </tbody>
  </table>
)

const Day: FC<{ readonly day: MonthDay; readonly locale: string; readonly today: string }> = ({
  day,
  locale,
  today,
}) => {
  const { sums, currency } = day
  const money = (value: Amount) => <Money locale={locale} value={value} currency={currency} />
  return (
    <tr class="door">
      <th scope="row">
        <a class="whole-row" href={dayAddress(day)}>
          {dayText(day.day)}
        </a>
        <span class="under">{currency}</span>
      </th>
      <td class="number">
        {money(sums.placed.money)}
        <span class="under">{say('{n, plural, one {# order} other {# orders}}', { n: sums.placed.count })}</span>
      </td>
      <td class="number">
        {money(sums.classes.in_erp.money)}
        <span class="under">
          {say('{n, plural, one {# order} other {# orders}}', { n: sums.classes.in_erp.count })}
        </span>
      </td>
      <td>{notInErp(day)}</td>
      <td class={isZero(sums.difference) ? 'number nothing' : 'number differs'}>{money(sums.difference)}</td>
      <td class="number wide">{sums.invoiced.erp.count > 0 ? money(sums.invoiced.erp.money) : '–'}</td>
      <td class={isZero(sums.invoiced.difference) ? 'number wide' : 'number wide differs'}>
        {sums.invoiced.magento.count > 0 ? money(sums.invoiced.magento.money) : '–'}
      </td>
      <td>
        <DayState day={day.day} state={day.state} gaps={day.gaps} today={today} />
      </td>
    </tr>
  )
}

export const dayAddress = ({ store, day }: Pick<MonthDay, 'store' | 'day'>): string =>
  `/admin/ledger/${encodeURIComponent(store)}/${day}`

/** "2 held, 1 skipped" */
export function notInErp({ sums }: MonthDay): string {
  const names = ['held', 'waiting', 'skipped', 'canceled', 'unexplained'] as const
  const parts = names.filter(name => sums.classes[name].count > 0)
  return parts.map(name => say(COUNTED[name], { n: sums.classes[name].count })).join(', ') || '–'
}

function stateOf(day: DayStateProps): { readonly tone: Tone; readonly word: string } {
  if (day.state === 'changed') return { tone: 'failed', word: say('Changed after sealing') }
  if (day.state === 'closed') return { tone: 'done', word: say('Closed') }
  if (day.day >= day.today) return { tone: 'moving', word: say('Today') }
  return day.gaps > 0 ? { tone: 'person', word: say('Does not add up') } : { tone: 'waiting', word: say('Open') }
}

interface DayStateProps extends Pick<MonthDay, 'day' | 'state' | 'gaps'> {
  /** In the store's zone. */
  readonly today: string
}

export const DayState: FC<DayStateProps> = props => <State {...stateOf(props)} />
