/** Far more than any sender nests; parsers and what walks over their result stay far from their limits. */
const MOST_LEVELS = 64

const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Looks at raw bytes before anything parses them. Brackets within strings do not count; whether it is JSON at all is
 * the parser's business.
 */
export function isTooDeep(bytes: Uint8Array): boolean {
  let levels = 0
  let inString = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (inString) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      levels += 1
      if (levels > MOST_LEVELS) return true
    } else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && levels > 0) levels -= 1
  }
  return false
}
