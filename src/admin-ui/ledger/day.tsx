import type { FC } from 'hono/jsx'
import { type Amount, isZero } from '../../domain/amount.ts'
import {
  type BothSums,
  gapsOf,
  LEDGER_CLASSES,
  type LedgerClass,
  type LedgerDocument,
  type LedgerOrder,
} from '../../flows/ledger/ledger-day.ts'
import { type BookDay, dayState } from '../../flows/ledger/read-ledger.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment, Money } from '../shell/words.tsx'
import { DayState } from './month.tsx'
import { CLASSES } from './words.ts'

interface DayProps {
  readonly day: BookDay
  readonly locale: string
  readonly today: string
}

/** One currency of a day: whether it adds up, then what it is made of, order by order. */
export const DayCard: FC<DayProps> = ({ day, locale, today }) => {
  const gaps = gapsOf(day)
  return (
    <section class="card stack" aria-labelledby={`day-${day.currency}`}>
      <h2 id={`day-${day.currency}`}>
        {day.currency} <DayState day={day.day} state={dayState(day)} gaps={gaps.length} today={today} />
      </h2>
      <Sums day={day} locale={locale} />
      {gaps.length === 0 ? (
        <p>{say('Every order and every cent has its reason.')}</p>
      ) : (
        <>
          <h3>{say('What does not add up')}</h3>
          <ul class="history">
            {gaps.map(gap => (
              <li class="breaks">{told(gap)}</li>
            ))}
          </ul>
        </>
      )}
      <Changes day={day} />
      <Seals day={day} />
      <Orders day={day} locale={locale} />
      <Documents day={day} locale={locale} />
    </section>
  )
}

const Sums: FC<{ readonly day: BookDay; readonly locale: string }> = ({ day, locale }) => {
  const { sums, currency } = day
  const row = (label: string, count: number | undefined, value: Amount, total = false) => (
    <tr class={total ? 'total' : ''}>
      <th scope="row">{label}</th>
      <td class="number">{count ?? ''}</td>
      <td class="number">
        <Money locale={locale} value={value} currency={currency} />
      </td>
    </tr>
  )
  const both = (inErp: string, inMagento: string, { erp, magento, difference }: BothSums) =>
    erp.count + magento.count === 0 ? null : (
      <>
        {row(inErp, erp.count, erp.money, true)}
        {row(inMagento, magento.count, magento.money)}
        {row(say('Difference, document by document below'), undefined, difference)}
      </>
    )
  return (
    <table class="table compact sums">
      <tbody>
        {sums.elsewhere ? (
          <>
            {row(say('Placed in Magento and in other systems'), sums.placed.count, sums.placed.money, true)}
            {row(say('of it in other systems'), sums.elsewhere.count, sums.elsewhere.money)}
          </>
        ) : (
          row(say('Placed in Magento'), sums.placed.count, sums.placed.money, true)
        )}
        {LEDGER_CLASSES.filter(name => sums.classes[name].count > 0).map(name =>
          row(say(CLASSES[name]), sums.classes[name].count, sums.classes[name].money),
        )}
        {row(say('Difference between placed and in the ERP'), undefined, sums.difference)}
        {both(say('Invoiced in the ERP'), say('Invoiced in Magento'), sums.invoiced)}
        {both(say('Credited in the ERP'), say('Credited in Magento'), sums.credited)}
      </tbody>
    </table>
  )
}

const Changes: FC<{ readonly day: BookDay }> = ({ day }) =>
  day.changes.length > 0 ? (
    <>
      <h3>{say('Changed after it was sealed')}</h3>
      <table class="table compact">
        <thead>
          <tr>
            <th scope="col">{say('What')}</th>
            <th scope="col">{say('As it was sealed')}</th>
            <th scope="col">{say('As it is now')}</th>
          </tr>
        </thead>
        <tbody>
          {day.changes.map(change => (
            <tr>
              <th scope="row">{told(change.what)}</th>
              <td class="breaks">{told(change.sealed)}</td>
              <td class="breaks differs">{told(change.now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  ) : null

const Seals: FC<{ readonly day: BookDay }> = ({ day }) =>
  day.seals.length > 0 ? (
    <ul class="history">
      {day.seals.map(seal => (
        <li>
          <p>
            <Say
              text="Closed by {who} {when}"
              who={told(seal.closedBy)}
              when={<Moment at={seal.closedAt} as="moment" />}
            />
            {seal.note ? `: ${told(seal.note)}` : ''}
          </p>
          <p class="under breaks">
            {say('Version {version} · seal {number}', { version: seal.version, number: seal.sequence })} · {seal.hash}
          </p>
        </li>
      ))}
    </ul>
  ) : null

const TONES: Readonly<Record<LedgerClass, Tone>> = {
  in_erp: 'done',
  held: 'person',
  waiting: 'waiting',
  skipped: 'skipped',
  canceled: 'over',
  unexplained: 'failed',
}

const Orders: FC<{ readonly day: BookDay; readonly locale: string }> = ({ day, locale }) =>
  day.orders.length > 0 ? (
    <details id={`orders-${day.currency}`} open>
      <summary>{say('{n, plural, one {# order} other {# orders}}', { n: day.orders.length })}</summary>
      <table class="table compact">
        <thead>
          <tr>
            <th scope="col">{say('Order')}</th>
            <th scope="col">{say('Class')}</th>
            <th scope="col" class="number">
              {say('Placed')}
            </th>
            <th scope="col" class="number">
              {say('In the ERP')}
            </th>
            <th scope="col">{say('Reason')}</th>
          </tr>
        </thead>
        <tbody>
          {day.orders.map(order => (
            <Order order={order} currency={day.currency} locale={locale} />
          ))}
        </tbody>
      </table>
    </details>
  ) : null

interface OrderProps {
  readonly order: LedgerOrder
  readonly currency: string
  readonly locale: string
}

const Order: FC<OrderProps> = ({ order, currency, locale }) => (
  <tr class="door">
    <th scope="row">
      <a class="whole-row" href={`/admin/${order.source === undefined ? 'orders' : 'transfers'}/${order.id}`}>
        {order.number}
      </a>
      {order.source === undefined ? null : (
        <span class="under">{say('of another system, by {connection}', { connection: order.source })}</span>
      )}
    </th>
    <td>
      <State tone={TONES[order.class]} word={say(CLASSES[order.class])} />
      <span class="under breaks">{told(order.drift ?? '')}</span>
    </td>
    <td class="number">
      <Money locale={locale} value={order.placed} currency={currency} />
    </td>
    <td class={isZero(order.difference) ? 'number' : 'number differs'}>
      {order.erpTotal === undefined ? '' : <Money locale={locale} value={order.erpTotal} currency={currency} />}
      <span class="under">{order.erpNumbers.join(', ')}</span>
    </td>
    <td class="breaks">{told(order.reason)}</td>
  </tr>
)

const Documents: FC<{ readonly day: BookDay; readonly locale: string }> = ({ day, locale }) =>
  day.documents.length > 0 ? (
    <details id={`documents-${day.currency}`} open>
      <summary>
        {say('{n, plural, one {# invoice or credit} other {# invoices and credits}}', { n: day.documents.length })}
      </summary>
      <table class="table compact">
        <thead>
          <tr>
            <th scope="col">{say('Order')}</th>
            <th scope="col" class="number">
              {say('ERP')}
            </th>
            <th scope="col" class="number">
              {say('Magento')}
            </th>
            <th scope="col">{say('Reason')}</th>
          </tr>
        </thead>
        <tbody>
          {day.documents.map(document => (
            <Document document={document} currency={day.currency} locale={locale} />
          ))}
        </tbody>
      </table>
    </details>
  ) : null

interface DocumentProps {
  readonly document: LedgerDocument
  readonly currency: string
  readonly locale: string
}

const Document: FC<DocumentProps> = ({ document, currency, locale }) => {
  const side = (number: string | undefined, total: Amount | undefined) => (
    <>
      {total === undefined ? '–' : <Money locale={locale} value={total} currency={currency} />}
      <span class="under">{number}</span>
    </>
  )
  return (
    <tr class="door">
      <th scope="row">
        <a class="whole-row" href={`/admin/orders/${document.orderId}`}>
          {document.orderNumber}
        </a>
        <span class="under">{document.kind === 'invoice' ? say('invoice') : say('credit note')}</span>
      </th>
      <td class="number">{side(document.erpNumber, document.erpTotal)}</td>
      <td class={document.state === 'open' ? 'number differs' : 'number'}>
        {side(document.magentoNumber, document.magentoTotal)}
      </td>
      <td class="breaks">{told(document.reason)}</td>
    </tr>
  )
}
