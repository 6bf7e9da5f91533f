import type { FC } from 'hono/jsx'
import type { OrderHour } from '../../flows/view/read-home.ts'
import { plural } from '../shell/words.tsx'

const HEIGHT = 56
const WIDTH = 100 / 24

const PARTS = [
  { name: 'done', key: 'done' },
  { name: 'moving', key: 'moving' },
  { name: 'person', key: 'stuck' },
] as const

/** Orders per hour of the last day, each bar a door to its orders. As text for those who do not see it. */
export const Hours: FC<{ readonly hours: readonly OrderHour[] }> = ({ hours }) => {
  const most = Math.max(4, ...hours.map(hour => hour.total))
  const total = hours.reduce((sum, hour) => sum + hour.total, 0)
  return (
    <figure class="hours">
      <figcaption>
        <h2>Last 24 hours</h2> <span class="under-inline">{plural(total, 'order')}, hour by hour</span>
      </figcaption>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
        <title>Orders per hour</title>
        {hours.map((hour, index) => (
          <Bar hour={hour} x={index * WIDTH} most={most} />
        ))}
      </svg>
      <div class="axis" aria-hidden="true">
        {[0, 6, 12, 18, 23].map(index => {
          const hour = hours[index]
          return hour ? (
            <time datetime={hour.start.toISOString()} data-as="time">
              {hour.start.toISOString().slice(11, 16)}
            </time>
          ) : null
        })}
      </div>
    </figure>
  )
}

const Bar: FC<{ readonly hour: OrderHour; readonly x: number; readonly most: number }> = ({ hour, x, most }) => {
  if (hour.total === 0)
    return <rect class="bar-none" x={x + WIDTH * 0.12} width={WIDTH * 0.76} y={HEIGHT - 1} height={1} />
  const other = hour.total - hour.done - hour.moving - hour.stuck
  let top = HEIGHT
  const piece = (name: string, count: number) => {
    const height = (count / most) * HEIGHT
    top -= height
    return count > 0 ? (
      <rect class={`bar-${name}`} x={x + WIDTH * 0.12} width={WIDTH * 0.76} y={top} height={height} />
    ) : null
  }
  const label = `${plural(hour.total, 'order')}${hour.stuck > 0 ? `, ${hour.stuck} of them held` : ''}`
  return (
    <a
      href={`/admin/orders?hour=${hour.start.toISOString().slice(0, 13)}`}
      aria-label={`${hour.start.toISOString().slice(11, 16)} UTC: ${label}`}
    >
      <rect class="bar-door" x={x} width={WIDTH} y={0} height={HEIGHT} />
      {PARTS.map(part => piece(part.name, hour[part.key]))}
      {piece('over', other)}
      <title>{label}</title>
    </a>
  )
}
