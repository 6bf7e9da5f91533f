/** Texts cut to what the company takes (limits of the settings); iCenter refuses longer ones, or cuts them by itself. */

/** @returns the text, at most `size` UTF-16 units long, surrogate pairs whole; what it had to cut becomes a warning. */
export type Cutter = (text: string, size: number, what: string) => string

/** @param warnings takes one sentence for every text that was cut. */
export const cutter =
  (warnings: string[]): Cutter =>
  (text, size, what) => {
    const cut = cutText(text, size)
    if (cut.length < clean(text).length) warnings.push(`${what}: cut to ${size} characters.`)
    return cut
  }

export function cutText(text: string, size: number): string {
  const whole = clean(text)
  if (whole.length <= size) return whole
  // Half of a pair at the end has lost its other half.
  return whole
    .slice(0, size)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()
}

/** One line: these are fields of forms. */
const clean = (text: string): string => text.replace(/\s+/g, ' ').trim()
