/** Texts cut to the column sizes of B1, which refuses longer ones (contract §4.1, §4.3). */

/** @returns the text, at most `size` UTF-16 units long, surrogate pairs whole; what it had to cut becomes a warning. */
export type Cutter = (text: string, size: number, what: string) => string

/** @param warnings takes one sentence for every text that was cut. */
export const cutter =
  (warnings: string[]): Cutter =>
  (text, size, what) => {
    const cut = cutText(text, size)
    if (cut.length < text.trim().length) warnings.push(`${what}: cut to ${size} characters.`)
    return cut
  }

export function cutText(text: string, size: number): string {
  const trimmed = text.trim()
  if (trimmed.length <= size) return trimmed
  const cut = trimmed.slice(0, size)
  // A high surrogate at the end has lost its other half.
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd()
}

/** For comparing names and addresses that people typed: case, accents' composition and blanks do not count. */
export const normalized = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
