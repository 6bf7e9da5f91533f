import type { Child, FC } from 'hono/jsx'
import type { Hour } from '../../flows/view/read-hours.ts'
import { say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'
import { mailedIn, placedIn, waitingOf } from './bars.tsx'
import { mailsText, secondsText } from './words.ts'

/** All plots in figures, the newest hour first: for screen readers, the keyboard, and whoever wants the number. */
export const HoursTable: FC<{ readonly hours: readonly Hour[] }> = ({ hours }) => {
  const rows = hours.filter(hour => hour.orders > 0 || mailsOf(hour) > 0).toReversed()
  return (
    <details class="hours-table">
      <summary>{say('Hour by hour, as a table')}</summary>
      {rows.length === 0 ? (
        <p class="under">{say('Nothing was placed and nothing was mailed.')}</p>
      ) : (
        <table class="table compact">
          <thead>
            <tr>
              <th scope="col">{say('Hour from')}</th>
              <th scope="col" class="number">
                {say('Orders')}
              </th>
              <th scope="col" class="number">
                {say('Half in the ERP after')}
              </th>
              <th scope="col" class="number">
                {say('95 of 100 after')}
              </th>
              <th scope="col" class="number">
                {say('Still waiting')}
              </th>
              <th scope="col" class="number">
                {say('Mails')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(hour => (
              <Row hour={hour} />
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

const mailsOf = ({ mails }: Hour): number => mails.sent + mails.unsent + mails.failed

const Row: FC<{ readonly hour: Hour }> = ({ hour }) => {
  const { start, orders, halfSeconds, mostSeconds, onTheWay, needPerson } = hour
  const waiting = onTheWay + needPerson
  return (
    <tr>
      <th scope="row">
        <Moment at={start} as="moment" />
      </th>
      <td class="number">{door(orders > 0, placedIn(start), orders)}</td>
      <td class="number">{halfSeconds === null ? '–' : secondsText(halfSeconds)}</td>
      <td class="number">{mostSeconds === null ? '–' : secondsText(mostSeconds)}</td>
      <td class="number">
        {door(waiting > 0, waitingOf(start), waiting)}
        {needPerson > 0 ? <span class="under">{say('{n} for a person', { n: needPerson })}</span> : null}
      </td>
      <td class="number">{door(mailsOf(hour) > 0, mailedIn(start), mailsText(hour))}</td>
    </tr>
  )
}

const door = (open: boolean, href: string, text: string | number): Child => (open ? <a href={href}>{text}</a> : text)
