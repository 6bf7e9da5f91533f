import type { FC } from 'hono/jsx'
import type { Amount } from '../../domain/amount.ts'
import { spokenLanguage } from '../language/say.tsx'

/**
 * A moment, in UTC until the script writes it in the viewer's zone. `as`: "ago" (2 minutes ago), "for" (2 minutes), "time" (14:02), "moment"
 * (31 Jan, 14:02), "exact" (with seconds).
 */
export const Moment: FC<{ readonly at: Date; readonly as?: 'ago' | 'for' | 'time' | 'moment' | 'exact' }> = ({
  at,
  as = 'ago',
}) => (
  <time datetime={at.toISOString()} data-as={as} title={`${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`}>
    {`${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`}
  </time>
)

/** Money as the viewer writes it, from the exact decimal text. */
export function moneyText(locale: string, value: Amount, currency: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value)
  } catch {
    return `${value} ${currency}`
  }
}

export const Money: FC<{ readonly locale: string; readonly value: Amount; readonly currency: string }> = ({
  locale,
  value,
  currency,
}) => <span class="money">{moneyText(locale, value, currency)}</span>

/** A quantity as the viewer writes it: at most four decimals, none that are zero. */
export const quantityText = (locale: string, value: Amount): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value)

/** "840 ms", "4 s", "2 min": short, for how long something took, and the same in each language. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 90_000) return `${Math.round(milliseconds / 1_000)} s`
  if (milliseconds < 5_400_000) return `${Math.round(milliseconds / 60_000)} min`
  return `${Math.round(milliseconds / 3_600_000)} h`
}

export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return `${new Intl.NumberFormat(spokenLanguage(), digits).format(bytes / 1_000_000)} MB`
}
