import type { Child, FC } from 'hono/jsx'
import { writeBefore, writeHour } from '../orders/filter.ts'

/** A plot is drawn in these units and stretched to the width that there is. */
const HEIGHT = 56
const WIDTH = 100

/** A rectangle of an hour, in parts of the plot's height; `kind` says how it is drawn. */
export interface Piece {
  readonly kind: string
  readonly from: number
  readonly to: number
}

export interface BarHour {
  readonly start: Date
  readonly pieces: readonly Piece[]
  /** Absent: nothing to open. */
  readonly href: string | undefined
  /** What the hour holds, for those who point at it. */
  readonly said: string
}

interface BarsProps {
  readonly title: string
  /** What is most important of the whole day: "25", "4 s". */
  readonly figure: string
  /** What the figure counts. */
  readonly unit: string
  readonly hours: readonly BarHour[]
  /** How high the highest one is. */
  readonly top: string
  readonly legend?: readonly { readonly kind: string; readonly word: string }[]
  readonly children?: Child
}

/**
 * A small plot of the last day, an hour each bar, each bar a door to its orders. Screen readers and the keyboard have the
 * same doors in one table for all plots (hours-table.tsx), so the drawing is hidden from them.
 */
export const Bars: FC<BarsProps> = ({ title, figure, unit, hours, top, legend = [], children }) => (
  <figure class="plot">
    <figcaption>
      <h3>{title}</h3>
      <b>{figure}</b> <span class="under-inline">{unit}</span>
    </figcaption>
    <div class="plot-field" aria-hidden="true">
      <span class="plot-top">{top}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {hours.map((hour, index) => (
          <Bar hour={hour} x={(index * WIDTH) / hours.length} width={WIDTH / hours.length} />
        ))}
      </svg>
      <div class="axis">
        {[0, 6, 12, 18, 23].map(index => {
          const hour = hours[index]
          return hour ? (
            <time datetime={hour.start.toISOString()} data-as="time">
              {hour.start.toISOString().slice(11, 16)}
            </time>
          ) : null
        })}
      </div>
    </div>
    {legend.length > 0 ? (
      <p class="legend" aria-hidden="true">
        {legend.map(({ kind, word }) => (
          <span>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`bar-${kind}`} width={10} height={10} />
            </svg>
            {word}
          </span>
        ))}
      </p>
    ) : null}
    {children}
  </figure>
)

const round = (value: number): number => Math.round(value * 100) / 100

const Bar: FC<{ readonly hour: BarHour; readonly x: number; readonly width: number }> = ({ hour, x, width }) => {
  const place = { x: round(x + width * 0.12), width: round(width * 0.76) }
  const drawn = hour.pieces.filter(piece => piece.to > piece.from)
  if (drawn.length === 0 || hour.href === undefined)
    return <rect class="bar-none" {...place} y={HEIGHT - 1} height={1} />
  return (
    <a href={hour.href} tabindex={-1}>
      <rect class="bar-door" x={round(x)} width={round(width)} y={0} height={HEIGHT} />
      {drawn.map(({ kind, from, to }) => (
        <rect
          class={`bar-${kind}`}
          {...place}
          y={round(HEIGHT * (1 - to))}
          height={round(Math.max(1, HEIGHT * (to - from)))}
        />
      ))}
      <title>{`${hour.start.toISOString().slice(11, 16)} UTC: ${hour.said}`}</title>
    </a>
  )
}

/** Counts one on top of the other, as parts of the highest hour. */
export function stacked(counts: readonly { readonly kind: string; readonly count: number }[], most: number): Piece[] {
  let from = 0
  return counts.map(({ kind, count }) => {
    const to = from + count / most
    const piece = { kind, from, to }
    from = to
    return piece
  })
}

/** The orders that were placed in an hour; those of them in some phases; those that got a mail in it. */
export const placedIn = (start: Date): string => `/admin/orders?placed=${writeHour(start)}`
export const waitingOf = (start: Date): string =>
  `/admin/orders?phase=waiting,preparing,pushing,held&placed=${writeHour(start)}`
export const waitingBefore = (start: Date): string =>
  `/admin/orders?phase=waiting,preparing,pushing,held&placed=${writeBefore(start)}`
export const mailedIn = (start: Date): string => `/admin/orders?mailed=${writeHour(start)}`
