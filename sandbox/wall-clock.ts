const formats = new Map<string, Intl.DateTimeFormat>()

/** "2026-01-31 18:38:00" as a clock on the wall of that zone shows it. @param zone IANA name */
export function wallClock({ zone, clock }: { readonly zone: string; readonly clock: { now(): Date } }): string {
  let format = formats.get(zone)
  if (!format) {
    // "sv-SE" writes ISO order.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  return format.format(clock.now())
}
