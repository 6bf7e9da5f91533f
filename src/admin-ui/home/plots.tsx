import type { FC } from 'hono/jsx'
import type { Hour } from '../../flows/view/read-hours.ts'
import { say } from '../language/say.tsx'
import { durationText } from '../shell/words.tsx'
import { type BarHour, Bars, mailedIn, placedIn, stacked, waitingBefore, waitingOf } from './bars.tsx'
import { HoursTable } from './hours-table.tsx'
import { mailsText, secondsText } from './words.ts'

/** A plot whose highest bar is less than this stays low: one order is not a peak. */
const LEAST_TOP = 4

/** How the last 24 hours were: four small plots, and the same as a table. */
export const Plots: FC<PlotProps & { readonly before: number }> = ({ hours, before }) => (
  <section class="card" aria-labelledby="plots-title">
    <h2 id="plots-title">{say('Last 24 hours')}</h2>
    <div class="plots">
      <Orders hours={hours} />
      <Acknowledged hours={hours} />
      <Waiting hours={hours} before={before} />
      <Mails hours={hours} />
    </div>
    <HoursTable hours={hours} />
  </section>
)

interface PlotProps {
  readonly hours: readonly Hour[]
}

const sum = (hours: readonly Hour[], of: (hour: Hour) => number): number =>
  hours.reduce((total, hour) => total + of(hour), 0)

const highest = (hours: readonly Hour[], of: (hour: Hour) => number): number => Math.max(LEAST_TOP, ...hours.map(of))

const Orders: FC<PlotProps> = ({ hours }) => {
  const most = highest(hours, hour => hour.orders)
  const total = sum(hours, hour => hour.orders)
  return (
    <Bars
      title={say('Orders')}
      figure={String(total)}
      unit={say('placed')}
      top={String(most)}
      hours={hours.map(({ start, orders }) => ({
        start,
        pieces: stacked([{ kind: 'orders', count: orders }], most),
        href: orders > 0 ? placedIn(start) : undefined,
        said: say('{n, plural, one {# order} other {# orders}}', { n: orders }),
      }))}
    />
  )
}

/** Seconds at the bottom of the plot; what is quicker is drawn as this. */
const QUICK = 0.5
const LEAST_SLOW = 60

/** Logarithmic: half a second and an hour are on the same plot. */
const partOf = (seconds: number, slowest: number): number =>
  Math.max(0.02, Math.log(Math.max(seconds, QUICK) / QUICK) / Math.log(slowest / QUICK))

const Acknowledged: FC<PlotProps> = ({ hours }) => {
  const slowest = Math.max(LEAST_SLOW, ...hours.map(hour => hour.mostSeconds ?? 0))
  const newest = hours.findLast(hour => hour.halfSeconds !== null)
  const bars = hours.map((hour): BarHour => {
    const { start, halfSeconds, mostSeconds } = hour
    if (halfSeconds === null || mostSeconds === null) return { start, pieces: [], href: undefined, said: '' }
    const [half, most] = [partOf(halfSeconds, slowest), partOf(mostSeconds, slowest)]
    return {
      start,
      href: placedIn(start),
      said: say('half after {half}, 95 of 100 after {most}', {
        half: secondsText(halfSeconds),
        most: secondsText(mostSeconds),
      }),
      pieces: [
        { kind: 'half', from: 0, to: half },
        { kind: 'rest', from: half, to: most },
      ],
    }
  })
  return (
    <Bars
      title={say('Until in the ERP')}
      figure={newest?.halfSeconds == null ? '–' : secondsText(newest.halfSeconds)}
      unit={newest ? say('for half of the newest ones') : say('nothing got there')}
      top={durationText(slowest * 1_000)}
      hours={bars}
      legend={[
        { kind: 'half', word: say('half') },
        { kind: 'rest', word: say('95 of 100') },
      ]}
    />
  )
}

/** With those that have waited for longer than the plot shows: they are the ones to look at. */
const Waiting: FC<PlotProps & { readonly before: number }> = ({ hours, before }) => {
  const most = highest(hours, hour => hour.onTheWay + hour.needPerson)
  const total = before + sum(hours, hour => hour.onTheWay + hour.needPerson)
  const [first] = hours
  return (
    <Bars
      title={say('Still waiting')}
      figure={String(total)}
      unit={say('by when they were placed')}
      top={String(most)}
      hours={hours.map(({ start, onTheWay, needPerson }) => ({
        start,
        pieces: stacked(
          [
            { kind: 'moving', count: onTheWay },
            { kind: 'person', count: needPerson },
          ],
          most,
        ),
        href: onTheWay + needPerson > 0 ? waitingOf(start) : undefined,
        said: say('{moving} on the way, {n, plural, one {# needs} other {# need}} a person', {
          moving: onTheWay,
          n: needPerson,
        }),
      }))}
      legend={[
        { kind: 'moving', word: say('on the way') },
        { kind: 'person', word: say('needs a person') },
      ]}
    >
      {before > 0 && first ? (
        <a class="under" href={waitingBefore(first.start)}>
          {say('{n} from before', { n: before })}
        </a>
      ) : null}
    </Bars>
  )
}

const Mails: FC<PlotProps> = ({ hours }) => {
  const count = ({ mails }: Hour): number => mails.sent + mails.unsent + mails.failed
  const most = highest(hours, count)
  return (
    <Bars
      title={say('Mails')}
      figure={String(sum(hours, hour => hour.mails.sent))}
      unit={say('sent')}
      top={String(most)}
      hours={hours.map(hour => ({
        start: hour.start,
        pieces: stacked(
          [
            { kind: 'done', count: hour.mails.sent },
            { kind: 'over', count: hour.mails.unsent },
            { kind: 'failed', count: hour.mails.failed },
          ],
          most,
        ),
        href: count(hour) > 0 ? mailedIn(hour.start) : undefined,
        said: mailsText(hour),
      }))}
      legend={[
        { kind: 'done', word: say('sent') },
        { kind: 'over', word: say('not yet') },
        { kind: 'failed', word: say('refused') },
      ]}
    />
  )
}
