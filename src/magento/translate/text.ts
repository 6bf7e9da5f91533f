import { refuse } from './refusal.ts'

const LONGEST_LINE = 1000
const LONGEST_NOTE = 10_000
/** C0, DEL and C1: they break XML documents and ERPs; everything else (entities, emoji, accents) is kept as it is. */
const CONTROL = /\p{Cc}/gu
const CONTROL_BUT_LINE_BREAKS = /(?![\n\t])\p{Cc}/gu

/** One line of text without control characters and half emoji; undefined when nothing is left. */
export function line(value: string | undefined): string | undefined {
  return cut(value?.replace(CONTROL, ' ').replace(/ {2,}/g, ' '), LONGEST_LINE)
}

/** Like `line`, but line breaks stay. */
export function note(value: string | undefined): string | undefined {
  return cut(value?.replace(/\r\n?/g, '\n').replace(CONTROL_BUT_LINE_BREAKS, ' '), LONGEST_NOTE)
}

/** toWellFormed() also mends an emoji that the cut has halved. */
function cut(value: string | undefined, longest: number): string | undefined {
  return value?.slice(0, longest).toWellFormed().trim() || undefined
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(?:Z|\+00:?00)?$/

/**
 * Magento's UTC "2026-11-21 03:45:12" (or the same with T, Z or +00:00) as "2026-11-21T03:45:12Z".
 * @throws Refused when it is not a date that exists.
 */
export function utc(value: string, field: string): string {
  const parts = DATE_TIME.exec(value.trim())
  const iso = parts && `${parts[1]}T${parts[2]}Z`
  const time = iso ? Date.parse(iso) : Number.NaN
  // V8 reads February 30th as March 2nd: only what comes out as it went in is a date.
  if (!iso || Number.isNaN(time) || new Date(time).toISOString() !== iso.replace('Z', '.000Z')) {
    refuse('invalid', `${field} is not a date and time`)
  }
  return iso
}
