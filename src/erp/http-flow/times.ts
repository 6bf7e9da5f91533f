/** Moments as ERPs write them, on their own wall clocks. */

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of a zone, in milliseconds as if it were UTC. */
function wallMs(at: Date, zone: string): number {
  let formatter = formatters.get(zone)
  if (!formatter) {
    // "sv-SE" writes ISO order: 2026-01-31 18:38:00.
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formatters.set(zone, formatter)
  }
  return Date.parse(`${formatter.format(at).replace(' ', 'T')}Z`) + at.getUTCMilliseconds()
}

const offsetMs = (at: Date, zone: string): number => wallMs(at, zone) - at.getTime()

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const isAbsolute = (format: string): boolean => /^(iso|unix|unixMs|odata)$/.test(format) || format.includes('xxx')

/** @param format iso, unix, unixMs, odata, or of yyyy MM dd HH mm ss SSS xxx */
export function formatMoment(at: Date, format: string, zone: string): string {
  if (format === 'iso') return at.toISOString()
  if (format === 'odata') return `/Date(${at.getTime()})/`
  if (format === 'unixMs') return String(at.getTime())
  if (format === 'unix') return String(Math.floor(at.getTime() / 1000))
  return writeWall(wallMs(at, zone), format, offsetMs(at, zone))
}

function writeWall(wall: number, format: string, offset: number): string {
  const iso = new Date(wall).toISOString()
  const minutes = Math.abs(Math.round(offset / 60_000))
  const two = (value: number) => String(value).padStart(2, '0')
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
    SSS: iso.slice(20, 23),
    xxx: `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
  }
  return format.replace(/yyyy|MM|dd|HH|mm|SSS|ss|xxx/g, part => parts[part] ?? part)
}

/**
 * The earliest and the latest text that a wall clock showed between two moments. When the clocks went back in between it
 * showed one hour twice: what changed in it is between these texts as well.
 */
export function formatSpan(from: Date, to: Date, format: string, zone: string): { since: string; until: string } {
  const back = isAbsolute(format) ? 0 : Math.max(0, offsetMs(from, zone) - offsetMs(to, zone))
  if (back === 0) return { since: formatMoment(from, format, zone), until: formatMoment(to, format, zone) }
  return {
    since: writeWall(wallMs(from, zone) - back, format, 0),
    until: writeWall(wallMs(to, zone) + back, format, 0),
  }
}

/**
 * @param format absent: ISO, with or without time
 * @returns the ISO date on the wall clock of the zone; undefined for what is no date
 */
export function readDay(text: string, format: string | undefined, zone: string): string | undefined {
  if (format === 'unix' || format === 'unixMs') {
    const ms = Number(text) * (format === 'unix' ? 1000 : 1)
    return Math.abs(ms) < 8e15 ? formatMoment(new Date(ms), 'yyyy-MM-dd', zone) : undefined
  }
  if (format === 'odata') return dayOfTicks(text, zone)
  if (format !== undefined && format !== 'iso') return checkedDay(dayByFormat(text.trim(), format))
  // With a zone it is a moment; without one it is the ERP's own wall clock.
  if (/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const ms = Date.parse(text)
    return Number.isNaN(ms) ? undefined : formatMoment(new Date(ms), 'yyyy-MM-dd', zone)
  }
  return checkedDay(/^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0])
}

/** "/Date(1767225600000)/" is a date or a wall clock, as if it were UTC; with an offset it is a moment. */
function dayOfTicks(text: string, zone: string): string | undefined {
  const [, ticks = '', offset] = /^\/Date\((-?\d{1,16})([+-]\d{4})?\)\/$/.exec(text.trim()) ?? []
  const ms = ticks === '' ? Number.NaN : Number(ticks)
  if (!(Math.abs(ms) < 8e15)) return undefined
  return formatMoment(new Date(ms), 'yyyy-MM-dd', offset === undefined ? 'UTC' : zone)
}

function dayByFormat(text: string, format: string): string | undefined {
  const place = (part: string): string | undefined => {
    const start = format.indexOf(part)
    const found = start < 0 ? '' : text.slice(start, start + part.length)
    return /^\d+$/.test(found) ? found : undefined
  }
  const [year, month, day] = [place('yyyy'), place('MM'), place('dd')]
  return year && month && day ? `${year}-${month}-${day}` : undefined
}

const checkedDay = (day: string | undefined): string | undefined =>
  day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : undefined
