import type { FlowContext } from '../context.ts'

/** The store's time zone; UTC when its settings name one that does not exist, so that the pages still open. */
export async function storeZone(ctx: Pick<FlowContext, 'remotes'>, store: string): Promise<string> {
  const { settings } = await ctx.remotes.store(store)
  return knownZone(settings.timezone)
}

/** A zone that nobody knows must not take the page away. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** The calendar day before or after, by so many days. */
export const shiftDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

/** As 2026-03-10, from 1970 to 9998: PostgreSQL knows no year 0, and the day after has to be one as well. */
export const isDay = (text: string): boolean => {
  const moment = Date.parse(`${text}T00:00:00Z`)
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1970' && text < '9999'
  return isWritten && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text)
}
